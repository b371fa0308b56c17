/** What Redis does in one step, in Lua. By its own clock, so that servers need not agree on the time. */
import { createHash } from 'node:crypto'

export interface Script {
  readonly text: string
  readonly sha: string
}

const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

/** As `memoryRateLimits` of the server counts: the time at which all requests are left again. limit, window -> allowed, left, wait, reset */
export const TAKE = script(`
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local interval = window / limit
local time = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local following = time + interval
local wait = following - window - now
if wait > 0.001 then return {0, 0, math.ceil(wait), math.ceil(time - now)} end
redis.call('SET', KEYS[1], string.format('%.6f', following), 'PX', math.ceil(following - now))
return {1, math.floor((now + window - following) / interval + 0.001), 0, math.ceil(following - now)}
`)

/** value, ttl -> what was there, or nothing */
export const CLAIM = script(`
local found = redis.call('GET', KEYS[1])
if found then return found end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false
`)

/** held, value, ttl */
export const REPLACE = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return false
`)

/** held */
export const REMOVE = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return false
`)
