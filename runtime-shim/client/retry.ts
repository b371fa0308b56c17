import type { Interceptor, Outgoing, RetryOptions } from './contract.ts'
import { discard, hasKey, isSafe } from './repeat.ts'

/** Too early, too many, or nobody there at the moment. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

export const retry =
  ({ attempts = 3, delay = 200, longest = 10_000 }: RetryOptions = {}): Interceptor =>
  async (request, next) => {
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= attempts || !isSafe(request)
      let wait = Math.random() * Math.min(longest, delay * 2 ** attempt)
      try {
        const response = await next(request)
        if (isLast || !(TRANSIENT.has(response.status) || isAtWork(request, response))) return response
        wait = retryAfter(response) ?? wait
        // Whoever asks for more patience than there is has answered.
        if (wait > longest) return response
        discard(response)
      } catch (error) {
        if (isLast || request.signal.aborted) throw error
      }
      await pause(wait, request.signal)
    }
  }

/** The first request with this key arrived, and its answer is not there yet: an answer that is there is marked as replayed. */
const isAtWork = (request: Outgoing, { status, headers }: Response): boolean =>
  status === 409 &&
  hasKey(request) &&
  headers.get('content-type')?.startsWith('application/problem+json') === true &&
  !headers.has('idempotent-replayed')

/** Milliseconds; RFC 9110 section 10.2.3: seconds or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** Rejects when the signal ends the call. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
