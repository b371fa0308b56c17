/**
 * How many requests somebody may send, as draft-ietf-httpapi-ratelimit-headers-10 tells clients of it:
 *
 *   ratelimit-policy: "default";q=100;w=60     ratelimit: "default";r=42;t=35     and past the limit 429 with retry-after
 */
import type { LocalContext } from '../authoring/index.ts'
import type { RateLimitState, RateLimitStore } from '../stores.ts'
import { addCommonFields, type Exchange } from '../transport/index.ts'
import { Lctx } from './local-context.ts'
import { nodeCrypto } from './node-crypto.ts'
import { Problem, type ProblemKind, problemDocument, sendProblem } from './problem.ts'
import { memoryRateLimits } from './rate-limit-memory.ts'
import { inTime, storeFailure } from './store-failure.ts'

export interface RateLimitRules {
  /** As a string of structured fields (RFC 9651), without its quotes. */
  readonly policy: string
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  /** Whose value is the key; the client's address where absent, and where a request has none. */
  readonly header?: string
}

export interface StoredRateLimitRules extends RateLimitRules {
  readonly store: () => RateLimitStore
  /** What a failure of the store means: everybody is let in, or nobody. */
  readonly whenStoreFails: 'open' | 'closed'
}

/** Milliseconds in which a store must answer. */

const TOO_MANY = [429, 'rate_limited', 'Too many requests'] as const
const UNKNOWN = [503, 'rate_limit_unavailable', 'How many requests are left is not known at the moment'] as const

const memory = memoryRateLimits()

/** By address or header, in memory. False: the request was refused. */
export function rateLimit(rules: RateLimitRules): (exchange: Exchange) => boolean {
  return (exchange) => {
    const refusal = tell(exchange, rules, memory.take(keyOf(exchange, rules), rules.limit, rules.window) as RateLimitState)
    if (refusal !== undefined) sendProblem(exchange, problemDocument(refusal))
    return refusal === undefined
  }
}

/** The same in a store. Called while the request is there, waited for when its body is; rejects never. */
export function storedRateLimit(rules: StoredRateLimitRules): (exchange: Exchange) => Promise<boolean> {
  return async (exchange) => {
    const refusal = await ask(exchange, rules, keyOf(exchange, rules))
    if (refusal !== undefined) sendProblem(exchange, problemDocument(refusal))
    return refusal === undefined
  }
}

/** By what a function of the app gives, inside of middleware: throws what is refused. Undefined: by the client's address. */
export function keyedRateLimit(rules: RateLimitRules | StoredRateLimitRules) {
  return async (
    exchange: Exchange,
    given: string | undefined | Promise<string | undefined>,
    lctx: LocalContext,
  ): Promise<void> => {
    const own = await given
    const key = own === undefined ? scoped(rules, 'a', network(lctx.client.ip)) : scoped(rules, 'k', own)
    const refusal =
      'store' in rules
        ? await ask(exchange, rules, key)
        : tell(exchange, rules, memory.take(key, rules.limit, rules.window) as RateLimitState)
    if (refusal !== undefined) throw new Problem(refusal)
  }
}

async function ask(exchange: Exchange, rules: StoredRateLimitRules, key: string): Promise<ProblemKind | undefined> {
  try {
    const state = await inTime('rate limits', async () => rules.store().take(key, rules.limit, rules.window))
    return tell(exchange, rules, state)
  } catch (error) {
    storeFailure('rate limits', rules.whenStoreFails, error)
    return rules.whenStoreFails === 'open' ? undefined : UNKNOWN
  }
}

function tell(exchange: Exchange, { policy, limit, window }: RateLimitRules, state: RateLimitState): ProblemKind | undefined {
  const fields = ['ratelimit-policy', `"${policy}";q=${limit};w=${Math.ceil(window / 1000)}`]
  fields.push('ratelimit', `"${policy}";r=${state.remaining};t=${Math.ceil(state.resetAfter / 1000)}`)
  if (!state.allowed) fields.push('retry-after', String(Math.max(1, Math.ceil(state.retryAfter / 1000))))
  addCommonFields(exchange, fields)
  return state.allowed ? undefined : TOO_MANY
}

function keyOf(exchange: Exchange, rules: RateLimitRules): string {
  const sent = rules.header === undefined ? '' : exchange.header(rules.header)
  if (sent !== '') return scoped(rules, 'h', sent)
  return scoped(rules, 'a', network(Lctx.proxies?.(exchange).ip ?? exchange.remoteAddress()))
}

/** Never a secret, and never longer than an address: what a client or the app said is hashed. */
const scoped = ({ policy }: RateLimitRules, kind: 'a' | 'h' | 'k', text: string): string =>
  `${policy}\0${kind}${kind === 'a' ? text : nodeCrypto().createHash('sha256').update(text).digest('base64url')}`

/** Whoever has an IPv6 address has 2^64 of them: '2001:db8::1' -> '2001:db8:0:0::/64' */
export function network(ip: string): string {
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length)
  const all = [...groups, ...new Array<string>(zeros).fill('0'), ...rest]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
