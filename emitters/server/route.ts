/**
 * One route as one function, headed by its source. What it does is what the contract and the facts of its handler and middleware
 * ask for, in this order: take what is needed from the request, collect the body, then (inside the middleware, where there is
 * any) validate, call the handler, answer.
 */
import type { Route } from '../../compiler/ir/index.ts'
import { comment, key, quote, type Text, text } from '../code/index.ts'
import { type Collected, collected, emitBodyValue, emitFileRules, emitMediaType } from './body.ts'
import { emitChain } from './chain.ts'
import { type Chained, type ChainedRoute, emitRewrittenRequest, emitRewrittenSend } from './chained/index.ts'
import { handlerCall, type RouteParts } from './endpoint.ts'
import { emitAdmission, emitAdmitted, emitIdempotency, waitsForStore } from './limits.ts'
import type { ServerModule } from './module.ts'
import { needed, type RouteReads, routeReads } from './reads.ts'
import { directAnswer, emitAnswerLater, emitSend, isDirect, keptHeaders } from './replies.ts'
import { emitReads, rawParams } from './request.ts'
import { emitValidation, validating } from './validation.ts'

export interface EmittedRoute {
  readonly name: string
  readonly code: string
}

/** `versioned`: for clients of an older version, with `route` as they know it. */
export function emitRoute(module: ServerModule, route: Route, number: number, versioned?: ChainedRoute): EmittedRoute {
  const name = module.names.unique(versioned?.hint ?? (route.path === '/' ? `${route.method} root` : route.id))
  const reads = routeReads(module.ir, route)
  const required = needed(route, reads)
  const params = rawParams(module, route)
  const { file, line } = { ...route.handler.location, file: route.handler.file }
  const body = collected(route, required)
  const limit = route.bodyLimit ?? module.ir.config.bodyLimit
  const out = text()
  const rules = body === 'parts' ? emitFileRules(out, module, route, limit) : ''
  out.line(comment(versioned?.heading ?? `${route.id} - ${file}:${line}`))
  const timeout = route.timeout ?? module.ir.config.requestTimeout
  const send = sendFunction(
    module,
    route,
    name,
    versioned && ((sender) => emitRewrittenSend(module, versioned, sender, name, timeout)),
  )
  const chained = versioned?.chained
  const isAwaited = awaits(route, reads, body, chained)

  out.open(
    `${isAwaited && (body === 'none' || body === 'stream') ? 'async ' : ''}function ${name}(${['exchange', ...params.map(({ raw }) => raw)].join(', ')}) {`,
  )
  out.line(`exchange.route = ${number}`)
  emitAdmission(out, module, route)
  emitKept(out, module, route)
  const raw = emitReads(out, module, params, required)
  const parts: RouteParts = {
    module,
    route,
    reads,
    raw,
    params,
    name,
    send: send.name,
    timeout,
    body,
    ...(chained && { chained }),
  }
  emitLocalContext(out, parts)
  if (body === 'none') emitWork(out, parts)
  else emitBody(out, parts, limit, rules)
  out.close()
  return { name, code: out.toString() + send.code() }
}

/**
 * Whether something is waited for within the route. Otherwise the promise of its handler is handed on, and the route is done when the
 * handler has given it. The parts of a body are let go of when the promise of who takes them is settled.
 */
const awaits = (route: Route, reads: RouteReads, body: Collected, chained: Chained | undefined): boolean =>
  reads.result === 'promise' &&
  (reads.chain !== undefined || waitsForStore(route) || chained?.isRequestAsync === true || body === 'parts' || body === 'stream')

/** What the answer will depend on is taken from the request at once. */
function emitKept(out: Text, module: ServerModule, route: Route): void {
  const names = keptHeaders(module, route)
  if (names.length === 0) return
  out.open('exchange.kept = {')
  for (const name of names) out.line(`${key(name)}: exchange.header(${quote(name)}),`)
  out.close('}')
}

/** Emitted only when something of the route asks for its name. */
export function sendFunction(
  module: ServerModule,
  route: Route,
  name: string,
  emit: (sender: string) => string = (sender) => emitSend(module, route, sender, name),
): { name(): string; code(): string } {
  let allocated: string | undefined
  return {
    name: () => (allocated ??= module.names.unique(`send ${name}`)),
    code: () => (allocated === undefined ? '' : `\n${emit(allocated)}`),
  }
}

function emitLocalContext(out: Text, { module, route, reads, body }: RouteParts): void {
  if (!reads.lctx) return
  // A route that finds out whether it answers later keeps then what it will need.
  const answersLater = body !== 'none' || reads.result === 'promise' || reads.errorMiddleware.length > 0
  out.line(`const lctx = new ${module.shim('Lctx')}(exchange, ${quote(route.path)})${answersLater ? '.keep()' : ''}`)
}

function emitBody(out: Text, parts: RouteParts, limit: number, rules: string): void {
  const { module, route, reads, body } = parts
  if (route.request.body !== undefined) emitMediaType(out, module, route.request.body)
  else if (reads.handler.body || reads.chain?.body === true) out.line("const contentType = exchange.header('content-type')")
  if (body === 'stream') {
    out.line(`const stream = ${module.shim('receiveStream')}(exchange, ${limit})`)
    out.line('if (stream === undefined) return')
    return emitWork(out, parts)
  }
  const callback = awaits(route, reads, body, parts.chained) ? `async (${body}) => {` : `(${body}) => {`
  if (body === 'parts') out.open(`${module.shim('readMultipart')}(exchange, ${limit}, ${rules}, ${callback}`)
  else out.open(`exchange.${body === 'text' ? 'readText' : 'readBytes'}(${limit}, ${callback}`)
  emitWork(out, parts)
  out.close('})')
}

function emitWork(out: Text, parts: RouteParts): void {
  emitAdmitted(out, parts)
  if (parts.reads.chain !== undefined) return emitChain(out, parts)
  const { module, reads, route, body, send } = parts
  const direct = isDirect(route)
  // What a synchronous route throws is caught where it was dispatched; the answer to it is in the route's contract or a bare 500.
  const guarded = reads.result === 'promise' || body !== 'none' || !direct
  const res = route.facts.res
  if (res) out.line(`const res = new ${module.shim('Res')}()`)
  if (!guarded) return emitEndpoint(out, parts)
  out.open('try {')
  emitEndpoint(out, parts)
  out.reopen('} catch (error) {')
  out.line(
    direct
      ? `${module.shim('fail')}(exchange, error)`
      : `${module.shim('failDeclared')}(exchange, error, ${res ? 'res' : `new ${module.shim('Res')}()`}, ${send()})`,
  )
  out.close()
}

/** Validation, handler and answer of a route without middleware. */
function emitEndpoint(out: Text, parts: RouteParts): void {
  const { module, route, raw, name, reads, timeout, send, body, chained } = parts
  emitBodyValue(out, module, route, reads, body, (malformed) => `return ${module.shim(malformed)}(exchange)`)
  emitValidation(out, ...validating(parts), raw, name, `return ${module.shim('invalid')}(exchange, `)
  const waitsBefore = route.idempotency !== undefined || chained?.isRequestAsync === true
  const isAwaited = awaits(route, reads, body, chained)
  if (reads.result === 'promise' && waitsBefore) out.line(`exchange.defer(${timeout})`)
  emitIdempotency(out, parts, 'return')
  if (reads.lctx) out.line('lctx.processing()')
  if (chained) emitRewrittenRequest(out, parts, chained)
  const call = handlerCall(parts)
  if (reads.result === 'promise' && !isAwaited) return emitHandedOn(out, parts, call)
  if (reads.result === 'promise' && !waitsBefore) out.line(`exchange.defer(${timeout})`)
  if (reads.result === 'unknown') {
    const res = route.facts.res ? 'res' : `new ${module.shim('Res')}()`
    out.line(`const result = ${call}`)
    if (reads.lctx && body === 'none') out.line(`if (${module.shim('isPromise')}(result)) lctx.keep()`)
    out.line(
      `if (${module.shim('isPromise')}(result)) return ${module.shim('later')}(exchange, ${timeout}, result, ${res}, ${send()})`,
    )
  }
  const result = reads.result === 'promise' ? `await ${call}` : reads.result === 'unknown' ? 'result' : call
  if (route.facts.res) out.line(`${send()}(exchange, res.settle(${result}))`)
  else for (const statement of directAnswer(module, route, result, name)) out.line(statement)
}

/** The promise of the handler, and what is done with what it gives. */
function emitHandedOn(out: Text, parts: RouteParts, call: string): void {
  const { module, route, timeout, send } = parts
  if (!route.facts.res) return emitAnswerLater(out, parts, call)
  out.line(`${module.shim('later')}(exchange, ${timeout}, ${call}, res, ${send()})`)
}
