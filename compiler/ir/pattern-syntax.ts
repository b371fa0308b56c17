/**
 * The part of a regular expression's syntax that decides how it backtracks:
 *
 *   ^[a-z]+(?:-[a-z]+)*$   ->   sequence of: one [a-z] repeated 1.., a repeated sequence of `-` and one [a-z] repeated
 *
 * The source is known to be valid: what a class matches is left to the platform's own RegExp.
 */

export type Pattern =
  /** One character out of those that `source` matches. */
  | { readonly kind: 'character'; readonly source: string }
  /** Takes no character of its own: nothing at all, or what demands something of its place. */
  | { readonly kind: 'empty'; readonly demand?: Demand }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number }

export type Demand =
  /** `^`; `$`, `\b` and `\B`. */
  | { readonly kind: 'start' | 'place' }
  /** What must, or must not, be matched ahead or behind. */
  | { readonly kind: 'ahead' | 'behind'; readonly pattern: Pattern }
  /** A back-reference: what the group matched, once more. */
  | { readonly kind: 'again'; readonly pattern: Pattern }

export const parsePattern = (source: string): Pattern => choice({ source, at: 0, groups: new Map(), count: 0 })

/** Of the shortest text that it can match, in characters; look-arounds and back-references count as nothing. */
export const leastLength = (source: string): number => leastOf(parsePattern(source))

function leastOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'character':
      return 1
    case 'empty':
      return 0
    case 'sequence':
      return pattern.items.reduce((sum, item) => sum + leastOf(item), 0)
    case 'choice':
      return Math.min(...pattern.options.map(leastOf))
    case 'repeat':
      return pattern.min * leastOf(pattern.item)
  }
}

interface Cursor {
  readonly source: string
  at: number
  /** By number and by name. */
  readonly groups: Map<string, Pattern>
  count: number
}

function choice(cursor: Cursor): Pattern {
  const options = [sequence(cursor)]
  while (cursor.source[cursor.at] === '|') {
    cursor.at++
    options.push(sequence(cursor))
  }
  return options.length === 1 ? options[0]! : { kind: 'choice', options }
}

function sequence(cursor: Cursor): Pattern {
  const items: Pattern[] = []
  while (cursor.at < cursor.source.length && cursor.source[cursor.at] !== '|' && cursor.source[cursor.at] !== ')')
    items.push(quantified(cursor, atom(cursor)))
  return items.length === 1 ? items[0]! : { kind: 'sequence', items }
}

function take(cursor: Cursor, expression: RegExp): RegExpExecArray | null {
  expression.lastIndex = cursor.at
  const found = expression.exec(cursor.source)
  if (found) cursor.at = expression.lastIndex
  return found
}

function quantified(cursor: Cursor, item: Pattern): Pattern {
  const found = take(cursor, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/uy)
  if (!found) return item
  const [, sign, from, comma, to] = found
  if (sign) return { kind: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
  const min = Number(from)
  return { kind: 'repeat', item, min, max: comma === undefined ? min : to ? Number(to) : Number.POSITIVE_INFINITY }
}

const CLASS = /\[(?:\\.|[^\]\\])*\]/suy
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}(?:\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})?|x[0-9A-Fa-f]{2}|c[A-Za-z]|.)/suy
const PLACE = /\\[bB]|[\^$]/uy
const BACK_REFERENCE = /\\(?:([1-9]\d*)|k<([^>]*)>)/uy
const GROUP = /\((?:\?(?:(<?)[=!]|<([^>]*)>|([a-z-]*):))?/uy

function atom(cursor: Cursor): Pattern {
  const place = take(cursor, PLACE)
  if (place) return { kind: 'empty', demand: { kind: place[0] === '^' ? 'start' : 'place' } }
  const reference = take(cursor, BACK_REFERENCE)
  if (reference) {
    const pattern = cursor.groups.get((reference[1] ?? reference[2])!)
    // One that is not there yet, or not closed, matches nothing.
    return pattern ? { kind: 'empty', demand: { kind: 'again', pattern } } : { kind: 'empty' }
  }
  if (cursor.source[cursor.at] === '(') return group(cursor)
  const found = take(cursor, CLASS) ?? take(cursor, ESCAPE) ?? take(cursor, /./suy)
  return { kind: 'character', source: found?.[0] ?? '' }
}

function group(cursor: Cursor): Pattern {
  const [, behind, name, flags] = take(cursor, GROUP)!
  const isCapturing = behind === undefined && flags === undefined
  const number = isCapturing ? ++cursor.count : 0
  const pattern = choice(cursor)
  cursor.at++
  if (behind !== undefined) return { kind: 'empty', demand: { kind: behind === '' ? 'ahead' : 'behind', pattern } }
  if (isCapturing) cursor.groups.set(String(number), pattern)
  if (name !== undefined) cursor.groups.set(name, pattern)
  return pattern
}
