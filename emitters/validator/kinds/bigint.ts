import type { BigIntType } from '../../../compiler/ir/index.ts'
import type { Scalar } from './kind.ts'
import { predicateRefusal } from './predicate.ts'

export const bigintKind: Scalar<BigIntType> = {
  refusal(type, value, site) {
    if (site.form === 'fits') return [`typeof ${value} !== 'bigint'`]
    const bounds = type.constraints.flatMap((constraint) => {
      if (constraint.kind !== 'minimum' && constraint.kind !== 'maximum') return []
      const operator = constraint.kind === 'minimum' ? '<' : '>'
      return [`BigInt(${value}) ${operator}${constraint.exclusive ? '=' : ''} ${BigInt(constraint.value)}n`]
    })
    return [`!${site.on.wire('isBigInt')}(${value})`, ...bounds, ...predicateRefusal(type, `BigInt(${value})`, site)]
  },
  read: (_, value) => `BigInt(${value})`,
}
