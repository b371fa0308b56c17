/**
 * Ranges of version numbers as npm writes them, for released numbers: `^1.2`, `>=1.2.3 <2 || 4.x`, `1.2 - 2.3`.
 * https://github.com/npm/node-semver#ranges. Each alternative is one interval, from a number to before another. A pre-release in a bound
 * stands before its number; pre-releases themselves are in no range.
 */

export type SemverNumber = readonly [major: number, minor: number, patch: number]

export interface Release {
  readonly number: SemverNumber
  readonly index: number
}

interface Interval {
  readonly from: SemverNumber
  readonly before: SemverNumber
}

/** Alternatives. */
export type SemverRange = readonly Interval[]

const PART = '(\\*|[xX]|0|[1-9]\\d{0,14})'
const IDENTIFIERS = '[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*'
const PARTIAL = `v?${PART}(?:\\.${PART}(?:\\.${PART}(-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?)?)?`
const COMPARATOR = new RegExp(`^(\\^|~>?|[<>]=?|=)?${PARTIAL}$`)
const HYPHEN = new RegExp(`^${PARTIAL} +- +${PARTIAL}$`)
/** A numeric identifier of a pre-release has no zero before it. */
const LEADING_ZERO = /(?:^-|\.)0\d+(?=\.|$)/
const SPACE_AFTER_OPERATOR = /(\^|~>?|[<>]=?|=) +(?=[\dvxX*])/g

const ZERO: SemverNumber = [0, 0, 0]
const END: SemverNumber = [Infinity, 0, 0]
const ANY: Interval = { from: ZERO, before: END }
const NONE: Interval = { from: ZERO, before: ZERO }

/** Undefined: it is none. */
export function semverRange(text: string): SemverRange | undefined {
  const intervals: Interval[] = []
  for (const alternative of text.split('||')) {
    const interval = alternativeOf(alternative.trim())
    if (interval === undefined) return undefined
    intervals.push(interval)
  }
  return intervals
}

/** The highest number in the range, and of several versions with it the newest; `releases` are in order. */
export function newestIn(releases: readonly Release[], range: SemverRange): number | undefined {
  let best = -1
  for (const { from, before } of range) {
    const place = countFirst(releases, ({ number }) => isLess(number, before)) - 1
    if (place > best && !isLess(releases[place]!.number, from)) best = place
  }
  return releases[best]?.index
}

/** How many of a list are in something that its first items are in, and no other. */
export function countFirst<Item>(list: readonly Item[], isIn: (item: Item) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isIn(list[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

const isLess = (a: SemverNumber, b: SemverNumber): boolean =>
  a[0] !== b[0] ? a[0] < b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2]

function alternativeOf(text: string): Interval | undefined {
  const hyphen = text.includes(' - ') ? HYPHEN.exec(text) : null
  if (hyphen !== null) {
    const [from, to] = [partialOf(hyphen, 1), partialOf(hyphen, 5)]
    return from && to && { from: atLeast(from).from, before: atMost(to).before }
  }
  let interval = ANY
  for (const comparator of text.replace(SPACE_AFTER_OPERATOR, '$1').split(' ')) {
    if (comparator === '') continue
    const next = comparatorOf(comparator)
    if (next === undefined) return undefined
    interval = both(interval, next)
  }
  return interval
}

const both = (a: Interval, b: Interval): Interval => ({
  from: isLess(a.from, b.from) ? b.from : a.from,
  before: isLess(a.before, b.before) ? a.before : b.before,
})

/** `1.x`: how many of its parts are numbers, the others being 0. */
interface Partial {
  readonly number: SemverNumber
  readonly known: 0 | 1 | 2 | 3
  readonly isBefore: boolean
}

/** Of what was matched from `at` on. Undefined where the pre-release is none, and where a number follows an `x`. */
function partialOf(found: readonly (string | undefined)[], at: number): Partial | undefined {
  const [major, minor, patch, preRelease] = [found[at], found[at + 1], found[at + 2], found[at + 3]]
  if (preRelease !== undefined && LEADING_ZERO.test(preRelease)) return undefined
  const known = !isNumber(major) ? 0 : !isNumber(minor) ? 1 : !isNumber(patch) ? 2 : 3
  if ((known === 0 && isNumber(minor)) || (known < 2 && isNumber(patch))) return undefined
  const number = [known > 0 ? Number(major) : 0, known > 1 ? Number(minor) : 0, known > 2 ? Number(patch) : 0] as const
  return { number, known, isBefore: known === 3 && preRelease !== undefined }
}

/** And not absent, `x` or `*`. */
const isNumber = (part: string | undefined): boolean => part !== undefined && part.charCodeAt(0) >= 48 && part.charCodeAt(0) <= 57

function comparatorOf(text: string): Interval | undefined {
  const found = COMPARATOR.exec(text)
  const partial = found === null ? undefined : partialOf(found, 2)
  if (partial === undefined) return undefined
  switch (found![1] ?? '=') {
    case '>=':
      return atLeast(partial)
    case '<=':
      return atMost(partial)
    case '>':
      return partial.known === 0 ? NONE : { from: partial.isBefore ? partial.number : after(partial), before: END }
    case '<':
      return { from: ZERO, before: partial.number }
    case '^':
      return caret(partial)
    case '=':
      return partial.isBefore ? NONE : { from: partial.number, before: after(partial) }
    default: // ~ and ~>
      return {
        from: partial.number,
        before: partial.known === 0 ? END : after({ ...partial, known: partial.known === 1 ? 1 : 2 }),
      }
  }
}

const atLeast = ({ number }: Partial): Interval => ({ from: number, before: END })
const atMost = (partial: Partial): Interval => ({ from: ZERO, before: partial.isBefore ? partial.number : after(partial) })

/** The first number that does not begin as it does: `1.2` -> 1.3.0, `1.2.3` -> 1.2.4 */
function after({ number: [major, minor, patch], known }: Pick<Partial, 'number' | 'known'>): SemverNumber {
  if (known === 0) return END
  return known === 1 ? [major + 1, 0, 0] : known === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1]
}

/** Up to the next change of the first part that is not 0. */
function caret({ number, known }: Partial): Interval {
  const [major, minor] = number
  const kept = major > 0 || known === 1 ? 1 : minor > 0 || known === 2 ? 2 : 3
  return { from: number, before: known === 0 ? END : after({ number, known: kept }) }
}
