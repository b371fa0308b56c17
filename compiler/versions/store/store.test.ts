import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import type { Snapshot } from '../snapshot.ts'
import {
  decodeStore,
  deployed,
  encodeDeployment,
  encodeTag,
  encodeVersion,
  filesOnlyOf,
  findVersion,
  nextSemver,
  prunable,
  type Store,
  type Version,
} from './index.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

const snapshot = (limit: number): Snapshot => ({
  name: 'app',
  appVersion: '1.0.0',
  extraKeys: 'strip',
  bodyLimit: limit,
  routes: [],
  types: { User: { id: 'User', name: 'User', type: { kind: 'object', properties: [], index: [], constraints: [] } } },
})
const version = (id: string, semver: string, limit = 1): Version => ({ id, semver, snapshot: snapshot(limit) })
const FIRST = version('2026-01-05T10:00:00Z', '1.0.0')
const SECOND = version('2026-03-01T00:00:00Z', '1.1.0', 2)
const THIRD = version('2026-11-25T15:04:05Z', '2.0.0', 3)

const files = [FIRST, THIRD, SECOND].flatMap((one) => encodeVersion(one, digest))
const store = decodeStore([...files, encodeTag('stable', SECOND.id)], digest) as Store

test('what was written is read again, in order', () => {
  expect(store.versions).toEqual([FIRST, SECOND, THIRD])
  expect([...store.tags]).toEqual([['stable', SECOND.id]])
})

test('a type that versions share is one file, so that branches which each added a version can be merged', () => {
  expect(new Set(files.map(({ path }) => path)).size).toBe(4)
  expect(encodeVersion(FIRST, digest)).toEqual(encodeVersion(structuredClone(FIRST), digest))
})

describe('damage is noticed', () => {
  const damaged = (change: (path: string, text: string) => string | undefined) =>
    decodeStore(
      files.flatMap(({ path, text }) => {
        const after = change(path, text)
        return after === undefined ? [] : [{ path, text: after }]
      }),
      digest,
    )
  test.each([
    ['a version edited', (_path: string, text: string) => text.replace('"1.1.0"', '"1.2.0"'), 'its digest does not fit'],
    [
      'a type edited',
      (path: string, text: string) => (path.startsWith('types/') ? text.replace('User', 'Usher') : text),
      'digest',
    ],
    [
      'a type missing',
      (path: string, text: string) => (path.startsWith('types/') ? undefined : text),
      'its type User is missing',
    ],
    [
      'a conflict left in',
      (path: string, text: string) => (path.includes('2026-03') ? `<<<<<<< HEAD\n${text}` : text),
      'not JSON',
    ],
  ])('%s', (_name, change, reason) => {
    expect(damaged(change)).toEqual(
      expect.arrayContaining([{ file: expect.any(String), reason: expect.stringContaining(reason) }]),
    )
  })
  test('a file under another name', () => {
    const [first] = encodeVersion(FIRST, digest)
    expect(decodeStore([...files, { ...first!, path: 'copy.json' }], digest)).toEqual([
      { file: 'copy.json', reason: 'it is version 2026-01-05T10:00:00Z under another name' },
    ])
  })
  test('a tag of what is not there', () => {
    expect(decodeStore([encodeTag('stable', 'gone')], digest)).toMatchObject([{ file: 'tags/stable.json' }])
  })
})

test.each([
  ['latest', THIRD],
  ['stable', SECOND],
  ['1.0.0', FIRST],
  ['v1.0', FIRST],
  ['1', SECOND],
  ['2026-01-05', FIRST],
  ['2026-01-04', undefined],
  ['2026-02-28', FIRST],
  ['2026-03-01T00:00:00Z', SECOND],
  ['2026-03-01T00:00:00+01:00', FIRST],
  ['2027-01-01', THIRD],
  ['3', undefined],
  ['2026-13-01', undefined],
  ['__proto__', undefined],
])('%s names a version, or none', (wanted, found) => {
  expect(findVersion(store, wanted)).toEqual(found)
})

test('the next number says the most that changed', () => {
  expect(nextSemver(undefined, 'none', '0.3.0')).toBe('0.3.0')
  expect(nextSemver('1.2.3', 'major', '')).toBe('2.0.0')
  expect(nextSemver('1.2.3', 'minor', '')).toBe('1.3.0')
  expect(nextSemver('1.2.3', 'patch', '')).toBe('1.2.4')
})

describe('deployments', () => {
  const at = (environment: string, at: string, { id }: Version) => encodeDeployment({ environment, at, version: id })
  const records = [
    at('production', '2026-01-06T00:00:00Z', FIRST),
    at('production', '2026-03-02T00:00:00Z', SECOND),
    at('staging', '2026-11-26T00:00:00Z', THIRD),
  ]
  test('say what each environment serves, and what it served before', () => {
    const store = decodeStore([...files, ...records.toReversed()], digest) as Store
    expect(store.deployments).toEqual([
      { environment: 'production', at: '2026-01-06T00:00:00Z', version: FIRST.id },
      { environment: 'production', at: '2026-03-02T00:00:00Z', version: SECOND.id },
      { environment: 'staging', at: '2026-11-26T00:00:00Z', version: THIRD.id },
    ])
    expect([...deployed(store)]).toEqual([
      ['production', SECOND.id],
      ['staging', THIRD.id],
    ])
  })
  test('of a version that is not there are damage', () => {
    expect(decodeStore([at('production', '2026-01-06T00:00:00Z', FIRST)], digest)).toMatchObject([
      { file: 'deployments/production/2026-01-06T00-00-00Z.json' },
    ])
  })
})

describe('what may go', () => {
  const ending = ({ id, semver, snapshot }: Version, sunset?: string): Version => ({
    id,
    semver,
    deprecated: { since: id, ...(sunset && { sunset }) },
    snapshot,
  })
  const PAST = '2026-12-01T00:00:00Z'
  const ids = (versions: readonly Version[], ...more: Parameters<typeof decodeStore>[0]) => {
    const store = decodeStore([...versions.flatMap((one) => encodeVersion(one, digest)), ...more], digest) as Store
    return prunable(store, '2027-01-01T00:00:00.000Z').map(({ id }) => id)
  }
  test('is past its sunset, has no tag, runs nowhere, and is not the latest', () => {
    expect(ids([ending(FIRST, PAST), SECOND, THIRD])).toEqual([FIRST.id])
    expect(ids([ending(FIRST, '2027-01-02T00:00:00Z'), ending(SECOND), THIRD])).toEqual([])
    expect(ids([ending(FIRST, PAST), ending(SECOND, PAST), THIRD], encodeTag('stable', FIRST.id))).toEqual([SECOND.id])
    const runs = encodeDeployment({ environment: 'production', at: PAST, version: SECOND.id })
    expect(ids([ending(FIRST, PAST), ending(SECOND, PAST), THIRD], runs)).toEqual([FIRST.id])
    expect(ids([ending(THIRD, PAST)])).toEqual([])
  })
  test('takes with it what only it has', () => {
    const own: Version = {
      ...ending(FIRST, PAST),
      snapshot: {
        ...FIRST.snapshot,
        types: { ...FIRST.snapshot.types, Old: { id: 'Old', name: 'Old', type: { kind: 'null' } } },
      },
    }
    const all = [own, SECOND, THIRD].flatMap((one) => encodeVersion(one, digest))
    const ran = encodeDeployment({ environment: 'production', at: '2026-01-06T00:00:00Z', version: FIRST.id })
    const runs = encodeDeployment({ environment: 'production', at: '2026-03-06T00:00:00Z', version: SECOND.id })
    const store = decodeStore([...all, ran, runs], digest) as Store
    const going = filesOnlyOf(prunable(store, '2027-01-01T00:00:00Z'), store, digest)
    expect(going).toEqual([
      '2026-01-05T10-00-00Z.json',
      'deployments/production/2026-01-06T00-00-00Z.json',
      expect.stringMatching(/^types\//),
    ])
    const left = [...all, ran, runs].filter(({ path }) => !going.includes(path))
    expect((decodeStore(left, digest) as Store).versions).toEqual([SECOND, THIRD])
  })
})

test('a time without an offset is the same time wherever the machine is', () => {
  vi.stubEnv('TZ', 'America/New_York')
  try {
    const store = { versions: [FIRST, THIRD], tags: new Map() }
    expect(findVersion(store, '2026-11-25T15:04:04')).toEqual(FIRST)
    expect(findVersion(store, '2026-11-25T15:04:05')).toEqual(THIRD)
  } finally {
    vi.unstubAllEnvs()
  }
})
