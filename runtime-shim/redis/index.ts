/**
 * `@gati-framework/core/redis`: what all servers of an app must know, in Redis (5 or newer, or what speaks its protocol). A module of the app:
 *
 *   // src/modules/shared.ts
 *   export default (gctx: GlobalContext) => redisStore(gctx.env.REDIS_URL, gctx)
 */
import { createHash } from 'node:crypto'
import { createClient } from '@redis/client'
import type { GlobalContext } from '../authoring/index.ts'
import type { IdempotencyStore, RateLimitState, RateLimitStore } from '../stores.ts'
import { CLAIM, REMOVE, REPLACE, type Script, TAKE } from './scripts.ts'

export interface RedisStoreOptions {
  /** Before every key; `gati:`. */
  readonly prefix?: string
}

/** Milliseconds in which a server waits for Redis when it starts; it starts without it, too, and goes on trying. */
const FIRST_CONNECTION = 2000
const CONNECT_TIMEOUT = 2000
const MOST_BETWEEN_TRIES = 2000

/**
 * `url`: `redis://user:password@host:6379/0`, `rediss://` for TLS. The connection is closed when the server stops; whether it is there is
 * a part of `/_health/ready`, as a warning. While it is not, every call is rejected at once.
 */
export async function redisStore(
  url: string,
  { lifecycle, logger }: Pick<GlobalContext, 'lifecycle' | 'logger'>,
  { prefix = 'gati:' }: RedisStoreOptions = {},
): Promise<RateLimitStore & IdempotencyStore> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT,
      reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, MOST_BETWEEN_TRIES),
    },
  })
  let isLost = false
  client.on('ready', () => {
    if (isLost) logger.info('Redis is there again')
    isLost = false
  })
  client.on('error', (error: unknown) => {
    if (!isLost) logger.error('Redis is not to be had', { error })
    isLost = true
  })
  const connected = client.connect().catch(() => {}) // Said by the listener above.
  await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, FIRST_CONNECTION).unref())])
  lifecycle.onShutdown('redis', () => client.destroy())
  lifecycle.onHealthCheck('redis', () => (client.isReady ? { status: 'pass' } : { status: 'warn', message: 'not connected' }))

  const run = async (script: Script, key: string, values: readonly string[]): Promise<unknown> => {
    const rest = ['1', prefix + key, ...values]
    try {
      return await client.sendCommand(['EVALSHA', script.sha, ...rest])
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return client.sendCommand(['EVAL', script.text, ...rest])
    }
  }
  return {
    async take(key, limit, window): Promise<RateLimitState> {
      // A key has what clients or the app said in it: as a hash it has one length and no secret.
      const [allowed, remaining, retryAfter, resetAfter] = (await run(TAKE, `limit:${hash(key)}`, [
        String(limit),
        String(window),
      ])) as number[]
      return { allowed: allowed === 1, remaining: remaining!, retryAfter: retryAfter!, resetAfter: resetAfter! }
    },
    async claim(key, value, ttl) {
      return ((await run(CLAIM, `once:${key}`, [value, whole(ttl)])) as string | null) ?? undefined
    },
    async replace(key, held, value, ttl) {
      await run(REPLACE, `once:${key}`, [held, value, whole(ttl)])
    },
    async remove(key, held) {
      await run(REMOVE, `once:${key}`, [held])
    },
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')
const whole = (milliseconds: number): string => String(Math.max(1, Math.ceil(milliseconds)))
