/** From an exchange to its route: the emitted router first, then what a miss means. */
import type { HttpMethod } from '../authoring/index.ts'
import type { Dispatch, Exchange } from '../transport/index.ts'
import { fail } from './fail.ts'
import type { OwnPaths } from './health.ts'
import { METHOD_NOT_ALLOWED, NOT_FOUND, PROBLEM_TYPE, problemDocument, sendProblem } from './problem.ts'
import { malformedPath } from './refuse.ts'
import type { ServeStatic } from './static-folders.ts'

/** As emitted: a function a method that has routes, each true when it called a route. */
export type Router = {
  readonly [M in HttpMethod]?: (exchange: Exchange, path: string) => boolean
} & {
  /** `GET, HEAD, OPTIONS`; empty where the path has no route. */
  readonly allow: (path: string, exchange?: Exchange) => string
}

const UNDERSCORE = 95
/** Node defines the global as a getter, which would be called anew for every request. */
export const clock = performance
/** Scanners ask for much that is not there: where its request has no id, the answer is always this one. */
const NOTHING_THERE = JSON.stringify(problemDocument(NOT_FOUND))

export function createDispatch(router: Router, ownPaths: OwnPaths, serveStatic?: ServeStatic): Dispatch {
  return (exchange) => {
    exchange.startedAt = clock.now()
    const path = exchange.path
    try {
      if (path.charCodeAt(1) === UNDERSCORE && ownPaths(exchange, path)) return
      if (routed(router, exchange, path)) return
      if (serveStatic?.(exchange, path, () => missed(router, exchange, path)) === true) return
      missed(router, exchange, path)
    } catch (error) {
      fail(exchange, error)
    }
  }
}

function routed(router: Router, exchange: Exchange, path: string): boolean {
  const { method } = exchange
  const route = router[method]
  if (route?.(exchange, path)) return true
  return method === 'HEAD' && router.GET?.(exchange, path) === true
}

function missed(router: Router, exchange: Exchange, path: string): void {
  let served = path
  if (path.includes('%')) {
    const canonical = canonicalPath(path)
    if (canonical === undefined) return malformedPath(exchange)
    if (canonical !== path && routed(router, exchange, canonical)) return
    served = canonical
  }
  const allow = router.allow(served, exchange)
  // A path that answers OPTIONS alone (preflight requests, by a wildcard) is not there for other methods.
  if (allow === '' || allow === 'OPTIONS') return notFound(exchange)
  if (exchange.method === 'OPTIONS') return exchange.send(204, ['allow', allow], null, null)
  sendProblem(exchange, problemDocument(METHOD_NOT_ALLOWED), ['allow', allow])
}

function notFound(exchange: Exchange): void {
  if (exchange.requestId === '' && exchange.context === null) exchange.send(404, null, PROBLEM_TYPE, NOTHING_THERE)
  else sendProblem(exchange, problemDocument(NOT_FOUND))
}

/** '/us%65rs/%c3%bc' -> '/users/%C3%BC': only what a path must encode stays encoded. Undefined: malformed. */
export function canonicalPath(path: string): string | undefined {
  try {
    return path.split('/').map(canonicalSegment).join('/')
  } catch {
    return undefined
  }
}

const canonicalSegment = (segment: string): string =>
  encodeURIComponent(decodeURIComponent(segment)).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)
