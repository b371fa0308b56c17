/** The app's client as a package: its files, and the tarball that npm installs. Equal apps give equal bytes. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip, type ZlibOptions } from 'node:zlib'
import { createTar } from 'nanotar'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import {
  DECLARATION_MAP,
  emitSdk,
  isRuntimeEntry,
  type SdkApp,
  type SdkPackage,
  type VersionPin,
} from '../../emitters/sdk/index.ts'
import type { SdkSettings } from '../compile.ts'
import { unwritableFolder } from '../diagnostics/index.ts'
import { type AppIR, UNRELEASED, VERSION_RULES } from '../ir/index.ts'
import { linkClientRuntime } from '../link/index.ts'
import { type ChangelogEntry, changelog, type Version } from '../versions/index.ts'
import { shownPath } from './app-folder.ts'
import { gaticPackage } from './gatic-package.ts'
import type { Host } from './host.ts'
import { replaceBytes } from './output-folder.ts'
import { Refusal, systemReason } from './refusal.ts'

export const CLIENT_FOLDER = '.gati/generated/client'

export interface Sdk {
  /** `conduit-sdk` */
  readonly name: string
  /** Below the app's root: `sdk/conduit-1.1.0.tgz`. */
  readonly tarball: string
  /** Of the package. */
  readonly files: readonly EmittedFile[]
  /** Absolute paths of what was read for it beside the app's sources. */
  readonly inputs: readonly string[]
  /** The tarball. */
  readonly packed: Uint8Array
}

/** An app, as it is or as it was, and its versions until then. */
export type ClientOf = SdkApp & {
  readonly config: Pick<AppIR['config'], 'versions'>
  readonly history?: { readonly versions: readonly ChangelogEntry[] }
}

export async function makeSdk(root: string, ir: ClientOf, settings: SdkSettings, linkRuntime = linkClientRuntime): Promise<Sdk> {
  const about = packageOf(root, ir, settings)
  const pin = pinOf(ir)
  const emitted = emitSdk(ir, { gaticVersion: gaticPackage().version, package: about, ...(pin && { pin }) })
  const entries = emitted.filter(({ path }) => isRuntimeEntry(path))
  const runtime = await linkRuntime(root, entries)
  const license = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE'].find((name) => existsSync(join(root, name)))
  const files = [
    ...emitted.filter((file) => !entries.includes(file)),
    ...runtime.files,
    ...(settings.sources === true ? sourcesOf(root, emitted) : []),
    ...(ir.history ? [{ path: 'CHANGELOG.md', text: changelog(ir.history.versions) }] : []),
    ...(license === undefined ? [] : [{ path: license, text: await readFile(join(root, license), 'utf8') }]),
  ]
  return {
    name: about.name,
    tarball: `sdk/${fileName(ir.name)}-${ir.version}.tgz`,
    files,
    inputs: [...runtime.inputs, ...(license === undefined ? [] : [join(root, license)])],
    packed: await pack(files),
  }
}

/** An app as one of its snapshots knows it. */
export const appAt = ({ semver, snapshot }: Version): SdkApp => ({
  name: snapshot.name,
  version: semver,
  types: snapshot.types,
  routes: snapshot.routes,
  ...(snapshot.sockets && { sockets: snapshot.sockets }),
  config: { extraKeys: snapshot.extraKeys },
  ...(snapshot.signedCookies && { cookies: { signed: snapshot.signedCookies } }),
})

/** What was not recorded has no name that a server would know tomorrow. */
function pinOf({ history, config }: ClientOf): VersionPin | undefined {
  const version = history?.versions.at(-1)?.id
  if (version === undefined || version === UNRELEASED) return undefined
  return { header: (config.versions ?? VERSION_RULES).header, version }
}

/** What the declaration map names, below the package's folder as it is below the app's. */
function sourcesOf(root: string, emitted: readonly EmittedFile[]): EmittedFile[] {
  const { sources } = JSON.parse(emitted.find(({ path }) => path === DECLARATION_MAP)!.text) as {
    readonly sources: readonly string[]
  }
  return sources.filter((path) => path.includes('/')).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The package as it lies in the app, whose own sources the declaration map leads to. */
export const unpacked = ({ files }: Pick<Sdk, 'files'>): EmittedFile[] =>
  files
    .filter(({ path }) => !path.includes('/'))
    .map(({ path, text }) => ({
      path: `${CLIENT_FOLDER}/${path}`,
      text:
        path === DECLARATION_MAP
          ? text.replace('"sourceRoot":""', `"sourceRoot":"${CLIENT_FOLDER.replace(/[^/]+/g, '..')}"`)
          : text,
    }))

/** `@acme/shop` -> `acme-shop`, as npm names tarballs. */
const fileName = (name: string): string => name.replace(/^@/, '').replace(/[^\w.-]+/g, '-')

/** What the app's package.json says of who made it, and where. */
function packageOf(root: string, { name }: SdkApp, settings: SdkSettings): SdkPackage {
  const path = join(root, 'package.json')
  const app = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const passed = ['license', 'author', 'repository', 'homepage'].flatMap((key) =>
    app[key] === undefined ? [] : [[key, app[key]]],
  )
  return {
    name: settings.name ?? `${name.startsWith('@') ? name : fileName(name).toLowerCase()}-sdk`,
    description: `Client of ${name}`,
    ...Object.fromEntries(passed),
  }
}

const gzipped = promisify<Uint8Array, ZlibOptions, Buffer>(gzip)

/** npm's own date for files, so that the archive tells nothing of when it was made. */
const MTIME = Date.UTC(1985, 9, 26, 8, 15)

async function pack(files: readonly EmittedFile[]): Promise<Uint8Array> {
  const entries = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text }) => ({ name: `package/${path}`, data: text }))
  const archive = createTar(entries, { attrs: { mtime: MTIME, mode: '644', uid: 0, gid: 0 } })
  // Two empty blocks end an archive; nanotar has them only where its last record is not full.
  const packed = await gzipped(Buffer.concat([archive, Buffer.alloc(1024)]), { level: 9 })
  packed[9] = 255 // The system that made it: unknown, on every system.
  return packed
}

/** Whether the tarball was written: one that is the same stays untouched. */
export async function writeTarball(host: Host, root: string, sdk: Sdk): Promise<boolean> {
  const file = join(root, sdk.tarball)
  const folder = join(root, 'sdk')
  try {
    await mkdir(folder, { recursive: true })
    return await replaceBytes(file, sdk.packed)
  } catch (error) {
    const reason = systemReason(error)
    throw new Refusal(
      unwritableFolder({ folder: shownPath(host, folder), reason }, [], ['Check permissions and free space.']),
      error,
    )
  }
}
