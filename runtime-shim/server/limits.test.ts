import { describe, expect, test } from 'vitest'
import type { RateLimitState } from '../stores.ts'
import { memoryIdempotency } from './idempotency-memory.ts'
import { network } from './rate-limit.ts'
import { memoryRateLimits } from './rate-limit-memory.ts'

describe('limits in memory', () => {
  test('a million keys take no more room than a hundred thousand; who goes on asking is not forgotten', () => {
    const store = memoryRateLimits(1000, () => 0)
    for (let one = 0; one < 20; one++) store.take('busy', 10, 60_000)
    for (let key = 0; key < 1_000_000; key++) {
      store.take(`key ${key}`, 10, 60_000)
      if (key % 500 === 0) expect(store.take('busy', 10, 60_000)).toMatchObject({ allowed: false })
    }
    expect(store.size).toBe(1000)
  })

  test('a burst, and then one in each part of the window', () => {
    let now = 0
    const store = memoryRateLimits(10, () => now)
    const take = () => store.take('a', 4, 1000) as RateLimitState
    expect([take(), take(), take(), take(), take()]).toMatchObject([
      { allowed: true, remaining: 3, resetAfter: 250 },
      { allowed: true, remaining: 2 },
      { allowed: true, remaining: 1 },
      { allowed: true, remaining: 0, resetAfter: 1000 },
      { allowed: false, remaining: 0, retryAfter: 250, resetAfter: 1000 },
    ])
    now = 249
    expect(take().allowed).toBe(false)
    now = 250
    expect([take().allowed, take().allowed]).toEqual([true, false])
    now = 10_000
    expect(take()).toMatchObject({ allowed: true, remaining: 3 })
  })

  test('in any second no more than a burst and what came back', () => {
    let now = 0
    const store = memoryRateLimits(10, () => now)
    const allowed: number[] = []
    for (; now < 20_000; now += 7) if ((store.take('a', 5, 1000) as RateLimitState).allowed) allowed.push(now)
    for (const start of allowed) expect(allowed.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(10)
    expect(allowed.length).toBeGreaterThanOrEqual(100)
    expect(allowed.length).toBeLessThanOrEqual(105)
  })
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('the network of %s', (ip, expected) => expect(network(ip)).toBe(expected))

describe('answers in memory', () => {
  test('are held, replaced by their holder, and gone after their time', () => {
    let now = 0
    const store = memoryIdempotency(10, 1000, () => now)
    expect([store.claim('a', 'held', 100), store.claim('a', 'other', 100)]).toEqual([undefined, 'held'])
    store.replace('a', 'other', 'not mine', 100)
    expect(store.claim('a', 'x', 100)).toBe('held')
    store.replace('a', 'held', 'done', 500)
    now = 499
    expect(store.claim('a', 'x', 100)).toBe('done')
    now = 500
    expect(store.claim('a', 'x', 100)).toBeUndefined()
    store.remove('a', 'x')
    expect(store.claim('a', 'y', 100)).toBeUndefined()
  })

  test('the oldest make room, those in flight do not', () => {
    const store = memoryIdempotency(3, 1_000_000, () => 0)
    for (const key of ['a', 'b', 'c']) store.claim(key, key, 1)
    expect(() => store.claim('d', 'd', 1)).toThrow('in flight')
    store.replace('b', 'b', 'done', 1)
    expect([store.claim('d', 'd', 1), store.claim('a', 'x', 1)]).toEqual([undefined, 'a'])
    expect(() => store.claim('b', 'again', 1)).toThrow('in flight')
  })

  test('large ones make room for others', () => {
    const store = memoryIdempotency(1000, 100, () => 0)
    for (let key = 0; key < 50; key++) {
      store.claim(`${key}`, 'h', 1)
      store.replace(`${key}`, 'h', 'x'.repeat(40), 1)
    }
    const left = Array.from({ length: 50 }, (_, key) => store.claim(`${key}`, 'h', 1)).filter((found) => found !== undefined)
    expect(left.length).toBeLessThanOrEqual(3)
  })
})
