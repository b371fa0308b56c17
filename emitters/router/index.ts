/**
 * Which route function does a request go to? One object with a method for each HTTP method, decided by length and characters:
 *
 *   GET /users, GET /users/:id  ->  const router = {
 *                                     GET(exchange, path) {
 *                                       if (path === '/users') {
 *                                         getUsers(exchange)
 *                                         return true
 *                                       }
 *                                       if (path.startsWith('/users/')) {
 *                                         if (path.length > 7 && !path.includes('/', 7)) {
 *                                           getUsersId(exchange, path.slice(7))
 *                                           return true
 *                                         }
 *                                       }
 *                                       return false
 *                                     }, ...
 *
 * Where many segments may follow, a table finds the one that does: see segments.ts of the shim.
 *
 * Segment by segment, static text wins over a parameter, a parameter over the rest of the path; what does not lead to a route is
 * left again for the next best. Parameters are never empty and reach the function as they were sent, still percent-encoded.
 */
import type { PathSegment } from '../../compiler/ir/index.ts'
import { type Names, text } from '../code/index.ts'
import { emitAllow } from './allow.ts'
import { apart } from './apart.ts'
import { emitDynamic } from './dynamic.ts'
import { emitStatic } from './static.ts'
import { insert, newNode } from './trie.ts'

export interface RouterEntry {
  readonly method: string
  /** Static segments are spelled as request targets spell them. */
  readonly segments: readonly PathSegment[]
  /** Name of the route function, called with the exchange and the raw parameters in order. */
  readonly call: string
}

export interface EmittedRouter {
  readonly code: string
  /** Of the router object. */
  readonly name: string
}

/** `shim` gives the name of a function of the shim, which is imported then. */
export function emitRouter(
  entries: readonly RouterEntry[],
  names: Names,
  shim: (name: 'allowOf' | 'segmentTable') => string,
): EmittedRouter {
  for (const name of ['exchange', 'path']) names.reserve(name)
  const name = names.unique('router')
  const out = text()
  const before: string[] = []
  out.open(`const ${name} = {`)
  for (const method of new Set(entries.map((entry) => entry.method))) {
    const routes = entries.filter((entry) => entry.method === method)
    const aside = apart(names, method, () => shim('segmentTable'))
    out.open(`${method}(exchange, path) {`)
    emitStatic(out, routes.filter(isStatic), aside)
    const root = newNode()
    for (const route of routes) if (!isStatic(route)) insert(root, route.segments, route.call)
    emitDynamic(out, root, names.scope(), aside)
    out.line('return false').close('},').line()
    if (aside.code() !== '') before.push(aside.code())
  }
  // An upgrade is a `GET` to whoever asks what a path answers, and has an entry as one.
  emitAllow(
    out,
    entries.filter(({ method }) => method !== 'WS'),
    shim('allowOf'),
  )
  out.close('}')
  return { code: [...before, out.toString()].join('\n'), name }
}

const isStatic = (route: RouterEntry): boolean => route.segments.every((segment) => segment.kind === 'static')
