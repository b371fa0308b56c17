import { describe, expect, test } from 'vitest'
import type { Type } from '../../ir/index.ts'
import type { Snapshot, SnapshotRoute } from '../snapshot.ts'
import { compareSnapshots } from './index.ts'

const text: Type = { kind: 'string', constraints: [] }
const body = (...names: string[]): Type => ({
  kind: 'object',
  properties: names.map((name) => ({ name, type: text, optional: name !== 'a' })),
  index: [],
  constraints: [],
})
const route = (type: Type, more: Partial<SnapshotRoute> = {}): SnapshotRoute => ({
  id: 'POST /a',
  method: 'POST',
  path: '/a',
  segments: [{ kind: 'static', value: 'a' }],
  request: { body: { content: 'json', type, optional: false } },
  replies: [{ status: 204, content: 'none' }],
  guards: [],
  ...more,
})
const snapshot = (extraKeys: Snapshot['extraKeys'], routes: readonly SnapshotRoute[], format?: 2): Snapshot => ({
  ...(format && { format }),
  name: 'app',
  appVersion: '1.0.0',
  extraKeys,
  bodyLimit: 1000,
  routes,
  types: {},
})

describe('extra keys', () => {
  const [more, less] = [route(body('a', 'b')), route(body('a'))]
  const told = (from: Snapshot['extraKeys'], to: Snapshot['extraKeys'], before = more, after = more) =>
    compareSnapshots(snapshot(from, [before], 2), snapshot(to, [after], 2)).map(
      ({ level, rule, certainty }) => `${level} ${rule} ${certainty}`,
    )
  test('are refused that were dropped or kept', () => {
    expect(told('strip', 'strict')).toEqual(['major extra-keys unknown'])
    expect(told('allow', 'strict')).toEqual(['major extra-keys unknown'])
    expect(told('allow', 'strip')).toEqual(['major extra-keys unknown'])
    expect(told('strict', 'strip')).toEqual(['minor extra-keys proven'])
    expect(told('strict', 'strict')).toEqual([])
  })
  test('a member that is gone breaks where they are refused, and only there', () => {
    expect(told('strict', 'strict', more, less)).toEqual(['major request-body proven'])
    expect(told('strip', 'strip', more, less)).toEqual(['minor request-body proven'])
    expect(told('allow', 'allow', more, less)).toEqual(['minor request-body proven'])
  })
  test('of a query are overlooked in any case', () => {
    const withQuery = (...names: string[]) =>
      route(body('a'), { request: { query: names.map((name) => ({ name, type: text, optional: true })) } })
    expect(told('strict', 'strict', withQuery('a', 'b'), withQuery('a'))).toEqual(['minor request-query proven'])
  })
})

test('what a snapshot of an older gatic did not record is not compared', () => {
  const guarded = route(body('a'), {
    auth: [{ kind: 'bearer', name: 'token', scopes: [] }],
    rateLimit: { limit: 1, window: 1000, per: 'address' },
    idempotency: { required: true, ttl: 1000 },
  })
  const rules = (before: Snapshot, after: Snapshot) => compareSnapshots(before, after).map(({ rule }) => rule)
  expect(rules(snapshot('strip', [route(body('a'))]), snapshot('strip', [guarded], 2))).toEqual([])
  expect(rules(snapshot('strip', [route(body('a'))], 2), snapshot('strip', [guarded], 2))).toEqual([
    'auth-added',
    'idempotency',
    'rate-limit',
  ])
})

test('a route that was announced to end may be gone after that day, and not on it', () => {
  const ending = route(body('a'), { doc: { deprecated: true, tags: [{ name: 'sunset', text: '2026-06-30' }] } })
  const [before, after] = [snapshot('strip', [ending], 2), snapshot('strip', [], 2)]
  const level = (at?: string) => compareSnapshots(before, after, at)[0]!.level
  expect(level('2026-06-30T23:59:59Z')).toBe('major')
  expect(level('2026-07-01T00:00:00Z')).toBe('minor')
  expect(level()).toBe('major')
})

test('types of both versions may have the same names', () => {
  const ref: Type = { kind: 'ref', id: 'User' }
  const named = (type: Type) => ({ ...snapshot('strip', [route(ref)], 2), types: { User: { id: 'User', name: 'User', type } } })
  const changes = compareSnapshots(named(body('a')), named(body('a', 'b')))
  expect(changes).toMatchObject([{ level: 'minor', message: '"b" may be sent' }])
})
