/** The innermost of a route, the same with and without middleware: the call of the handler. */
import type { Route } from '../../compiler/ir/index.ts'
import type { Collected } from './body.ts'
import { type Chained, nextRequest } from './chained/index.ts'
import type { ServerModule } from './module.ts'
import type { RouteReads } from './reads.ts'
import type { RawParam, RawParts } from './request.ts'
import { handlerRequest } from './validation.ts'

/** Everything that the pieces of one route share. */
export interface RouteParts {
  readonly module: ServerModule
  readonly route: Route
  readonly reads: RouteReads
  readonly raw: RawParts
  readonly params: readonly RawParam[]
  /** Name of the route function, and hint for the functions of its types. */
  readonly name: string
  /** Name of the function that sends what a `Res` keeps. */
  readonly send: () => string
  readonly timeout: number
  /** How the body is collected. */
  readonly body: Collected
  /** Of a route as clients of an older version know it. */
  readonly chained?: Chained
}

/** `getUsersIdHandler({ params }, res)`: as many arguments as the handler uses. */
export function handlerCall(parts: RouteParts): string {
  const { module, route, reads, raw, name, chained } = parts
  const { facts } = chained?.target ?? route
  const args = [
    chained ? nextRequest(parts, chained) : handlerRequest(module, route, reads, raw, name),
    facts.res ? 'res' : undefined,
    facts.gctx ? module.gctx() : undefined,
    facts.lctx ? 'lctx' : undefined,
  ]
  if (args[0] === '{}' && args.every((arg, index) => index === 0 || arg === undefined)) args[0] = undefined
  const used = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1)
  return `${module.source(route.handler, `${name} handler`)}(${used.map((arg) => arg ?? 'undefined').join(', ')})`
}
