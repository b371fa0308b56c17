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

/** Redacts the issues found inside a sensitive value: those from index `from` on. */
export function redactFrom(issues: Issue[], from: number): void {
  for (let i = from; i < issues.length; i++) {
    const issue = issues[i]!
    issues[i] = { ...issue, received: redact(issue.received) }
  }
}

/**
 * Reports why a value fits no member of a union, given the issues that each member has with it: those of the member it came
 * nearest to. A member that refuses the value as a whole was not meant; of the others the one with the fewest issues was, of those
 * the one that lacks the fewest places, and of those the one whose first issue lies deepest. When none was meant, the union as a
 * whole is expected.
 */
export function closest(
  issues: Issue[],
  attempts: readonly (readonly Issue[])[],
  pointer: string,
  expected: string,
  received: unknown,
): Issue[] {
  let best: readonly Issue[] | undefined
  for (const attempt of attempts) {
    const first = attempt[0]
    if (first === undefined) return issues
    if (first.pointer === pointer) continue
    if (best === undefined || isNearer(attempt, best)) best = attempt
  }
  if (best === undefined) return report(issues, pointer, expected, received)
  return addIssues(issues, best)
}

export function addIssues(issues: Issue[], found: readonly Issue[]): Issue[] {
  for (let i = 0; i < found.length && issues.length < maxIssues; i++) issues.push(found[i]!)
  return issues
}

function isNearer(a: readonly Issue[], b: readonly Issue[]): boolean {
  if (a.length !== b.length) return a.length < b.length
  const [missing, others] = [countMissing(a), countMissing(b)]
  return missing === others ? depth(a) > depth(b) : missing < others
}

const countMissing = (issues: readonly Issue[]): number => issues.filter(({ received }) => received === undefined).length
const depth = (issues: readonly Issue[]): number => issues[0]!.pointer.split('/').length

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
