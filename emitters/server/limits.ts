/**
 * How often requests may come, and whether they may come again, as statements of a route:
 *
 *   if (!defaultLimit(exchange)) return                                       at once, by address or header
 *   const admitted = defaultLimit(exchange)   ->   if (!(await admitted)) return   the same in a store
 *   await postOrdersLimit(exchange, byUser(req, res, gctx, lctx), lctx)       innermost, by a function of the app
 *   if (await postOrdersOnce(exchange, { key: idempotencyKey, ... })) return  before the handler
 */
import type { HandlerFacts, RateLimit, Route } from '../../compiler/ir/index.ts'
import { literal, member, type Text } from '../code/index.ts'
import type { RouteParts } from './endpoint.ts'
import type { ServerModule, ShimName } from './module.ts'

/** Facts of what is called inside the middleware to know who is counted. */
export const keyFacts = ({ rateLimit }: Route): HandlerFacts | undefined =>
  rateLimit?.key.from === 'function' ? rateLimit.key.facts : undefined

/** Whether something is waited for before the handler. */
export const waitsForStore = ({ rateLimit, idempotency }: Route): boolean =>
  idempotency !== undefined || (rateLimit !== undefined && (rateLimit.store !== undefined || rateLimit.key.from === 'function'))

/** First of all in a route. */
export function emitAdmission(out: Text, module: ServerModule, { id, rateLimit, idempotency }: Route): void {
  if (rateLimit !== undefined && rateLimit.key.from !== 'function') {
    const limit = limitName(module, id, rateLimit)
    if (rateLimit.store === undefined) out.line(`if (!${limit}(exchange)) return`)
    else out.line(`const admitted = ${limit}(exchange)`)
  }
  if (idempotency === undefined) return
  out.line("const idempotencyKey = exchange.header('idempotency-key')")
  out.line('const search = exchange.query()')
}

/** When the body is there. */
export function emitAdmitted(out: Text, { route: { rateLimit }, timeout }: RouteParts): void {
  if (rateLimit?.store === undefined || rateLimit.key.from === 'function') return
  out.line(`exchange.defer(${timeout})`)
  out.line('if (!(await admitted)) return')
}

/** Inside the middleware, before anything of the request is looked at. */
export function emitKeyedLimit(out: Text, { module, route: { id, rateLimit } }: RouteParts): void {
  if (rateLimit?.key.from !== 'function') return
  const key = module.source(rateLimit.key.source, 'rate limit key')
  out.line(`await ${limitName(module, id, rateLimit)}(exchange, ${key}(req, res, gctx, lctx), lctx)`)
}

/** Right before the handler is called; `replayed` is what is done where that is not to happen. */
export function emitIdempotency(out: Text, { module, route, reads, body, timeout }: RouteParts, replayed: string): void {
  const { idempotency, id } = route
  if (idempotency === undefined) return
  const { store, required, ttl, whenStoreFails } = idempotency
  const rules = { route: id, required, ttl, lock: timeout + 30_000, whenStoreFails }
  const once = module.constant(`idempotency ${id}`, `${id} once`, () => made(module, 'idempotencyKeys', rules, store))
  const content = { none: "''", stream: "''", text: 'text', bytes: 'bytes', parts: `${module.shim('partsText')}(parts)` }[body]
  const subject = reads.lctx ? 'lctx.refs.userId' : 'undefined'
  const request = `{ key: idempotencyKey, subject: ${subject}, query: search, body: ${content} }`
  out.line(`if (await ${once}(exchange, ${request})) ${replayed}`)
}

function limitName(module: ServerModule, id: string, rateLimit: RateLimit): string {
  const { policy, limit, window, key, store, whenStoreFails } = rateLimit
  const rules = {
    policy,
    limit,
    window,
    ...(key.from === 'header' && { header: key.name }),
    ...(store !== undefined && { whenStoreFails }),
  }
  const maker = key.from === 'function' ? 'keyedRateLimit' : store === undefined ? 'rateLimit' : 'storedRateLimit'
  const hint = policy === 'default' ? 'default limit' : `${id} limit`
  return module.constant(`limit ${JSON.stringify(rateLimit)}`, hint, () => made(module, maker, rules, store))
}

/** `rateLimit({ policy: 'default', limit: 100, window: 60000 })` */
function made(
  module: ServerModule,
  maker: ShimName,
  rules: Readonly<Record<string, unknown>>,
  store: string | undefined,
): string {
  const text = literal(rules as Parameters<typeof literal>[0])
  const given = store === undefined ? text : text.replace(/ ?\}$/, `, store: () => ${member('gctx.modules', store)} }`)
  return `${module.shim(maker)}(${given})`
}
