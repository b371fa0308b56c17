/**
 * Requests that are sent again, done once: draft-ietf-httpapi-idempotency-key-header-07. The first answer to a key is kept, and given again:
 *
 *   idempotency-key: "8e03978e-40d5-43dd-bc93-6894a57f9324"   ->   the answer as it was, with idempotent-replayed: true
 */
import type { IdempotencyStore } from '../stores.ts'
import type { Exchange, HeaderList } from '../transport/index.ts'
import { fail } from './fail.ts'
import { memoryIdempotency } from './idempotency-memory.ts'
import { log } from './logger.ts'
import type { Parts } from './multipart.ts'
import { nodeCrypto } from './node-crypto.ts'
import { Problem } from './problem.ts'
import { inTime, PATIENCE, storeFailure } from './store-failure.ts'
import { LATE, within } from './within.ts'

export interface IdempotencyRules {
  /** `POST /payments` */
  readonly route: string
  readonly required: boolean
  /** Milliseconds that an answer is kept. */
  readonly ttl: number
  /** Milliseconds after which a request that was not answered is given up. */
  readonly lock: number
  readonly store?: () => IdempotencyStore
  /** What a failure of the store means: requests are answered as without a key, or refused. */
  readonly whenStoreFails: 'open' | 'closed'
}

/** What the key and the fingerprint are made of. */
export interface IdempotentRequest {
  /** The header as it came. */
  readonly key: string
  /** Whose key it is: those of others are other keys. */
  readonly subject: string | undefined
  readonly query: string
  readonly body: string | Uint8Array
}

interface Held {
  readonly fingerprint: string
  readonly token?: string
  readonly answer?: StoredAnswer
}

interface StoredAnswer {
  readonly status: number
  readonly headers: HeaderList | null
  readonly contentType: string | null
  readonly text?: string
  readonly base64?: string
}

const MAX_KEY = 255
const MISSING = [400, 'idempotency_key_missing', 'The request must have an Idempotency-Key'] as const
const MALFORMED = [400, 'idempotency_key_malformed', 'The Idempotency-Key is not one string of at most 255 characters'] as const
const RUNNING = [409, 'idempotency_key_in_use', 'A request with this Idempotency-Key is being answered'] as const
const REUSED = [422, 'idempotency_key_reused', 'This Idempotency-Key was sent with another request'] as const
const UNAVAILABLE = [
  503,
  'idempotency_unavailable',
  'Whether this request was answered before is not known at the moment',
] as const

let memory: IdempotencyStore | undefined

/** Called when a request is about to be handled. True: it has been answered as before. Throws what is refused. */
export function idempotencyKeys(rules: IdempotencyRules): (exchange: Exchange, request: IdempotentRequest) => Promise<boolean> {
  const storeOf = rules.store ?? (() => (memory ??= memoryIdempotency()))
  return async (exchange, request) => {
    const named = keyOf(request.key)
    if (named === undefined) {
      if (!rules.required) return false
      throw new Problem(MISSING)
    }
    const key = hash([rules.route, request.subject ?? '', named])
    const fingerprint = hash([exchange.method, exchange.path, request.query, request.body])
    const held = JSON.stringify({ fingerprint, token: nodeCrypto().randomUUID() } satisfies Held)
    const found = await claim(rules, async () => storeOf().claim(key, held, rules.lock))
    if (found === 'unknown') return false
    if (found === undefined) {
      record(exchange, rules, async (answer) => {
        await storeOf().replace(key, held, JSON.stringify({ fingerprint, answer } satisfies Held), rules.ttl)
      })
      return false
    }
    replay(exchange, JSON.parse(found) as Held, fingerprint)
    return true
  }
}

async function claim(
  { whenStoreFails }: IdempotencyRules,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined | 'unknown'> {
  try {
    return await inTime('idempotency keys', ask)
  } catch (error) {
    storeFailure('idempotency keys', whenStoreFails, error)
    if (whenStoreFails === 'open') return 'unknown'
    throw new Problem(UNAVAILABLE)
  }
}

/**
 * A string of structured fields (RFC 9651), or what many clients send: the bare characters of one. Two fields, or a list, are none.
 * Undefined: there is none.
 */
function keyOf(header: string): string | undefined {
  if (header === '') return undefined
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])+)"$/.exec(header)?.[1]?.replace(/\\(.)/g, '$1')
  const key = quoted ?? (/^[\w.:=+/~-]+$/.test(header) ? header : '')
  if (key === '' || key.length > MAX_KEY) throw new Problem(MALFORMED)
  return key
}

/** Each part with its length before it, so that none runs over into the next. */
function hash(parts: readonly (string | Uint8Array)[]): string {
  const sum = nodeCrypto().createHash('sha256')
  for (const part of parts) sum.update(`${Buffer.byteLength(part)}:`).update(part)
  return sum.digest('base64url')
}

function replay(exchange: Exchange, held: Held, fingerprint: string): void {
  if (held.fingerprint !== fingerprint) throw new Problem(REUSED)
  const { answer } = held
  if (answer === undefined) throw new Problem(RUNNING)
  const body = answer.base64 === undefined ? (answer.text ?? null) : Buffer.from(answer.base64, 'base64')
  exchange.send(answer.status, [...(answer.headers ?? []), 'idempotent-replayed', 'true'], answer.contentType, body)
}

/** What leaves is kept before it does: a client that has it and asks again finds it. Also what the time-out came before. */
function record(exchange: Exchange, { route }: IdempotencyRules, keep: (answer: StoredAnswer) => Promise<void>): void {
  const { send } = exchange
  const kept = (answer: StoredAnswer): Promise<void> =>
    within(PATIENCE, () => keep(answer)).then(
      (result) => {
        if (result === LATE) log.error('the answer to an idempotency key was not kept in time', { route })
      },
      (error: unknown) => log.error('the answer to an idempotency key was not kept', { route, error }),
    )
  exchange.send = (status, headers, contentType, body) => {
    exchange.send = send
    const text = typeof body === 'string' && { text: body }
    const bytes = body !== null && typeof body !== 'string' && { base64: Buffer.from(body).toString('base64') }
    void kept({ status, headers, contentType, ...text, ...bytes }).then(() => {
      try {
        send.call(exchange, status, headers, contentType, body)
      } catch (error) {
        fail(exchange, error)
      }
    })
  }
}

/** Of a multipart body what was sent as text, and names and sizes of files. */
export const partsText = ({ fields, files }: Pick<Parts, 'fields' | 'files'>): string =>
  JSON.stringify([
    fields,
    Object.entries(files).map(([part, list]) => [part, list.map(({ name, type, size }) => [name, type, size])]),
  ])
