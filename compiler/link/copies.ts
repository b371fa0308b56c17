/**
 * Packages beside the server: `dist/node_modules/<name>`, with everything that they need in production.
 * A dependency whose version differs from the one already placed goes below the package that needs it, as npm does it.
 */
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Diagnostic, missingDependency } from '../diagnostics/index.ts'
import { findPackage, type InstalledPackage, readPackage } from './packages.ts'

export interface CopiedPackage {
  readonly name: string
  readonly version: string
  /** `holds WebAssembly`, `needed by pg`. */
  readonly reason: string
}

/** `path` is relative to the output folder. */
export type Output = MadeFile | CopiedFile

export interface MadeFile {
  readonly path: string
  readonly contents: string
}

/** A file as it lies on this machine: binaries are megabytes, which need not pass through memory. */
export interface CopiedFile {
  readonly path: string
  /** Absolute. */
  readonly from: string
  readonly bytes: number
}

export const copiedFile = async (path: string, from: string): Promise<CopiedFile> => ({
  path,
  from,
  bytes: (await stat(from)).size,
})

export interface Copies {
  readonly outputs: readonly Output[]
  readonly copied: readonly CopiedPackage[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Placed extends CopiedPackage {
  readonly folder: string
  /** `node_modules/a/node_modules/b` */
  readonly path: string
}

/** `wanted`: folder of a package -> why it is not bundled. */
export async function copyPackages(wanted: ReadonlyMap<string, string>): Promise<Copies> {
  const placed = new Map<string, Placed>()
  const diagnostics: Diagnostic[] = []
  const place = async (link: string, reason: string, below: string): Promise<void> => {
    const folder = await realpath(link)
    const installed = readPackage(folder)
    const top = `node_modules/${installed.name}`
    const path = (placed.get(top)?.folder ?? folder) === folder ? top : `${below}/${top}`
    if (placed.has(path)) return
    placed.set(path, { name: installed.name, version: installed.version, reason, folder, path })
    for (const name of [...installed.dependencies, ...installed.optional]) await placeDependency(installed, name, path)
  }
  const placeDependency = async (installed: InstalledPackage, name: string, path: string): Promise<void> => {
    const found = findPackage(name, installed.folder)
    if (found !== undefined) await place(found, `needed by ${installed.name}`, path)
    else if (!installed.optional.includes(name))
      diagnostics.push(missingDependency({ package: name, dependant: installed.name }, []))
  }
  for (const [folder, reason] of wanted) await place(folder, reason, '.')
  const outputs = await Promise.all([...placed.values()].map(({ folder, path }) => filesOf(folder, path)))
  const copied = [...placed.values()].map(({ name, version, reason }) => ({ name, version, reason }))
  return { outputs: outputs.flat(), copied, diagnostics }
}

/** What nothing loads at run time stays behind. */
const NOT_COPIED = /\.(?:d\.[cm]?ts|map|md|markdown|tsbuildinfo)$|^\.(?!.*\.(?:node|json)$)/i

async function filesOf(folder: string, path: string): Promise<Output[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const outputs = await Promise.all(
    entries.map(async (entry): Promise<Output[]> => {
      const from = join(folder, entry.name)
      const to = `${path}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(from, to)
      if (NOT_COPIED.test(entry.name)) return []
      return [await copiedFile(to, from)]
    }),
  )
  return outputs.flat()
}
