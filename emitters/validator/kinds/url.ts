import type { UrlType } from '../../../compiler/ir/index.ts'
import type { Scalar } from './kind.ts'

export const urlKind: Scalar<UrlType> = {
  refusal: (_, value, { form, on }) =>
    form === 'fits' ? [`!(${value} instanceof URL)`] : [`typeof ${value} !== 'string'`, `!${on.wire('isUrl')}(${value})`],
  read: (_, value) => `new URL(${value})`,
}
