/** `.gati/versions` of an app as it is on disk: snapshots, their types and tags. What people write there themselves is not among them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileStamp } from './file-stamp.ts'

const FOLDER = '.gati/versions'
const WRITTEN_BY_HAND = new Set(['waivers.json'])

/** SHA-256, in hexadecimal: by which the files are named and signed. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface VersionFile {
  /** `/` separators, below `.gati/versions`. */
  readonly path: string
  readonly text: string
}

export const readVersionFiles = (root: string): VersionFile[] =>
  filesOf(root).map(({ path, file }) => ({ path, text: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') }))

/** Another one, when any of them has changed. */
export const versionFilesStamp = (root: string): string =>
  filesOf(root)
    .map(({ path, file }) => `${path} ${fileStamp(file)}`)
    .join('\n')

function filesOf(root: string): { readonly path: string; readonly file: string }[] {
  const folder = join(root, FOLDER)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && !WRITTEN_BY_HAND.has(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { file, path: file.slice(folder.length + 1).replaceAll(sep, '/') }
    })
}
