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
 */
import type { Middleware } from '../../compiler/ir/index.ts'
import type { Text } from '../code/index.ts'
import { emitBodyValue, type Malformed } from './body.ts'
import { handlerCall, type RouteParts } from './endpoint.ts'
import { chainRequest, emitValidation } from './validation.ts'

export function emitChain(out: Text, parts: RouteParts): void {
  const { module, route, reads, raw, send, timeout, body } = parts
  // Middleware that reads the body gets it parsed; what cannot be parsed is refused before any middleware runs.
  if (reads.chain!.body)
    emitBodyValue(out, module, route, reads, body, (malformed) => `return ${module.shim(malformed)}(exchange)`)
  out.line(`const req = ${chainRequest(reads, raw, route.request.body)}`)
  out.line(`const res = new ${module.shim('Res')}()`)
  if (reads.result === 'promise') out.line(`exchange.defer(${timeout})`)
  out.open('try {')
  emitLinks(out, parts, reads.middleware)
  out.line(`${send()}(exchange, res)`)
  out.reopen('} catch (error) {')
  emitRescue(out, parts)
  out.close()
}

function emitLinks(out: Text, parts: RouteParts, middleware: readonly Middleware[]): void {
  const [outermost, ...inner] = middleware
  if (outermost === undefined) return emitInnermost(out, parts)
  const { module, reads } = parts
  const isAsync = reads.result === 'promise'
  const link = isAsync ? `await ${module.shim('through')}` : module.shim('throughSync')
  out.open(
    `${link}(${middlewareName(parts, outermost)}, req, res, ${globalContext(parts, [outermost])}, ${localContext(parts)}, ${isAsync ? 'async ' : ''}() => {`,
  )
  emitLinks(out, parts, inner)
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
  if (!reads.chain!.body)
    emitBodyValue(
      out,
      module,
      route,
      reads,
      body,
      (malformed) => `throw ${module.shim('malformedBody')}(${MALFORMED_CODES[malformed]})`,
    )
  emitValidation(out, module, route, reads, raw, name, `throw ${module.shim('invalidRequest')}(`)
  if (reads.lctx) out.line('lctx.processing()')
  out.line(`res.settle(${reads.result === 'promise' ? 'await ' : ''}${handlerCall(parts)})`)
}

function emitRescue(out: Text, parts: RouteParts): void {
  const { module, reads, send, timeout } = parts
  if (reads.errorMiddleware.length === 0) {
    out.line(`${module.shim('fail')}(exchange, error, res, ${send()})`)
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
