/**
 * Random histories, and random texts that clients send, against an oracle that scans all versions and asks npm's own semver. A few
 * thousand pairs here, a million in `npm run fuzz`.
 */
import fc from 'fast-check'
import semver from 'semver'
import { expect, test } from 'vitest'
import { semverRange } from './semver-range.ts'
import { MALFORMED_VERSION, momentOf, UNKNOWN_VERSION, type VersionRow, versionTable } from './version-table.ts'

const { FUZZ_RUNS } = process.env
const TEXTS = 120
const fuzzed = { numRuns: Number(FUZZ_RUNS ?? 50) }

// Histories -------------------------------------------------------------------------------------------------------------

const small = fc.integer({ min: 0, max: 4 })
const number = fc.tuple(small, small, small).map((parts) => parts.join('.'))
const seconds = fc.integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2026, 2, 31) / 1000 })
const iso = (time: number): string => new Date(time * 1000).toISOString().replace('.000Z', 'Z')
const TAGS = ['stable', 'mobile-2', 'x1', 'v9', 'Beta_1.0', 'default']

const history: fc.Arbitrary<readonly VersionRow[]> = fc
  .record({
    times: fc.uniqueArray(seconds, { minLength: 1, maxLength: 40 }),
    numbers: fc.array(fc.oneof({ weight: 9, arbitrary: number }, { weight: 1, arbitrary: number.map((one) => `${one}-rc.1`) }), {
      minLength: 40,
      maxLength: 40,
    }),
    // Half of them as they come to be: each higher than the one before.
    isOrdered: fc.boolean(),
    tagged: fc.array(fc.nat(39), { minLength: TAGS.length, maxLength: TAGS.length }),
    isUnreleased: fc.boolean(),
  })
  .map(({ times, numbers, isOrdered, tagged, isUnreleased }) => {
    const used = numbers.slice(0, times.length)
    if (isOrdered) used.sort(semver.compare)
    const rows = times
      .sort((a, b) => a - b)
      .map((time, index) => ({
        id: iso(time),
        semver: used[index]!,
        tags: TAGS.filter((_, place) => tagged[place] === index),
      }))
    return isUnreleased ? [...rows, { id: 'unreleased', semver: '9.0.0-unreleased', tags: [] }] : rows
  })

// What clients send -----------------------------------------------------------------------------------------------------

const suffix = fc.constantFrom('', '', '', '', '-rc.1', '-0', '-alpha-2.x', '+build.7', '-rc.1+b', '-01')
/** After what is any number nothing is a certain one. */
const partial = fc
  .tuple(
    fc.array(small, { maxLength: 3 }),
    fc.array(fc.constantFrom('x', 'X', '*'), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 1, max: 3 }),
    suffix,
  )
  .map(([numbers, wild, length, end]) => `${[...numbers, ...wild].slice(0, length).join('.')}${length === 3 ? end : ''}`)
const comparator = fc
  .tuple(fc.constantFrom('', '', '^', '~', '~>', '>=', '<=', '>', '<', '='), fc.constantFrom('', '', ' ', '  '), partial)
  .map(([operator, space, number]) => `${operator}${operator === '' ? '' : space}${number}`)
const alternative = fc.oneof(
  fc.array(comparator, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  fc.tuple(partial, partial).map(([from, to]) => `${from} - ${to}`),
)
const range = fc
  .array(alternative, { minLength: 1, maxLength: 3 })
  .chain((all) => fc.constantFrom('||', ' || ', '|| ').map((or) => all.join(or)))

const pad = (value: number): string => String(value).padStart(2, '0')
const date = fc
  .tuple(
    fc.constantFrom(1900, 2000, 2024, 2025, 2026, 2026, 2026, 2027),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([year, month, day]) => `${year}-${pad(month)}-${pad(day)}`)
const time = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map((parts) => parts.map(pad).join(':'))
const moment = fc
  .tuple(date, time, fc.constantFrom('', '.5', '.999999'), fc.constantFrom('Z', '+00:00', '-11:30', '+14:00', '+05:45'))
  .map(([day, clock, fraction, offset]) => `${day}T${clock}${fraction}${offset}`)
const near = seconds.chain((at) => fc.constantFrom(-1, 0, 1).map((shift) => iso(at + shift)))

const wellMeant = (rows: readonly VersionRow[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: range },
    { weight: 2, arbitrary: fc.oneof(date, moment, near) },
    fc.constantFrom(...rows.map(({ id }) => id)),
    fc.constantFrom(...rows.map((row) => row.semver), ...rows.map((row) => `v${row.semver}`)),
    fc.constantFrom('latest', 'unreleased', 'none', ...TAGS),
  )
const junk = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.array(fc.constantFrom(...'0123456789.-xX*^~<>=| vTZ:+ab'), { maxLength: 14 }).map((all) => all.join('')),
)

// The oracle ------------------------------------------------------------------------------------------------------------

type BeforeFirst = 'oldest' | 'refuse'

/** `undefined`: nothing is known of the text, as which it should be refused. */
function scanned(rows: readonly VersionRow[], beforeFirst: BeforeFirst, text: string): number | undefined {
  if (text === 'latest') return rows.length - 1
  const byId = rows.findIndex(({ id }) => id === text)
  if (byId >= 0) return byId
  const tagged = rows.findIndex(({ tags }) => tags.includes(text))
  if (tagged >= 0) return tagged
  const numbered = rows.findLastIndex((row) => row.semver === text || `v${row.semver}` === text)
  if (numbered >= 0) return numbered
  const until = endOf(text)
  if (until !== undefined) {
    const index = rows.findLastIndex(({ id }) => id !== 'unreleased' && Date.parse(id) <= until)
    return index >= 0 ? index : beforeFirst === 'oldest' ? 0 : UNKNOWN_VERSION
  }
  const wanted = semver.validRange(text)
  if (wanted === null) return undefined
  let best = UNKNOWN_VERSION
  for (const [index, row] of rows.entries()) {
    if (semver.prerelease(row.semver) !== null || !semver.satisfies(row.semver, wanted)) continue
    if (best < 0 || semver.gte(row.semver, rows[best]!.semver)) best = index
  }
  return best
}

/** Milliseconds, by the platform's own parser, which takes days that a month does not have. */
function endOf(text: string): number | undefined {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)(?:T(.*))?$/.exec(text) ?? []
  if (day === undefined || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return undefined
  if (clock === undefined) return Date.parse(`${day}T23:59:59Z`)
  if (!/^\d\d:\d\d/.test(clock) || clock.startsWith('24')) return undefined
  // A leap second is the one after it.
  const isLeap = /^\d\d:\d\d:60/.test(clock)
  const value = Date.parse(isLeap ? text.replace(':60', ':59') : text)
  return Number.isNaN(value) ? undefined : value + (isLeap ? 1000 : 0)
}

test('a text means the version that a scan of all of them finds', () => {
  let pairs = 0
  const found = new Set<string>()
  fc.assert(
    fc.property(
      history.chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.constantFrom<BeforeFirst>('oldest', 'refuse'),
          fc.array(wellMeant(rows), { minLength: TEXTS, maxLength: TEXTS }),
        ),
      ),
      ([rows, beforeFirst, texts]) => {
        const table = versionTable(rows, beforeFirst)
        for (const text of texts) {
          const expected = scanned(rows, beforeFirst, text)
          const actual = table.resolve(text)
          expect(actual, JSON.stringify(text)).toBe(
            expected ?? (actual === UNKNOWN_VERSION ? UNKNOWN_VERSION : MALFORMED_VERSION),
          )
          // It was kept: the same again.
          expect(table.resolve(text), text).toBe(actual)
          found.add(expected === undefined ? 'none' : actual >= 0 ? 'a version' : 'unknown')
          pairs++
        }
      },
    ),
    fuzzed,
  )
  expect([...found].sort()).toEqual(['a version', 'none', 'unknown'])
  if (FUZZ_RUNS !== undefined) console.log(`${pairs} pairs of a history and a text`)
})

test('what is no text of the grammar is no looser than npm', () => {
  fc.assert(
    fc.property(history, fc.array(junk, { minLength: TEXTS, maxLength: TEXTS }), (rows, texts) => {
      const table = versionTable(rows, 'refuse')
      for (const text of texts) {
        const actual = table.resolve(text)
        if (actual === MALFORMED_VERSION) continue
        const expected = scanned(rows, 'refuse', text)
        // A tag that nobody gave is unknown, also where npm would read a number: `vv1`.
        if (actual === UNKNOWN_VERSION && (expected === undefined || /^[a-z]/i.test(text))) continue
        expect(actual, JSON.stringify(text)).toBe(expected)
      }
    }),
    fuzzed,
  )
})

test.each([
  ['2026-03-01', Date.UTC(2026, 2, 1, 23, 59, 59)],
  ['2024-02-29', Date.UTC(2024, 1, 29, 23, 59, 59)],
  ['2026-03-01T10:00:00+02:00', Date.UTC(2026, 2, 1, 8)],
  ['2026-03-01T10:00+0200', Date.UTC(2026, 2, 1, 8)],
  ['2026-03-01t10:00:00.123z', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01T10:00:00', Date.UTC(2026, 2, 1, 10)],
])('%s is a moment', (text, milliseconds) => expect(momentOf(text)).toBe(milliseconds / 1000))

test.each(['2026-02-29', '2026-13-01', '2026-3-1', '20260301', '2026-03-01T24:00:00Z', '2026-03-01T10', '0x7ea', '2026-03-01Z'])(
  '%s is none',
  (text) => expect(momentOf(text)).toBeUndefined(),
)

test.each([
  '1.2.3.4',
  '^',
  '>',
  'x.1',
  '1.x.2',
  '01.2.3',
  '1.2.3-01',
  '1..2',
  'a - b',
  '> = 1',
  '1 -2',
  '9'.repeat(16),
  '>=1.2.3<2',
])('%s is no range', (text) => expect(semverRange(text)).toBeUndefined())

test('a text that is endless or built to take long is read in no time', () => {
  const table = versionTable([{ id: '2026-01-01T00:00:00Z', semver: '1.0.0', tags: [] }], 'oldest')
  const began = process.cpuUsage()
  for (const unit of [' ', '1.', '1 ', '|| ', '^ ', '1-', '-a.', '1.0.0-a.a.a+', '- 1 - '])
    for (const text of [unit.repeat(5000), unit.repeat(255 / unit.length), `${unit.repeat(80)}!`.slice(-256)]) table.resolve(text)
  // Seconds of a machine under load, for what takes less than a millisecond; it was hours where backtracking explodes.
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5)
})
