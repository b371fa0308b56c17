/** The uWebSockets.js builds that an emitted server finds beside itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Diagnostic, missingTransportBinary } from '../diagnostics/index.ts'
import { type CopiedPackage, copiedFile, type Output } from './copies.ts'

/** Node 22, 24 and 25: the builds for older ones are unsound. */
const SOUND_ABIS = ['127', '137', '141']

export interface TransportBinaries {
  readonly outputs: readonly Output[]
  readonly copied: readonly CopiedPackage[]
  readonly diagnostics: readonly Diagnostic[]
}

export const NO_BINARIES: TransportBinaries = { outputs: [], copied: [], diagnostics: [] }

/** `platforms` as `linux-x64`; undefined: the one that this process runs on, without complaint when there is no build for it. */
export async function transportBinaries(root: string, platforms: readonly string[] | undefined): Promise<TransportBinaries> {
  const folder = findFolder(root)
  if (folder === undefined) return NO_BINARIES
  const outputs: Output[] = []
  const diagnostics: Diagnostic[] = []
  for (const platform of platforms ?? [`${process.platform}-${process.arch}`]) {
    const files = SOUND_ABIS.map((abi) => `uws_${platform.replace('-', '_')}_${abi}.node`).filter((file) =>
      existsSync(join(folder, file)),
    )
    for (const file of files) outputs.push(await copiedFile(file, join(folder, file)))
    if (files.length === 0 && platforms !== undefined)
      diagnostics.push(missingTransportBinary({ platform, available: available(folder) }, []))
  }
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string }
  const copied = outputs.length === 0 ? [] : [{ name: 'uWebSockets.js', version: `${name}@${version}`, reason: 'the transport' }]
  return { outputs, copied, diagnostics }
}

function available(folder: string): string {
  const platforms = readdirSync(folder).flatMap(
    (file) => /^uws_(\w+?)_(\w+)_(?:127|137|141)\.node$/.exec(file)?.slice(1).join('-') ?? [],
  )
  return [...new Set(platforms)].sort().join(', ')
}

function findFolder(root: string): string | undefined {
  for (const from of [join(root, 'package.json'), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve('uWebSockets.js/package.json'))
    } catch {
      // Not installed there: gatic's own is looked for next, and without one the server uses node:http.
    }
  }
  return undefined
}
