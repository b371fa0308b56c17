/**
 * Each version of the server runs from a folder of its own, `.gati/watch/<pid>-<n>`: files that the running one still reads
 * (its source map, wasm, SQL) stay there while the next is written, and `dist` stays what `gatic build` made it.
 */
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackageLink } from '../../link/index.ts'
import type { OutputFile } from '../output-folder.ts'

const parent = (root: string) => join(root, '.gati', 'watch')

export const generationFolder = (root: string, generation: number): string => join(parent(root), `${process.pid}-${generation}`)

/** At once: nothing else is to be done meanwhile. What lies there already was put there by {@link carryOver}. */
export function writeGeneration(folder: string, outputs: readonly OutputFile[], links: readonly PackageLink[]): void {
  mkdirSync(folder, { recursive: true })
  for (const output of outputs) {
    const place = join(folder, output.path)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true })
    if ('from' in output) copyFileSync(output.from, place, constants.COPYFILE_FICLONE)
    else writeFileSync(place, output.contents)
  }
  for (const link of links) {
    const place = join(folder, link.path)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(link.folder, place, 'junction')
  }
}

/** Puts a file of one version where the next is to lie, as far as it will be the same. */
export function carryOver(path: string, from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  copyFileSync(join(from, path), join(to, path), constants.COPYFILE_FICLONE)
}

/** What earlier runs left that had no chance to tidy up. */
export function removeStaleGenerations(root: string): void {
  for (const name of listed(parent(root))) {
    if (!isAlive(Number.parseInt(name, 10))) rmSync(join(parent(root), name), { recursive: true, force: true })
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
