/**
 * Why no value is of a type, where its constraints contradict each other:
 *
 *   string & MinLen<8> & MaxLen<4>   string & Pattern<'^.{5}$'> & MaxLen<3>   UUID & MaxLen<10>   Int32 & Min<5000000000>
 *
 * What is told is certain; that a pattern and a text exclude each other, say, is not looked for.
 */
import {
  type Constraint,
  type Format,
  leastLength,
  printConstraint,
  type StringConstraint,
  type Type,
} from '../../../ir/index.ts'

/** Undefined where none is known. */
export function contradictionOf(type: Type): string | undefined {
  if (!('constraints' in type)) return undefined
  const constraints: readonly Constraint[] = type.constraints
  if (type.kind === 'string') return textContradiction(type.constraints) ?? boundContradiction(constraints)
  return boundContradiction(constraints) ?? multipleContradiction(constraints)
}

const PAIRS = [
  ['minLength', 'maxLength', 'length'],
  ['minItems', 'maxItems', 'number of items'],
  ['minProperties', 'maxProperties', 'number of members'],
  ['minimum', 'maximum', 'value'],
] as const

function boundContradiction(constraints: readonly Constraint[]): string | undefined {
  const isInteger = constraints.some((constraint) => constraint.kind === 'numeric' && constraint.numeric !== 'float')
  for (const [least, most, what] of PAIRS) {
    const lower = strictest(constraints, least)
    const upper = strictest(constraints, most)
    if (!lower || !upper) continue
    const empty = compare(lower.value, upper.value)
    if (empty > 0 || (empty === 0 && (lower.exclusive || upper.exclusive)))
      return `the ${what} would have to be ${lower.exclusive ? 'greater than' : 'at least'} ${lower.value} and ${upper.exclusive ? 'less than' : 'at most'} ${upper.value}`
    if (isInteger && firstInteger(lower) > lastInteger(upper)) return `there is no integer from ${lower.value} to ${upper.value}`
  }
  return undefined
}

const firstInteger = ({ value, exclusive }: Bound) => (exclusive ? Math.floor(Number(value)) + 1 : Math.ceil(Number(value)))
const lastInteger = ({ value, exclusive }: Bound) => (exclusive ? Math.ceil(Number(value)) - 1 : Math.floor(Number(value)))

interface Bound {
  readonly value: number | string
  readonly exclusive: boolean
}

type BoundKind = (typeof PAIRS)[number][0 | 1]

const RANGES = {
  integer: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
} as const

function strictest(constraints: readonly Constraint[], kind: BoundKind): Bound | undefined {
  const sign = kind.startsWith('min') ? 1 : -1
  return constraints
    .flatMap((constraint): Bound[] => {
      if (constraint.kind === 'numeric' && constraint.numeric !== 'float' && (kind === 'minimum' || kind === 'maximum'))
        return [{ value: RANGES[constraint.numeric][kind === 'minimum' ? 0 : 1], exclusive: false }]
      if (constraint.kind !== kind) return []
      return [{ value: constraint.value, exclusive: 'exclusive' in constraint && constraint.exclusive === true }]
    })
    .sort((a, b) => sign * compare(b.value, a.value) || Number(b.exclusive) - Number(a.exclusive))[0]
}

/** Bounds of bigints are text. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [BigInt(a), BigInt(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** `MultipleOf<5> & Min<1> & Max<4>`. Decimals are rounded towards what is possible. */
function multipleContradiction(constraints: readonly Constraint[]): string | undefined {
  const lower = strictest(constraints, 'minimum')
  const upper = strictest(constraints, 'maximum')
  if (!lower || !upper) return undefined
  for (const constraint of constraints) {
    if (constraint.kind !== 'multipleOf') continue
    const [from, to] = [Number(lower.value) / constraint.value, Number(upper.value) / constraint.value]
    const first = Math.ceil(from - 1e-9 * Math.max(1, Math.abs(from)))
    const last = Math.floor(to + 1e-9 * Math.max(1, Math.abs(to)))
    if (first > last) return `there is no multiple of ${constraint.value} from ${lower.value} to ${upper.value}`
  }
  return undefined
}

type Fixed = Extract<StringConstraint, { kind: 'startsWith' | 'endsWith' | 'includes' }>

/** Lengths that a text of the format may have, in UTF-16 code units. */
const LENGTHS: Readonly<Record<Format, readonly [number, number]>> = {
  email: [3, 254],
  uuid: [36, 36],
  cuid: [25, Number.POSITIVE_INFINITY],
  ulid: [26, 26],
  url: [2, Number.POSITIVE_INFINITY],
  hostname: [1, 253],
  ipv4: [7, 15],
  ipv6: [2, 45],
  date: [10, 10],
  time: [9, Number.POSITIVE_INFINITY],
  'date-time': [20, Number.POSITIVE_INFINITY],
  duration: [3, Number.POSITIVE_INFINITY],
  base64: [0, Number.POSITIVE_INFINITY],
  hex: [0, Number.POSITIVE_INFINITY],
  slug: [1, Number.POSITIVE_INFINITY],
  jwt: [6, Number.POSITIVE_INFINITY],
  phone: [3, 16],
  json: [1, Number.POSITIVE_INFINITY],
}

function textContradiction(constraints: readonly StringConstraint[]): string | undefined {
  return lengthContradiction(constraints) ?? caseContradiction(constraints) ?? endContradiction(constraints)
}

/** What asks for more characters than another constraint allows. */
function lengthContradiction(constraints: readonly StringConstraint[]): string | undefined {
  const told = constraints.map((constraint) => ({ text: printConstraint(constraint), ...lengthsOf(constraint) }))
  const longest = told.reduce((a, b) => (b.least > a.least ? b : a), { text: '', least: 0, most: Number.POSITIVE_INFINITY })
  const shortest = told.reduce((a, b) => (b.most < a.most ? b : a), longest)
  // Two bounds on the length are told as such.
  if (longest.least <= shortest.most || (longest.text.startsWith('MinLen') && shortest.text.startsWith('MaxLen')))
    return undefined
  const units = (count: number) => `${count} ${count === 1 ? 'character' : 'characters'}`
  return `a text of \`${longest.text}\` has ${units(longest.least)} or more, and one of \`${shortest.text}\` has ${units(shortest.most)} or fewer`
}

function lengthsOf(constraint: StringConstraint): { readonly least: number; readonly most: number } {
  const none = { least: 0, most: Number.POSITIVE_INFINITY }
  switch (constraint.kind) {
    case 'minLength':
      return { ...none, least: constraint.value }
    case 'maxLength':
      return { ...none, most: constraint.value }
    case 'pattern':
      return { ...none, least: leastLength(constraint.source) }
    case 'format': {
      const [least, most] = LENGTHS[constraint.format]
      return { least, most }
    }
    case 'startsWith':
    case 'endsWith':
    case 'includes':
      return { ...none, least: constraint.value.length }
    default:
      return none
  }
}

const CHANGES = {
  trim: { text: 'Trim', change: (text: string) => text.trim() },
  lowercase: { text: 'Lowercased', change: (text: string) => text.toLowerCase() },
  uppercase: { text: 'Uppercased', change: (text: string) => text.toUpperCase() },
} as const

/** `Lowercased & StartsWith<'A'>`: what was changed never has the text. */
function caseContradiction(constraints: readonly StringConstraint[]): string | undefined {
  for (const constraint of constraints) {
    if (constraint.kind !== 'transform') continue
    const { text, change } = CHANGES[constraint.transform]
    const lost = fixedOf(constraints).find(({ kind, value }) =>
      constraint.transform !== 'trim'
        ? change(value) !== value
        : (kind === 'startsWith' && value !== value.trimStart()) || (kind === 'endsWith' && value !== value.trimEnd()),
    )
    if (lost) return `\`${text}\` leaves no text of \`${printConstraint(lost)}\``
  }
  return undefined
}

const fixedOf = (constraints: readonly StringConstraint[]): readonly Fixed[] =>
  constraints.filter(
    (constraint) => constraint.kind === 'startsWith' || constraint.kind === 'endsWith' || constraint.kind === 'includes',
  )

/** Of two texts that both come first, or last, one begins, or ends, with the other. */
function endContradiction(constraints: readonly StringConstraint[]): string | undefined {
  const fixed = fixedOf(constraints)
  for (const [index, one] of fixed.entries()) {
    const other = fixed.slice(index + 1).find(({ kind, value }) => {
      if (kind !== one.kind || kind === 'includes') return false
      return kind === 'startsWith'
        ? !value.startsWith(one.value) && !one.value.startsWith(value)
        : !value.endsWith(one.value) && !one.value.endsWith(value)
    })
    if (other) return `no text has both \`${printConstraint(one)}\` and \`${printConstraint(other)}\``
  }
  return undefined
}
