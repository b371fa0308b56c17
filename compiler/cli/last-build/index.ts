/**
 * Is what the last build wrote what a build would write now? It is when nothing that it read has changed, and nothing that it wrote; then
 * there is nothing to do. What was read is remembered in `.gati/cache/build.json`, which may be deleted at any time.
 */
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, relative, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { BuildReport } from '../build-summary.ts'
import { gaticPackage } from '../gatic-package.ts'
import { keepFile } from '../kept-file.ts'
import { changedAt, contentOf, type Fingerprints, filesBelow, hash, statsBelow, statsOf } from './files.ts'
import { areUnchanged, surroundings } from './surroundings.ts'

interface LastBuild {
  /** Of gatic itself, of Node.js and of how it was called. */
  readonly made: string
  /** By path relative to the app's folder. */
  readonly own: Fingerprints
  readonly surroundings: Fingerprints
  /** By path relative to the output folder. */
  readonly written: Fingerprints
  readonly report: BuildReport
}

export interface BeforeBuild {
  /** What the last build said of itself, if it holds. */
  readonly report?: BuildReport
  /** To be called with what this one read and wrote. */
  remember(done: DoneBuild): void
}

export interface DoneBuild {
  readonly report: BuildReport
  /** Absolute paths of all that was read; undefined where something was looked for that cannot be watched over. */
  readonly inputs: readonly string[] | undefined
  /** Paths below the app's folder, of what was written there but for the output. */
  readonly generated: readonly string[]
}

/** `options`: what else decides what is written. */
export function beforeBuild(root: string, out: string, options: readonly unknown[] = []): BeforeBuild {
  const began = Date.now()
  const made = maker(out, options)
  const own = filesBelow(root, skipped(root, out))
  const last = read(root)
  const holds =
    last?.made === made &&
    isDeepStrictEqual(own, last.own) &&
    areUnchanged(last.surroundings) &&
    isDeepStrictEqual(statsBelow(out), last.written)
  return {
    ...(holds && { report: last.report }),
    remember(done) {
      forget(root)
      const build = lastBuild(root, { made, own, began }, out, done)
      // Where it cannot be kept, the next build is one from nothing.
      if (build) keepFile(cacheFile(root), JSON.stringify(build))
    },
  }
}

/** Milliseconds that the clock of a file system may be behind. */
const CLOCK_TICK = 50

/** Undefined where it cannot be said what was read: a file that was changed while it was built may have been read before or after. */
function lastBuild(
  root: string,
  before: { readonly made: string; readonly own: Fingerprints; readonly began: number },
  out: string,
  { report, inputs, generated }: DoneBuild,
): LastBuild | undefined {
  if (inputs === undefined) return undefined
  const { made, began } = before
  const own = Object.fromEntries(Object.entries(before.own).filter(([path]) => !generated.includes(path)))
  const outside = inputs.filter((path) => !Object.hasOwn(before.own, relative(root, path).replaceAll(sep, '/')))
  const isSettled = (path: string) => changedAt(path) < began - CLOCK_TICK
  if (![...Object.keys(own).map((path) => join(root, path)), ...outside].every(isSettled)) return undefined
  return {
    made,
    own: { ...own, ...Object.fromEntries(generated.map((path) => [path, contentOf(join(root, path))])) },
    surroundings: surroundings(root, outside),
    written: statsBelow(out),
    report,
  }
}

const cacheFile = (root: string) => join(root, '.gati', 'cache', 'build.json')

function read(root: string): LastBuild | undefined {
  try {
    return JSON.parse(readFileSync(cacheFile(root), 'utf8'))
  } catch {
    return undefined // None, or one that was cut short: all is built.
  }
}

function forget(root: string): void {
  try {
    rmSync(cacheFile(root), { force: true })
  } catch {
    // It cannot be written then either; what it says is checked before it is believed.
  }
}

/** gatic as it is installed, what it compiles and bundles with, Node.js, and where the server goes. */
function maker(out: string, options: readonly unknown[]): string {
  const { folder, version } = gaticPackage()
  const { resolve } = createRequire(import.meta.url)
  const tools = ['typescript', 'esbuild'].map((name) => resolve(`${name}/package.json`))
  return hash(
    JSON.stringify([FORMAT, version, process.version, out, options, statsBelow(join(folder, 'dist')), tools, tools.map(statsOf)]),
  )
}

/** Of the remembered text: another one is not believed. */
const FORMAT = 1

const SKIPPED = new Set(['node_modules', '.git', '.cache', 'coverage'])
const OWN_FOLDERS = new Set(['.gati/cache', '.gati/watch'])

/** What is read of these all the same is not the app's own, and looked at by its stats. */
function skipped(root: string, out: string): (path: string) => boolean {
  const output = relative(root, out).replaceAll(sep, '/')
  return (path) => path === output || OWN_FOLDERS.has(path) || SKIPPED.has(basename(path))
}
