/**
 * From what a client wrote to a version: a name, a date, a range of numbers. Built once from what was compiled; a request costs a look at
 * the text of the one before, a look into a table of names, or a binary search.
 */
import { countFirst, newestIn, type Release, type SemverRange, semverRange } from './semver-range.ts'

export interface VersionRow {
  /** ISO 8601, UTC, to the second; or a name, of a version that was not released. */
  readonly id: string
  readonly semver: string
  readonly tags: readonly string[]
}

/** In place of an index: what was written is no version, or one that is not there. */
export const MALFORMED_VERSION = -1
export const UNKNOWN_VERSION = -2

export interface VersionTable {
  /** The index of the version that is meant, {@link MALFORMED_VERSION}, or {@link UNKNOWN_VERSION}. */
  resolve(text: string): number
}

/** More than any date, tag or reasonable range has. */
const LONGEST = 256
/** What was read of texts that are no names. */
const MOST_KEPT = 512

/** `rows`: oldest first. `beforeFirst`: what a date before the first version means. */
export function versionTable(rows: readonly VersionRow[], beforeFirst: 'oldest' | 'refuse'): VersionTable {
  const names = namesOf(rows)
  const moments = rows.map(({ id }) => Date.parse(id) / 1000).filter((seconds) => !Number.isNaN(seconds))
  const releases = releasesOf(rows)
  const kept = new Map<string, number>()
  let lastText = 'latest'
  let lastIndex = rows.length - 1

  const read = (text: string): number => {
    if (text.length > LONGEST) return MALFORMED_VERSION
    const moment = momentOf(text)
    if (moment !== undefined) {
      const index = lastAtOrBefore(moments, moment)
      return index >= 0 ? index : beforeFirst === 'oldest' ? 0 : UNKNOWN_VERSION
    }
    const range = semverRange(text)
    if (range !== undefined) return newestOf(releases, range)
    return TAG.test(text) ? UNKNOWN_VERSION : MALFORMED_VERSION
  }
  const find = (text: string): number => {
    const known = names.get(text) ?? kept.get(text)
    if (known !== undefined) return known
    const index = read(text)
    if (index >= 0) {
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(text, index)
    }
    return index
  }
  return {
    resolve(text) {
      if (text === lastText) return lastIndex
      const index = find(text)
      if (index < 0) return index
      lastText = text
      lastIndex = index
      return index
    },
  }
}

const TAG = /^[a-z][\w.-]{0,62}$/i

/** Tags go before numbers; of two versions with one number the newer is meant. */
function namesOf(rows: readonly VersionRow[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>()
  for (const [index, { semver }] of rows.entries()) names.set(semver, index).set(`v${semver}`, index)
  for (const [index, { tags }] of rows.entries()) for (const tag of tags) names.set(tag, index)
  for (const [index, { id }] of rows.entries()) names.set(id, index)
  return names.set('latest', rows.length - 1)
}

/** By their numbers; those of pre-releases are meant by no range. */
function releasesOf(rows: readonly VersionRow[]): readonly Release[] {
  const releases = rows.flatMap(({ semver }, index) => {
    const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(semver) ?? []
    return patch === undefined ? [] : [{ number: [Number(major), Number(minor), Number(patch)] as const, index }]
  })
  return releases.sort((a, b) => compare(a.number, b.number) || a.index - b.index)
}

const compare = (a: Release['number'], b: Release['number']): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]

const newestOf = (releases: readonly Release[], range: SemverRange): number => newestIn(releases, range) ?? UNKNOWN_VERSION

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?)?$/
// As wire/formats/time.ts has them, which would weigh more than all of this.
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAY = 86_400
const HYPHEN = 45

/**
 * Seconds since 1970; undefined where it is no date. ISO 8601: a date is meant to its end, a time without an offset is in UTC, a second
 * without its fraction.
 */
export function momentOf(text: string): number | undefined {
  if (text.charCodeAt(4) !== HYPHEN) return undefined
  const [, year, month, day, hour, minute, second = '0', offset = 'Z'] = MOMENT.exec(text) ?? []
  if (day === undefined) return undefined
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (m < 1 || m > 12 || d < 1 || d > MONTH_DAYS[m - 1]! || (m === 2 && d === 29 && !isLeap(y))) return undefined
  // Years before 100 are others to Date.UTC; none is after 1970.
  const midnight = y < 100 ? -Infinity : Date.UTC(y, m - 1, d) / 1000
  if (hour === undefined) return midnight + DAY - 1
  const [h, min, s, away] = [Number(hour), Number(minute), Number(second), offsetOf(offset)]
  if (h > 23 || min > 59 || s > 60 || away === undefined) return undefined
  return midnight + h * 3600 + min * 60 + s - away
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** `+02:00` -> 7200 */
function offsetOf(text: string): number | undefined {
  if (text.length === 1) return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))]
  if (hours > 23 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}

/** -1: all are after it. */
const lastAtOrBefore = (moments: readonly number[], moment: number): number => countFirst(moments, (at) => at <= moment) - 1
