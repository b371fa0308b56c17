/** Answers in memory, of as many keys as fit: of one process, and gone with it. */
import type { IdempotencyStore } from '../stores.ts'

const MAX_KEYS = 10_000
/** Characters of all answers together. */
const MAX_SIZE = 32 << 20

interface Kept {
  value: string
  expires: number
  /** Its request is being answered: not to be forgotten. */
  isHeld: boolean
}

/** Beyond the most that are kept, the oldest answers are forgotten. Throws where only requests in flight are left. */
export function memoryIdempotency(maxKeys = MAX_KEYS, maxSize = MAX_SIZE, now: () => number = Date.now): IdempotencyStore {
  const kept = new Map<string, Kept>()
  let size = 0
  const forget = (key: string, { value }: Kept): void => {
    kept.delete(key)
    size -= value.length
  }
  const keep = (key: string, value: string, ttl: number, isHeld: boolean): void => {
    kept.set(key, { value, expires: now() + ttl, isHeld })
    size += value.length
  }
  /** Those in front are the oldest. */
  const makeRoom = (): void => {
    for (const [key, entry] of kept) {
      if (kept.size < maxKeys && size < maxSize) return
      if (!entry.isHeld || entry.expires <= now()) forget(key, entry)
    }
    if (kept.size >= maxKeys) throw new Error('more requests with idempotency keys are in flight than are kept')
  }
  const current = (key: string): Kept | undefined => {
    const entry = kept.get(key)
    if (entry === undefined || entry.expires > now()) return entry
    forget(key, entry)
    return undefined
  }
  return {
    claim(key, value, ttl) {
      const entry = current(key)
      if (entry !== undefined) return entry.value
      makeRoom()
      keep(key, value, ttl, true)
      return undefined
    },
    replace(key, held, value, ttl) {
      const entry = current(key)
      if (entry?.value !== held) return
      forget(key, entry)
      keep(key, value, ttl, false)
    },
    remove(key, held) {
      const entry = current(key)
      if (entry?.value === held) forget(key, entry)
    },
  }
}
