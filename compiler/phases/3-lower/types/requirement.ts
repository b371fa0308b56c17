/**
 * One constraint as an author wrote it, by the kinds of type that it applies to:
 *
 *   Min<0>, `@minimum 0`  ->  { number: { kind: 'minimum', value: 0 }, bigint: { kind: 'minimum', value: '0' } }
 */
import {
  type ArrayConstraint,
  type BigIntConstraint,
  type CheckConstraint,
  FORMATS,
  type NumberConstraint,
  type ObjectConstraint,
  type StringConstraint,
} from '../../../ir/index.ts'

export interface Constraints {
  readonly string?: StringConstraint
  readonly number?: NumberConstraint
  readonly bigint?: BigIntConstraint
  readonly array?: ArrayConstraint
  readonly object?: ObjectConstraint
}

export interface Requirement {
  /** `Min<0>` or `@minimum 0`. */
  readonly text: string
  readonly constraints: Constraints
  /** A brand may stand on any type: it changes no accepted value. */
  readonly anywhere: boolean
}

/** A literal that a constraint was given, or nothing where it was given another type. */
export type Argument = string | number | boolean | bigint | undefined

export interface Problem {
  readonly problem: string
  readonly rewrite?: string
  readonly kind: 'pattern' | 'value'
}

type Reader = (argument: Argument) => Constraints | Problem

const value = (problem: string): Problem => ({ problem, kind: 'value' })

const count =
  (make: (value: number) => Constraints): Reader =>
  (argument) =>
    typeof argument === 'number' && Number.isSafeInteger(argument) && argument >= 0
      ? make(argument)
      : value('it must be one whole number that is not negative')

const text =
  (make: (value: string) => Constraints | Problem): Reader =>
  (argument) =>
    typeof argument === 'string' ? make(argument) : value('it must be one string literal')

const bound =
  (kind: 'minimum' | 'maximum', exclusive: boolean): Reader =>
  (argument) => {
    if ((typeof argument !== 'number' || !Number.isFinite(argument)) && typeof argument !== 'bigint')
      return value('it must be one number or bigint literal')
    const strict = exclusive ? { exclusive: true as const } : {}
    const whole = typeof argument === 'bigint' || Number.isInteger(argument)
    // A bound past 2^53 cannot be said exactly for numbers.
    const number = typeof argument === 'number' || BigInt(Number(argument)) === argument
    return {
      ...(number ? { number: { kind, value: Number(argument), ...strict } } : {}),
      ...(whole ? { bigint: { kind, value: String(BigInt(argument)), ...strict } } : {}),
    }
  }

const flag =
  (constraints: Constraints): Reader =>
  (argument) =>
    argument === true ? constraints : value('it takes no value')

const NUMERIC = ['integer', 'int32', 'uint32', 'float'] as const

const numeric: Reader = (argument) => {
  const known = NUMERIC.find((name) => name === argument)
  return known ? { number: { kind: 'numeric', numeric: known } } : value(`it must be one of ${NUMERIC.join(', ')}`)
}

function pattern(source: string): Constraints | Problem {
  try {
    new RegExp(source, 'u')
  } catch (error) {
    return { problem: (error as Error).message, kind: 'pattern' }
  }
  return { string: { kind: 'pattern', source } }
}

function brand(name: string): Constraints {
  const mark = { kind: 'brand', name } as const
  const format = FORMATS.find((known) => known === name)
  return { string: format ? { kind: 'format', format } : mark, number: mark, bigint: mark, array: mark, object: mark }
}

const sensitive = { kind: 'sensitive' } as const

interface Combinator {
  /** `MinLen`, as exported by `@gati-framework/types`. */
  readonly name: string
  readonly read: Reader
}

/** By phantom member, without `__gati_`. `default` is no constraint: see defaults.ts. */
export const COMBINATORS: Readonly<Record<string, Combinator>> = {
  brand: { name: 'Brand', read: text(brand) },
  minLen: { name: 'MinLen', read: count((value) => ({ string: { kind: 'minLength', value } })) },
  maxLen: { name: 'MaxLen', read: count((value) => ({ string: { kind: 'maxLength', value } })) },
  pattern: { name: 'Pattern', read: text(pattern) },
  startsWith: { name: 'StartsWith', read: text((value) => ({ string: { kind: 'startsWith', value } })) },
  endsWith: { name: 'EndsWith', read: text((value) => ({ string: { kind: 'endsWith', value } })) },
  includes: { name: 'Includes', read: text((value) => ({ string: { kind: 'includes', value } })) },
  trim: { name: 'Trim', read: flag({ string: { kind: 'transform', transform: 'trim' } }) },
  lowercase: { name: 'Lowercased', read: flag({ string: { kind: 'transform', transform: 'lowercase' } }) },
  uppercase: { name: 'Uppercased', read: flag({ string: { kind: 'transform', transform: 'uppercase' } }) },
  min: { name: 'Min', read: bound('minimum', false) },
  max: { name: 'Max', read: bound('maximum', false) },
  greaterThan: { name: 'GreaterThan', read: bound('minimum', true) },
  lessThan: { name: 'LessThan', read: bound('maximum', true) },
  multipleOf: {
    name: 'MultipleOf',
    read: (argument) =>
      typeof argument === 'number' && Number.isFinite(argument) && argument > 0
        ? { number: { kind: 'multipleOf', value: argument } }
        : value('it must be one number greater than 0'),
  },
  numeric: { name: 'Integer', read: numeric },
  minItems: { name: 'MinItems', read: count((value) => ({ array: { kind: 'minItems', value } })) },
  maxItems: { name: 'MaxItems', read: count((value) => ({ array: { kind: 'maxItems', value } })) },
  uniqueItems: { name: 'UniqueItems', read: flag({ array: { kind: 'uniqueItems' } }) },
  minProperties: { name: 'MinProperties', read: count((value) => ({ object: { kind: 'minProperties', value } })) },
  maxProperties: { name: 'MaxProperties', read: count((value) => ({ object: { kind: 'maxProperties', value } })) },
  sensitive: {
    name: 'Sensitive',
    read: flag({ string: sensitive, number: sensitive, bigint: sensitive, array: sensitive, object: sensitive }),
  },
}

/** A predicate stands on whatever has constraints. */
export function checkRequirement(check: CheckConstraint): Requirement {
  const constraints = { string: check, number: check, bigint: check, array: check, object: check }
  return { text: `Check<typeof ${check.exportName}>`, constraints, anywhere: false }
}

/** Phantom members that say something of the member that has the type, and nothing of the value. */
export const MEMBER_MARKS: ReadonlySet<string> = new Set(['default', 'example', 'deprecated', 'content', 'signed'])

export function readRequirement(phantom: string, argument: Argument, written?: string): Requirement | Problem | undefined {
  const combinator = Object.hasOwn(COMBINATORS, phantom) ? COMBINATORS[phantom] : undefined
  if (!combinator) return undefined
  const constraints = combinator.read(argument)
  if ('problem' in constraints) return constraints as Problem
  return {
    text: written ?? combinatorText(phantom, argument),
    constraints: constraints as Constraints,
    anywhere: phantom === 'brand',
  }
}

/** `MinLen<3>`, `Trim`, `UInt32`: as the author will find it in the source. */
export function combinatorText(phantom: string, argument: Argument): string {
  const name = (Object.hasOwn(COMBINATORS, phantom) ? COMBINATORS[phantom] : undefined)?.name ?? phantom
  if (argument === true && name !== 'Default') return name
  if (phantom === 'numeric') return { int32: 'Int32', uint32: 'UInt32', float: 'Float' }[String(argument)] ?? name
  if (typeof argument === 'string') return `${name}<${JSON.stringify(argument).replace(/^"|"$/g, "'")}>`
  return argument === undefined ? `${name}<...>` : `${name}<${argument}${typeof argument === 'bigint' ? 'n' : ''}>`
}
