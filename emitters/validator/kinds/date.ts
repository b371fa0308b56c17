import type { DateType } from '../../../compiler/ir/index.ts'
import type { Scalar } from './kind.ts'

export const dateKind: Scalar<DateType> = {
  refusal: (_, value, { form, on }) =>
    form === 'fits' ? [`!(${value} instanceof Date)`] : [`typeof ${value} !== 'string'`, `!${on.wire('isDateTime')}(${value})`],
  read: (_, value, on) => `${on.wire('toDate')}(${value})`,
}
