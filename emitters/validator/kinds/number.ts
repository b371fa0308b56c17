import type { NumberConstraint, NumberType } from '../../../compiler/ir/index.ts'
import { literal } from '../../code/index.ts'
import type { Site } from '../emission.ts'
import type { Scalar } from './kind.ts'

type Constraint<Kind extends NumberConstraint['kind']> = Extract<NumberConstraint, { kind: Kind }>

export const numberKind: Scalar<NumberType> = {
  refusal(type, value, site) {
    if (site.form === 'fits') return [`typeof ${value} !== 'number'`]
    const bounds = type.constraints.filter((constraint) => constraint.kind === 'minimum' || constraint.kind === 'maximum')
    const numerics = type.constraints.filter((constraint) => constraint.kind === 'numeric')
    const kinds = numerics.flatMap(({ numeric }) => NUMERIC[numeric](value, isInt32(bounds)))
    return [
      ...new Set([
        ...(kinds.length > 0 ? kinds : [`!Number.isFinite(${value})`]),
        ...bounds.map((bound) => outside(bound, value)),
        ...type.constraints.flatMap((constraint) =>
          constraint.kind === 'multipleOf' ? [notMultiple(constraint, value, numerics.length > 0, site)] : [],
        ),
      ]),
    ]
  },
}

/** `(x | 0) !== x` is the quickest check for an integer, where every value within the bounds is one of 32 bits. */
const NUMERIC: Record<Constraint<'numeric'>['numeric'], (value: string, fitsInt32: boolean) => string[]> = {
  integer: (value, fitsInt32) => [fitsInt32 ? `(${value} | 0) !== ${value}` : `!Number.isSafeInteger(${value})`],
  int32: (value) => [`(${value} | 0) !== ${value}`],
  uint32: (value) => [`${value} >>> 0 !== ${value}`],
  float: (value) => [`!Number.isFinite(${value})`, `Math.fround(${value}) !== ${value}`],
}

const isInt32 = (bounds: readonly (Constraint<'minimum'> | Constraint<'maximum'>)[]): boolean =>
  bounds.some(({ kind, value }) => kind === 'minimum' && value >= -(2 ** 31)) &&
  bounds.some(({ kind, value }) => kind === 'maximum' && value < 2 ** 31)

function outside({ kind, value: bound, exclusive }: Constraint<'minimum'> | Constraint<'maximum'>, value: string): string {
  const operator = kind === 'minimum' ? '<' : '>'
  return `${value} ${operator}${exclusive ? '=' : ''} ${literal(bound)}`
}

function notMultiple({ value: factor }: Constraint<'multipleOf'>, value: string, isInteger: boolean, site: Site): string {
  if (isInteger && Number.isSafeInteger(factor)) return `${value} % ${factor} !== 0`
  return `!${site.on.wire('isMultipleOf')}(${value}, ${factor})`
}
