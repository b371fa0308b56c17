/** Where servers keep what counts for all of them: implemented by a module of the app, which the config names; in memory where it does not. */

export interface RateLimitStore {
  /**
   * Takes one request from what `key` has left: at most `limit` at once, of which a new one comes every `window / limit` milliseconds.
   * Atomic. A rejection is a failure of the store.
   */
  take(key: string, limit: number, window: number): RateLimitState | Promise<RateLimitState>
}

export interface RateLimitState {
  readonly allowed: boolean
  /** Requests that are left. */
  readonly remaining: number
  /** Milliseconds until one is left; 0 where it was allowed. */
  readonly retryAfter: number
  /** Milliseconds until all are left. */
  readonly resetAfter: number
}

/** Texts by key, each gone after `ttl` milliseconds. All of it is atomic; a rejection is a failure of the store. */
export interface IdempotencyStore {
  /** Keeps `value` where nothing is kept, and gives undefined; else gives what is. */
  claim(key: string, value: string, ttl: number): string | undefined | Promise<string | undefined>
  /** Keeps `value` in place of `held`, if that is still there. */
  replace(key: string, held: string, value: string, ttl: number): void | Promise<void>
  /** Forgets `held`, if it is still there. */
  remove(key: string, held: string): void | Promise<void>
}
