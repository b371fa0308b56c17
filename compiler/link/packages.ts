/** Which package does a file belong to, and can it be bundled? */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'

export interface InstalledPackage {
  readonly name: string
  readonly version: string
  readonly folder: string
  readonly dependencies: readonly string[]
  /** Left out without complaint when they are not installed. */
  readonly optional: readonly string[]
}

/** '/app/node_modules/@scope/name/lib/x.js' -> '/app/node_modules/@scope/name'; undefined outside of node_modules. */
export function packageFolder(file: string): string | undefined {
  const marker = `${sep}node_modules${sep}`
  const start = file.lastIndexOf(marker)
  if (start === -1) return undefined
  const parts = file.slice(start + marker.length).split(sep)
  const name = parts[0]!.startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1)
  return file.slice(0, start + marker.length) + name.join(sep)
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export function readPackage(folder: string): InstalledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const optional = Object.keys(manifest.optionalDependencies ?? {})
  return {
    name: manifest.name ?? folder.slice(folder.lastIndexOf(`node_modules${sep}`) + 13).replaceAll(sep, '/'),
    version: manifest.version ?? '0.0.0',
    folder,
    dependencies: Object.keys(manifest.dependencies ?? {}).filter((name) => !optional.includes(name)),
    optional: [...optional, ...Object.keys(manifest.peerDependencies ?? {})],
  }
}

/** Node's own lookup from a folder, for packages that do not export their package.json as well. */
export function findPackage(name: string, from: string): string | undefined {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  return paths.map((path) => join(path, name)).find((folder) => readdirOrEmpty(folder).includes('package.json'))
}

/** Why a package cannot become part of one file; undefined: it can. */
export function obstacle(folder: string): string | undefined {
  const file = firstFile(folder, (name) => name.endsWith('.node') || name.endsWith('.wasm') || name === 'binding.gyp')
  if (file === undefined) return undefined
  return file.endsWith('.wasm') ? 'holds WebAssembly' : 'holds native code'
}

/** Code that looks for files beside itself: bundled, it would look beside the server. */
export const readsOwnFiles = (code: string): boolean =>
  /\b__dirname\b|\b__filename\b|\bimport\.meta\.(?:url|dirname|filename)\b/.test(code)

function firstFile(folder: string, wanted: (name: string) => boolean): string | undefined {
  const below: string[] = []
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory() && entry.name !== 'node_modules') below.push(join(folder, entry.name))
    else if (entry.isFile() && wanted(entry.name)) return join(folder, entry.name)
  }
  for (const child of below) {
    const found = firstFile(child, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

const entriesOf = (folder: string) => readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))

function readdirOrEmpty(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // No such folder: Node's lookup goes on with the next.
  }
}
