/** What files and folders are like at a moment, as texts that are equal only when nothing happened to them. */
import { createHash } from 'node:crypto'
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

export type Fingerprints = Readonly<Record<string, string>>

export const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64')

/** Any write changes the time of the last change, which no program can set back. */
export function statsOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats && fingerprint(stats)
}

const fingerprint = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string => [ino, size, mtimeNs, ctimeNs].join(' ')

/** In milliseconds since 1970; of what is gone: now. */
export const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? Date.now()

/** Of all files below a folder, by their paths relative to it. */
export function statsBelow(folder: string): Fingerprints {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
    const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
    return Object.fromEntries(files.map((file) => [relative(folder, file), statsOf(file) ?? '']))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** Names in a folder, with where links lead; undefined where there is none. */
export function listing(folder: string): string | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    const names = entries.map((entry) =>
      entry.isSymbolicLink() ? `${entry.name}>${readlinkSync(join(folder, entry.name))}` : entry.name,
    )
    return hash(names.sort().join('\0'))
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Bytes from which on a file is known by its stats. */
const LARGE = 1_000_000

/** All files below a folder, by their paths relative to it, but for folders that are skipped. */
export function filesBelow(root: string, isSkipped: (path: string) => boolean): Fingerprints {
  const found: Record<string, string> = {}
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (isSkipped(path)) continue
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile()) found[path] = contentOf(join(root, path))
      else if (entry.isSymbolicLink()) found[path] = linkOf(join(root, path))
    }
  }
  visit('')
  return found
}

export function contentOf(path: string): string {
  const stats = lstatSync(path, { bigint: true })
  return stats.size < LARGE ? hash(readFileSync(path)) : fingerprint(stats)
}

/** A link to a file is that file as well; what lies behind a link to a folder is known by whoever reads it there. */
function linkOf(path: string): string {
  const target = statSync(path, { throwIfNoEntry: false })
  return `${readlinkSync(path)} ${target?.isFile() ? contentOf(path) : ''}`
}
