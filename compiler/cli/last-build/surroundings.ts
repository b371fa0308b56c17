/**
 * What a build read outside the app's own folder: declarations, packages, settings that are extended. And where it would have found
 * something else, had it been there: a package nearer by, another file of the same name.
 *
 *   /app/node_modules/pg/lib/index.js  ->  its stats, the names in pg/lib and in pg, pg/package.json, the packages in node_modules
 */
import { readdirSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { type Fingerprints, hash, listing, statsOf } from './files.ts'

/** How one place is looked at. */
const LOOKS = { file: statsOf, names: listing, packages: packagesIn }

type Look = keyof typeof LOOKS

/** By `<look> <path>`; empty where there is nothing. */
export function surroundings(root: string, files: readonly string[]): Fingerprints {
  const found = new Map<string, string>()
  const remember = (look: Look, path: string) => {
    const key = `${look} ${path}`
    if (!found.has(key)) found.set(key, LOOKS[look](path) ?? '')
  }
  for (const file of files) {
    remember('file', file)
    remember('names', dirname(file))
  }
  for (const folder of foldersAbove([join(root, 'x'), ...files])) {
    for (const name of ['package.json', 'tsconfig.json']) remember('file', join(folder, name))
    if (folder.includes(`${sep}node_modules${sep}`)) remember('names', folder)
    remember('packages', join(folder, 'node_modules'))
  }
  return Object.fromEntries(found)
}

export const areUnchanged = (places: Fingerprints): boolean =>
  Object.entries(places).every(([key, known]) => {
    const space = key.indexOf(' ')
    return (LOOKS[key.slice(0, space) as Look](key.slice(space + 1)) ?? '') === known
  })

/** Each once, up to the root of the file system. */
function foldersAbove(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  return folders
}

/** Names of the packages in a `node_modules`, with those of each scope. */
function packagesIn(folder: string): string | undefined {
  const own = listing(folder)
  if (own === undefined) return undefined
  const scopes = readdirSync(folder).filter((name) => name.startsWith('@'))
  return hash([own, ...scopes.sort().map((scope) => listing(join(folder, scope)) ?? '')].join(' '))
}
