import type { NumberConstraint, NumberType } from '../../../compiler/ir/index.ts'
import { literal } from '../../code/index.ts'
import type { Site } from '../emission.ts'
import type { Scalar } from './kind.ts'
import { predicateRefusal } from './predicate.ts'

type Constraint<Kind extends NumberConstraint['kind']> = Extract<NumberConstraint, { kind: Kind }>

export const numberKind: Scalar<NumberType> = {
  refusal(type, value, site) {
    if (site.form === 'fits') return [`typeof ${value} !== 'number'`]
    const bounds = type.constraints.filter((constraint) => constraint.kind === 'minimum' || constraint.kind === 'maximum')
    const numerics = type.constraints.filter((constraint) => constraint.kind === 'numeric')
    const kinds = numerics.flatMap(({ numeric }) => NUMERIC[numeric](value, isSafe(bounds)))
    return [
      ...new Set([
        ...(kinds.length > 0 ? kinds : [`!Number.isFinite(${value})`]),
        ...bounds.map((bound) => outside(bound, value)),
        ...type.constraints.flatMap((constraint) =>
          constraint.kind === 'multipleOf' ? [notMultiple(constraint, value, numerics.length > 0, site)] : [],
        ),
        ...predicateRefusal(type, value, site),
      ]),
    ]
  },
}

/** The type of a value is looked at before its bits: taking those of an object would call what it has under `valueOf`. */
const NUMERIC: Record<Constraint<'numeric'>['numeric'], (value: string, isBounded: boolean) => string[]> = {
  integer: (value, isBounded) => [isBounded ? `!Number.isInteger(${value})` : `!Number.isSafeInteger(${value})`],
  int32: (value) => [`typeof ${value} !== 'number'`, `(${value} | 0) !== ${value}`],
  uint32: (value) => [`typeof ${value} !== 'number'`, `${value} >>> 0 !== ${value}`],
  float: (value) => [`!Number.isFinite(${value})`, `Math.fround(${value}) !== ${value}`],
}

/** Every integer within the bounds is a safe one. */
const isSafe = (bounds: readonly (Constraint<'minimum'> | Constraint<'maximum'>)[]): boolean =>
  bounds.some(({ kind, value }) => kind === 'minimum' && value >= Number.MIN_SAFE_INTEGER) &&
  bounds.some(({ kind, value }) => kind === 'maximum' && value <= Number.MAX_SAFE_INTEGER)

function outside({ kind, value: bound, exclusive }: Constraint<'minimum'> | Constraint<'maximum'>, value: string): string {
  const operator = kind === 'minimum' ? '<' : '>'
  return `${value} ${operator}${exclusive ? '=' : ''} ${literal(bound)}`
}

function notMultiple({ value: factor }: Constraint<'multipleOf'>, value: string, isInteger: boolean, site: Site): string {
  if (isInteger && Number.isSafeInteger(factor)) return `${value} % ${factor} !== 0`
  return `!${site.on.wire('isMultipleOf')}(${value}, ${factor})`
}
