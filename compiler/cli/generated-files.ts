/** Files that the compiler derives for the app's own editor and type checker, below the app's root. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EmittedFile } from '../../emitters/emitted-file.ts'
import { type Diagnostic, unwritableFolder } from '../diagnostics/index.ts'
import { shownPath } from './app-folder.ts'
import type { Host } from './host.ts'
import { replaceFile } from './output-folder.ts'
import { Refusal, systemReason } from './refusal.ts'
import { CLIENT_FOLDER, type Sdk, unpacked, writeTarball } from './sdk.ts'

export interface Written {
  readonly path: string
  readonly changed: boolean
}

export async function writeGenerated(
  host: Host,
  root: string,
  files: readonly EmittedFile[],
  diagnostics: readonly Diagnostic[],
): Promise<Written[]> {
  // A folder that turned out not to be an app stays as it is.
  if (diagnostics.some(({ name }) => name === 'no-app-found')) return []
  const written: Written[] = []
  for (const { path, text } of files) {
    const file = join(root, path)
    try {
      const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined
      written.push({ path, changed: await replaceFile(file, text, current) })
    } catch (error) {
      const folder = shownPath(host, dirname(file))
      throw new Refusal(
        unwritableFolder({ folder, reason: systemReason(error) }, [], ['Check permissions and free space.']),
        error,
      )
    }
  }
  return written
}

/** What {@link writeClient} writes. */
export const clientPaths = (sdk: Sdk): readonly string[] => [...unpacked(sdk).map(({ path }) => path), sdk.tarball]

/** The package's files, for who lives in the same repository, and its tarball. */
export async function writeClient(host: Host, root: string, sdk: Sdk): Promise<Written[]> {
  const files = unpacked(sdk)
  const written = await writeGenerated(host, root, files, [])
  removeOthers(root, CLIENT_FOLDER, files)
  return [...written, { path: sdk.tarball, changed: await writeTarball(host, root, sdk) }]
}

/** A type that is gone leaves no file behind in a folder where everything is generated. */
export function removeOthers(root: string, folder: string, files: readonly EmittedFile[]): void {
  if (!existsSync(join(root, folder))) return
  const kept = new Set(files.map(({ path }) => path))
  for (const name of readdirSync(join(root, folder)))
    if (!kept.has(`${folder}/${name}`)) rmSync(join(root, folder, name), { recursive: true })
}
