/**
 * A route inside its middleware: the chain as nested calls, the handler innermost, error middleware around all of it.
 *
 *   const req = { headers: rawHeaders }
 *   const res = new Res()
 *   exchange.defer(30000)
 *   try {
 *     await through(authenticate, req, res, gctx, lctx, async () => {
 *       res.settle(await getUsersIdHandler({ params }, res))
 *     })
 *     sendGetUsersId(exchange, res)
 *   } catch (error) {
 *     fail(exchange, error, res, sendGetUsersId)
 *   }
 *
 * Where nothing in it is known to be asynchronous, but something may be, the route finds out: `if (chain !== undefined) return whenThrough(...)`.
 */
import type { HandlerFacts, Middleware } from '../../compiler/ir/index.ts'
import type { Text } from '../code/index.ts'
import { emitBodyValue, type Malformed } from './body.ts'
import { emitRewrittenRequest } from './chained/index.ts'
import { handlerCall, type RouteParts } from './endpoint.ts'
import { emitIdempotency, emitKeyedLimit } from './limits.ts'
import { emitValidation, rawRequest, validating } from './validation.ts'

export function emitChain(out: Text, parts: RouteParts): void {
  const { module, route, reads, raw, send, timeout, body } = parts
  // Middleware that reads the body gets it parsed; what cannot be parsed is refused before any middleware runs.
  if (reads.chain!.body)
    emitBodyValue(out, module, route, reads, body, (malformed) => `return ${module.shim(malformed)}(exchange)`)
  out.line(`const req = ${rawRequest(reads.chain!, raw, route.request.body)}`)
  out.line(`const res = new ${module.shim('Res')}()`)
  if (reads.result === 'promise') out.line(`exchange.defer(${timeout})`)
  const mayReplay = route.idempotency !== undefined && reads.middleware.length > 0
  if (mayReplay) out.line('let isReplayed = false')
  out.open('try {')
  emitLinks(out, parts, reads.middleware, OUTERMOST[reads.result], () => emitInnermost(out, parts))
  if (reads.result === 'unknown') emitLater(out, parts)
  out.line(`${mayReplay ? 'if (!isReplayed) ' : ''}${send()}(exchange, res)`)
  out.reopen('} catch (error) {')
  emitRescue(out, parts)
  out.close()
}

const OUTERMOST: Readonly<Record<HandlerFacts['result'], string>> = { sync: '', unknown: 'const chain = ', promise: 'await ' }

function emitLater(out: Text, { module, reads, body, timeout, send }: RouteParts): void {
  // What the local context takes from the request is there as long as the dispatching call lasts.
  if (reads.lctx && body === 'none') out.line('if (chain !== undefined) lctx.keep()')
  out.line(`if (chain !== undefined) return ${module.shim('whenThrough')}(exchange, ${timeout}, chain, res, ${send()})`)
}

/** Middleware around middleware, and in the middle what `emitInside` writes. `before`: what stands before the call of the outermost. */
export function emitLinks(
  out: Text,
  parts: RouteParts,
  middleware: readonly Middleware[],
  before: string,
  emitInside: () => void,
): void {
  const [outermost, ...inner] = middleware
  const { module, route } = parts
  if (outermost === undefined) return emitInside()
  const asynchronous = inner.length === 0 && route.facts.result === 'promise' ? 'async ' : ''
  const call = `${module.shim('through')}(${middlewareName(parts, outermost)}, req, res, ${globalContext(parts, [outermost])}, ${localContext(parts)}`
  out.open(`${before}${call}, ${asynchronous}() => {`)
  emitLinks(out, parts, inner, 'return ', emitInside)
  out.close('})')
}

/** Arguments of `malformedBody`, whose default is JSON. */
const MALFORMED_CODES: Readonly<Record<Malformed, string>> = {
  malformedJson: '',
  malformedText: "'malformed_text'",
  malformedForm: "'malformed_form'",
}

function emitInnermost(out: Text, parts: RouteParts): void {
  const { module, route, raw, name, reads, body } = parts
  emitKeyedLimit(out, parts)
  if (!reads.chain!.body)
    emitBodyValue(
      out,
      module,
      route,
      reads,
      body,
      (malformed) => `throw ${module.shim('malformedBody')}(${MALFORMED_CODES[malformed]})`,
    )
  emitValidation(out, ...validating(parts), raw, name, `throw ${module.shim('invalidRequest')}(`)
  emitIdempotency(out, parts, reads.middleware.length === 0 ? 'return' : 'return void (isReplayed = true)')
  if (reads.lctx) out.line('lctx.processing()')
  if (parts.chained) emitRewrittenRequest(out, parts, parts.chained)
  emitSettle(out, parts)
}

function emitSettle(out: Text, parts: RouteParts): void {
  const call = handlerCall(parts)
  // With error middleware alone there is no link around the handler, and the route is an asynchronous function.
  const isAwaited =
    parts.reads.middleware.length === 0 ? parts.reads.result === 'promise' : parts.route.facts.result === 'promise'
  if (parts.route.facts.result === 'unknown' && !isAwaited) out.line(`return ${parts.module.shim('settle')}(res, ${call})`)
  else out.line(`res.settle(${isAwaited ? 'await ' : ''}${call})`)
}

export function emitRescue(out: Text, parts: RouteParts): void {
  const { module, reads, send, timeout } = parts
  if (reads.errorMiddleware.length === 0) {
    out.line(`${module.shim('failDeclared')}(exchange, error, res, ${send()})`)
    return
  }
  const handlers = reads.errorMiddleware.map((middleware) => middlewareName(parts, middleware)).join(', ')
  if (reads.result === 'sync') out.line(`exchange.defer(${timeout})`)
  const call = `${module.shim('rescue')}(exchange, error, res, ${send()}, [${handlers}], req, ${globalContext(parts, reads.errorMiddleware)}, ${localContext(parts)})`
  out.line(reads.result === 'sync' ? call : `await ${call}`)
}

/** There in any case; with what only the app looks at where one of these does. */
const globalContext = ({ module }: RouteParts, readers: readonly Middleware[]): string =>
  readers.some(({ facts }) => facts.gctx) ? module.gctx() : 'gctx'

const localContext = ({ reads }: RouteParts): string => (reads.lctx ? 'lctx' : 'undefined')

/** Named by what it is exported as, or by the file of a default export. */
function middlewareName({ module }: RouteParts, { source }: Middleware): string {
  const { file, exportName, member } = source
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
  const hint = exportName === 'default' ? `${stem} ${member?.at(-1) ?? ''}` : exportName
  return module.source(source, member === undefined ? hint : `${hint} middleware`)
}
