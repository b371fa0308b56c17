/** Folders of files below a path, served where no route answers. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileOptions } from '../authoring/index.ts'
import type { Exchange } from '../transport/index.ts'
import { fail } from './fail.ts'
import { locate } from './file-path.ts'
import { serveFile } from './files.ts'

export interface StaticFolder extends FileOptions {
  /** `/assets`, or `/` */
  readonly path: string
  /** Relative to the server's own file. */
  readonly folder: string
  /** Answers for a folder. */
  readonly index?: string
  /** Answers for what is not there: of an app that does its routing in the browser. */
  readonly fallback?: string
}

/** True: it answers, or calls `otherwise`, later. */
export type ServeStatic = (exchange: Exchange, path: string, otherwise: () => void) => boolean

const KEPT = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since', 'range', 'if-range', 'accept-encoding']
const OPENING = 30_000

export function staticFolders(folders: readonly StaticFolder[]): ServeStatic {
  const here = dirname(fileURLToPath(import.meta.url))
  const mounts = folders.map((options) => ({
    prefix: options.path.endsWith('/') ? options.path : `${options.path}/`,
    folder: join(here, options.folder),
    options,
  }))
  return (exchange, path, otherwise) => {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return false
    const matching = mounts.filter(({ prefix }) => path.startsWith(prefix) || path === prefix.slice(0, -1))
    if (matching.length === 0) return false
    exchange.kept = Object.fromEntries(KEPT.map((name) => [name, exchange.header(name)]))
    const query = exchange.query()
    exchange.defer(OPENING)
    serveFirst(exchange, path, query, matching).then(
      (isServed) => {
        if (!isServed) otherwise()
      },
      (error: unknown) => fail(exchange, error),
    )
    return true
  }
}

interface Mount {
  readonly prefix: string
  readonly folder: string
  readonly options: StaticFolder
}

async function serveFirst(exchange: Exchange, path: string, query: string, mounts: readonly Mount[]): Promise<boolean> {
  for (const mount of mounts) if (await serveBelow(exchange, path, query, mount)) return true
  for (const { folder, options } of mounts)
    if (options.fallback !== undefined && (await serve(exchange, folder, options.fallback, options))) return true
  return false
}

async function serveBelow(exchange: Exchange, path: string, query: string, { prefix, folder, options }: Mount): Promise<boolean> {
  const below = decoded(path.slice(prefix.length))
  if (below === undefined) return false
  const { index = 'index.html' } = options
  if (below === '' || below.endsWith('/')) {
    // Without its slash, links in the index would lead elsewhere.
    if (path.endsWith('/')) return serve(exchange, folder, below + index, options)
    return redirect(exchange, folder, index, path, query, options)
  }
  return (await serve(exchange, folder, below, options)) || redirect(exchange, folder, `${below}/${index}`, path, query, options)
}

const serve = (exchange: Exchange, folder: string, path: string, options: StaticFolder): Promise<boolean> =>
  serveFile(exchange, { folder, path, options, headers: null, contentType: null })

/** To a folder's path with its slash; relative, so that no path can lead to another server. */
async function redirect(
  exchange: Exchange,
  folder: string,
  index: string,
  path: string,
  query: string,
  { dotfiles = false }: StaticFolder,
): Promise<boolean> {
  if ((await locate(folder, index, dotfiles)) === undefined) return false
  const name = path.slice(path.lastIndexOf('/') + 1)
  exchange.send(301, ['location', `./${name}/${query === '' ? '' : `?${query}`}`], null, null)
  return true
}

/** Undefined for what is malformed, or hides a separator. */
function decoded(path: string): string | undefined {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.some((segment) => segment.includes('/')) ? undefined : segments.join('/')
  } catch {
    return undefined
  }
}
