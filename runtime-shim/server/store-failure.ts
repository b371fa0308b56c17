import { log } from './logger.ts'

/** Milliseconds between two lines of the log about the same: a store that is down fails with every request. */
const QUIET = 10_000
const said = new Map<string, number>()

export function storeFailure(what: string, meaning: 'open' | 'closed', error: unknown): void {
  const now = performance.now()
  if (now - (said.get(what) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  said.set(what, now)
  log.error(`the store of ${what} failed`, { requests: meaning === 'open' ? 'let in' : 'refused', error })
}
