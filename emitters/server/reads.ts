/** What of a request a route needs: by its contract, its handler, and its middleware. */

import type { AppIR, HandlerFacts, Middleware, Property, RequestReads, Route } from '../../compiler/ir/index.ts'
import { keyFacts, waitsForStore } from './limits.ts'

export interface RouteReads {
  readonly handler: RequestReads
  /** By everything around the handler; undefined without middleware. */
  readonly chain: RequestReads | undefined
  readonly middleware: readonly Middleware[]
  readonly errorMiddleware: readonly Middleware[]
  readonly lctx: boolean
  /** Whether something in the chain answers later. */
  readonly result: HandlerFacts['result']
}

export function routeReads(ir: AppIR, route: Route): RouteReads {
  const named = (id: string): Middleware => {
    const found = ir.middleware.find((middleware) => middleware.id === id)
    if (found === undefined) throw new Error(`${route.id} is guarded by ${id}, which is not in the IR`)
    return found
  }
  const middleware = route.middleware.map(named)
  const errorMiddleware = route.errorMiddleware.map(named)
  const around = [...middleware, ...errorMiddleware]
  // A function that says who is counted is called like middleware, innermost.
  const counted = keyFacts(route)
  const inside = [...around.map(({ facts }) => facts), ...(counted ? [counted] : [])]
  return {
    handler: route.facts.req,
    chain: inside.length === 0 ? undefined : inside.map(({ req }) => req).reduce(union),
    middleware,
    errorMiddleware,
    lctx: counted !== undefined || [route, ...around].some(({ facts }) => facts.lctx),
    result: resultOfAll(route, middleware, errorMiddleware),
  }
}

/** Files are there until the promise is settled, so there must be one. */
function resultOfAll(
  route: Route,
  middleware: readonly Middleware[],
  errorMiddleware: readonly Middleware[],
): HandlerFacts['result'] {
  if (route.request.body?.content === 'multipart' || waitsForStore(route)) return 'promise'
  if (middleware.length === 0) return resultOf(route, errorMiddleware)
  const result = chainResult([route, ...middleware])
  return errorMiddleware.length > 0 && result === 'unknown' ? 'promise' : result
}

/** With error middleware the handler runs inside a try, where an `await` costs nothing more than the check for a promise. */
const resultOf = (route: Route, errorMiddleware: readonly Middleware[]): HandlerFacts['result'] =>
  errorMiddleware.length > 0 && route.facts.result === 'unknown' ? 'promise' : route.facts.result

const chainResult = (parts: readonly { readonly facts: HandlerFacts }[]): HandlerFacts['result'] =>
  (['promise', 'unknown'] as const).find((result) => parts.some(({ facts }) => facts.result === result)) ?? 'sync'

function union(a: RequestReads, b: RequestReads): RequestReads {
  return {
    params: a.params || b.params,
    query: a.query || b.query,
    headers: a.headers === 'all' || b.headers === 'all' ? 'all' : [...new Set([...a.headers, ...b.headers])],
    cookies: a.cookies || b.cookies,
    body: a.body || b.body,
    rawBody: a.rawBody || b.rawBody,
    line: a.line || b.line,
  }
}

/** All that is read by anyone or declared, which is validated whether it is read or not. */
export function needed(route: Route, { handler, chain }: RouteReads): RequestReads {
  const { params, query, headers, cookies, body } = route.request
  const declared: RequestReads = {
    params: params !== undefined,
    query: query !== undefined,
    headers: (headers ?? []).map(({ name }: Property) => name),
    cookies: cookies !== undefined,
    body: body !== undefined,
    rawBody: false,
    line: false,
  }
  return union(union(handler, declared), chain ?? declared)
}
