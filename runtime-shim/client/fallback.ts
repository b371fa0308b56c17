import type { FallbackOptions, Interceptor, Outgoing } from './contract.ts'
import { discard, isIdempotent } from './repeat.ts'

/** What stands before a server says when the server is not there. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504])

export function fallback(baseUrls: readonly string[], { within = 1500, rest = 30_000 }: FallbackOptions = {}): Interceptor {
  /** Until when each address, by its place in the order, is passed over. */
  const away: number[] = []
  return async (request, next) => {
    if (!isIdempotent(request)) return next(request)
    const all = [request.baseUrl, ...baseUrls]
    const order = [...all.keys()].sort((a, b) => Number(isAway(a)) - Number(isAway(b)))
    for (const [turn, place] of order.entries()) {
      const isLast = turn === order.length - 1
      try {
        const response = await toBase(request, all[place]!, isLast ? undefined : within, next)
        if (isLast || !AWAY.has(response.status)) return response
        discard(response)
      } catch (error) {
        if (isLast || request.signal.aborted) throw error
      }
      away[place] = Date.now() + rest
    }
    return next(request)
  }

  function isAway(place: number): boolean {
    return (away[place] ?? 0) > Date.now()
  }
}

/** `within`: milliseconds until there must be an answer; its body may take longer. */
async function toBase(
  request: Outgoing,
  base: string,
  within: number | undefined,
  next: (request: Outgoing) => Promise<Response>,
): Promise<Response> {
  const aborter = new AbortController()
  const timer = within === undefined ? undefined : setTimeout(() => aborter.abort(), within)
  const url = base.replace(/\/$/, '') + request.path
  try {
    return await next({ ...request, url, signal: AbortSignal.any([request.signal, aborter.signal]) })
  } finally {
    clearTimeout(timer)
  }
}
