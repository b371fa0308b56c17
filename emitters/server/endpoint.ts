/** The innermost of a route, the same with and without middleware: the body as a value, and the call of the handler. */
import type { Route } from '../../compiler/ir/index.ts'
import type { Text } from '../code/index.ts'
import type { ServerModule } from './module.ts'
import type { RouteReads } from './reads.ts'
import type { RawParts } from './request.ts'
import { handlerRequest } from './validation.ts'

/** Everything that the pieces of one route share. */
export interface RouteParts {
  readonly module: ServerModule
  readonly route: Route
  readonly reads: RouteReads
  readonly raw: RawParts
  /** Name of the route function, and hint for the functions of its types. */
  readonly name: string
  /** Name of the function that sends what a `Res` keeps. */
  readonly send: () => string
  readonly timeout: number
  /** How the body is collected. */
  readonly body: 'none' | 'text' | 'bytes'
}

/** `const body = parseJson(text)`, and what is done when it is not JSON. */
export function emitBodyValue(
  out: Text,
  { module, route, reads, body }: RouteParts,
  refuse: (malformed: 'malformedJson' | 'malformedText') => string,
): void {
  const declared = route.request.body !== undefined
  if (!declared && !reads.handler.body && reads.chain?.body !== true) return
  if (body === 'bytes') {
    out.line(`const text = ${module.shim('decodeText')}(bytes)`)
    out.line(`if (text === undefined) ${refuse('malformedText')}`)
  }
  out.line(
    declared
      ? `const body = ${module.shim('parseJson')}(text)`
      : `const body = ${module.shim('parseUndeclared')}(text, contentType)`,
  )
  out.line(`if (body === ${module.shim('MALFORMED')}) ${refuse('malformedJson')}`)
}

/** `getUsersIdHandler({ params }, res)`: as many arguments as the handler uses. */
export function handlerCall({ module, route, reads, raw, name }: RouteParts): string {
  const { facts } = route
  const args = [
    handlerRequest(module, route, reads, raw, name),
    facts.res ? 'res' : undefined,
    facts.gctx ? 'gctx' : undefined,
    facts.lctx ? 'lctx' : undefined,
  ]
  if (args[0] === '{}' && args.every((arg, index) => index === 0 || arg === undefined)) args[0] = undefined
  const used = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1)
  return `${module.source(route.handler, `${name} handler`)}(${used.map((arg) => arg ?? 'undefined').join(', ')})`
}
