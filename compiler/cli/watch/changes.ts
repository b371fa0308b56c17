/** Changes of an app's files, by burst: a save of ten files, or a branch being checked out, is one change. */
import { statSync } from 'node:fs'
import { basename, extname, relative, sep } from 'node:path'
import { watch } from 'chokidar'

export interface Changes {
  /** Absolute paths of the next burst, waiting for it if need be; undefined once `signal` is aborted. */
  next(): Promise<readonly string[] | undefined>
  /** Whether another file is saved by now, or in the next moment: what was read may have been half of an edit. */
  goOn(): Promise<boolean>
}

/**
 * Milliseconds of quiet that end a burst: of one file an editor saves no more, of a few it saves one right after the other; where there are
 * many, a tool writes them, which stops to think.
 */
const QUIET = { one: 10, few: 20, many: 50 }
const FEW = 5

/** Resolves when every folder is watched: what changes after that is heard of. `onError` is told what cannot be watched. */
export async function watchChanges(root: string, signal: AbortSignal, onError: (error: unknown) => void): Promise<Changes> {
  const changed = new Set<string>()
  let events = 0
  let wake: () => void = () => {}
  const watcher = watch(root, {
    ignoreInitial: true,
    // What may not be read is no part of the app, or the build says so.
    ignorePermissionErrors: true,
    ignored: (path) => isIgnoredFolder(root, path),
  })
  watcher.on('error', onError).on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir' || !isPartOfApp(root, path)) return
    events++
    changed.add(path)
    wake()
  })
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  signal.addEventListener('abort', () => {
    void watcher.close()
    wake()
  })
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return {
    async goOn() {
      await new Promise((resolve) => setTimeout(resolve, QUIET.few))
      return changed.size > 0
    },
    async next() {
      while (changed.size === 0 && !signal.aborted) await woken()
      for (let seen = -1; seen !== events && !signal.aborted; ) {
        seen = events
        await new Promise((resolve) => setTimeout(resolve, quiet(changed)))
      }
      if (signal.aborted) return undefined
      const burst = [...changed]
      changed.clear()
      return burst
    },
  }
}

/** Editors empty a file before they write it: an empty one is most likely not finished. */
function quiet(changed: ReadonlySet<string>): number {
  const isMany = changed.size > FEW || [...changed].some((path) => statSync(path, { throwIfNoEntry: false })?.size === 0)
  return isMany ? QUIET.many : changed.size === 1 ? QUIET.one : QUIET.few
}

const IGNORED_FOLDERS = new Set(['node_modules', '.git', '.gati', '.cache', 'coverage', 'dist'])

function isIgnoredFolder(root: string, path: string): boolean {
  const inside = relative(root, path)
  if (inside === '' || inside === '.gati' || isPast(inside)) return false
  return inside.split(sep).some((part, depth) => IGNORED_FOLDERS.has(part) && (part !== 'dist' || depth === 0))
}

/** What was recorded of the app: `gatic version snapshot` is heard of, too. */
const isPast = (inside: string): boolean => `${inside}${sep}`.startsWith(['.gati', 'versions', ''].join(sep))

const SOURCES = new Set(['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'])

/**
 * Sources anywhere, settings, and whatever lies below src (imported text, JSON, SQL). Not other data: an app that writes a database
 * beside its sources would be restarted by its own writing.
 */
function isPartOfApp(root: string, path: string): boolean {
  const name = basename(path)
  if (isEnvironment(path) || name === 'package.json' || /^tsconfig.*\.json$/.test(name)) return true
  // Editors write `.users.ts.swp`, `users.ts~` and `4913` beside what they save.
  if (name.startsWith('.') || name.endsWith('~')) return false
  if (SOURCES.has(extname(name)) || isPast(relative(root, path))) return true
  return extname(name) !== '' && relative(root, path).startsWith(`src${sep}`)
}

/** `.env` and `.env.local`: read when the server starts, so they need a new start and no new build. */
export const isEnvironment = (path: string): boolean => /^\.env(\.[\w.-]+)?$/.test(basename(path))
