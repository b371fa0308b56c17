import type { Outgoing } from './contract.ts'

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const IDEMPOTENT: ReadonlySet<string> = new Set([...SAFE, 'PUT', 'DELETE'])

/** A stream is read once. */
const canBeSentAgain = ({ body }: Outgoing): boolean => !(body instanceof ReadableStream)
const KEY = 'idempotency-key'
export const hasKey = ({ headers }: Outgoing): boolean => headers.has(KEY)

/** One for each call, however often it is sent; the caller's own where there is one. */
export function idempotencyKey(headers: Headers): void {
  if (headers.has(KEY)) return
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  headers.set(KEY, Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/** Whether a request asks for nothing to be done, or says that it is the same one. */
export const isSafe = (request: Outgoing): boolean => canBeSentAgain(request) && (SAFE.has(request.method) || hasKey(request))

/** Whether sending it twice does what sending it once does: RFC 9110 section 9.2.2. */
export const isIdempotent = (request: Outgoing): boolean =>
  canBeSentAgain(request) && (IDEMPOTENT.has(request.method) || hasKey(request))

/** Frees the connection of an answer that nobody reads. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => {})
