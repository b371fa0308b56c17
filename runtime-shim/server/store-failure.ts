import { log } from './logger.ts'
import { LATE, within } from './within.ts'

/** Milliseconds that a store may take. */
export const PATIENCE = 1000

/** Milliseconds between two lines of the log about the same: a store that is down fails with every request. */
const QUIET = 10_000
const said = new Map<string, number>()

/** Throws where the store does not answer in time. */
export async function inTime<T>(what: string, ask: () => Promise<T>): Promise<T> {
  const answer = await within(PATIENCE, ask)
  if (answer === LATE) throw new Error(`the store of ${what} did not answer in ${PATIENCE} ms`)
  return answer
}

export function storeFailure(what: string, meaning: 'open' | 'closed', error: unknown): void {
  const now = performance.now()
  if (now - (said.get(what) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  said.set(what, now)
  log.error(`the store of ${what} failed`, { requests: meaning === 'open' ? 'let in' : 'refused', error })
}
