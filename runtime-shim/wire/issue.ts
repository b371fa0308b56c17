/** What is wrong with one place of a value: `{ pointer: '/items/0/qty', expected: 'number & Integer', received: 1.5 }`. */
export interface Issue {
  /** RFC 6901; `''` is the value as a whole. */
  readonly pointer: string
  /** A TypeScript type, as text. */
  readonly expected: string
  /** A display of what was there: short, without members, `<redacted>` where sensitive, `undefined` where nothing was. */
  readonly received: unknown
}

/** An answer lists no more issues than this: a hostile body must not make a large one. */
export const maxIssues = 100

const redacted = '<redacted>'
const longestText = 100

export function report(issues: Issue[], pointer: string, expected: string, received: unknown): Issue[] {
  if (issues.length < maxIssues) issues.push({ pointer, expected, received: display(received) })
  return issues
}

/** A pointer to a member: `/a` and `b/c` -> `/a/b~1c`. */
export const pointer = (at: string, key: string): string =>
  `${at}/${key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key}`

/** Stands for a sensitive value; that there was none, or an empty one, may be told. */
export const redact = (value: unknown): unknown => (value === undefined || value === '' ? value : redacted)

/** Stands for what came in the place of something with secrets inside: text or a number may be one of them, in the wrong place. */
export const redactText = (value: unknown): unknown => (typeof value === 'object' ? value : redact(value))

/** Redacts the issues found inside a sensitive value: those from index `from` on. */
export function redactFrom(issues: Issue[], from: number): void {
  for (let i = from; i < issues.length; i++) {
    const issue = issues[i]!
    issues[i] = { ...issue, received: redact(issue.received) }
  }
}

/**
 * Reports why a value fits no member of a union, given the issues that each member has with it: those of the member that was meant.
 * A member that refuses the value as a whole was not. Of the others the one was of whose keys, where they are given, the value has most; of
 * those the one with the fewest issues, of those the one whose first issue lies deepest, of those the one that lacks the fewest places. Members
 * that differ about one place are told of together. Where nothing tells which was meant, the union as a whole is expected.
 */
export function closest(
  issues: Issue[],
  attempts: readonly (readonly Issue[])[],
  pointer: string,
  expected: string,
  received: unknown,
  keys: readonly (readonly string[])[] = [],
): Issue[] {
  let best: readonly Issue[] | undefined
  let most = 0
  let others: string[] = []
  for (const [index, attempt] of attempts.entries()) {
    const first = attempt[0]
    if (first === undefined) return issues
    if (first.pointer === pointer) continue
    const known = countOwn(received, keys[index])
    const order = best === undefined ? 1 : known - most || nearness(attempt, best)
    if (order > 0) {
      best = attempt
      most = known
      others = []
    } else if (order === 0 && attempt.length === 1 && first.pointer === best![0]!.pointer) others.push(first.expected)
  }
  if (best === undefined || (keys.length > 0 && most === 0 && countMissing(best) > 0))
    return report(issues, pointer, expected, received)
  return addIssues(issues, others.length === 0 ? best : [{ ...best[0]!, expected: either([best[0]!.expected, ...others]) }])
}

export function addIssues(issues: Issue[], found: readonly Issue[]): Issue[] {
  for (let i = 0; i < found.length && issues.length < maxIssues; i++) issues.push(found[i]!)
  return issues
}

/** How much nearer a value is to what has the issues `a` with it than to what has `b`. */
const nearness = (a: readonly Issue[], b: readonly Issue[]): number =>
  b.length - a.length || depth(a) - depth(b) || countMissing(b) - countMissing(a)

const countOwn = (value: unknown, names: readonly string[] = []): number =>
  names.filter((name) => Object.hasOwn(value as object, name)).length
const countMissing = (issues: readonly Issue[]): number => issues.filter(({ received }) => received === undefined).length
const depth = (issues: readonly Issue[]): number => issues[0]!.pointer.split('/').length

/** As many as a person can take in. */
const longestChoice = 120

const either = (types: readonly string[]): string =>
  [...new Set(types)].reduce((all, one) => (all.length + one.length > longestChoice ? all : `${all} | ${one}`))

function display(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText ? truncate(value) + ELLIPSIS : value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (Array.isArray(value)) return `<array of ${value.length}>`
  return `<${typeof value}>`
}

/** Not written as itself, for servers are read faster when they are ASCII. */
const ELLIPSIS = String.fromCharCode(0x2026)

/** Never ends in half a character. */
const truncate = (text: string): string => text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '')
