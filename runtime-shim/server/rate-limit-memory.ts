/** Counts in memory, of as many keys as fit: of one process, and gone with it. */
import type { RateLimitState, RateLimitStore } from '../stores.ts'

/** Some 15 MB of keys. */
const MAX_KEYS = 100_000

/**
 * The generic cell rate algorithm: one number a key, the time at which all of its requests are left again. A key beyond the most that are
 * kept takes the place of the one that was not used for longest, which has its requests back.
 */
export function memoryRateLimits(maxKeys = MAX_KEYS, now: () => number = Date.now): RateLimitStore & { readonly size: number } {
  const times = new Map<string, number>()
  return {
    get size() {
      return times.size
    },
    take(key, limit, window) {
      const { time, ...state } = taken(times.get(key), now(), limit, window)
      // Set anew, it is the last in the order of the map.
      times.delete(key)
      times.set(key, time)
      if (times.size > maxKeys) times.delete(times.keys().next().value!)
      return state
    },
  }
}

function taken(
  before: number | undefined,
  now: number,
  limit: number,
  window: number,
): RateLimitState & { readonly time: number } {
  const interval = window / limit
  const time = Math.max(before ?? now, now)
  const next = time + interval
  const wait = next - window - now
  // Times are fractions: what is a millionth too early is not.
  if (wait > 1e-6) return { allowed: false, remaining: 0, retryAfter: wait, resetAfter: time - now, time }
  return {
    allowed: true,
    remaining: Math.floor((now + window - next) / interval + 1e-6),
    retryAfter: 0,
    resetAfter: next - now,
    time: next,
  }
}
