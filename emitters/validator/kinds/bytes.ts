import type { BytesType } from '../../../compiler/ir/index.ts'
import type { Scalar } from './kind.ts'

export const bytesKind: Scalar<BytesType> = {
  refusal: (_, value, { form, on }) =>
    form === 'fits'
      ? [`!(${value} instanceof Uint8Array)`]
      : [`typeof ${value} !== 'string'`, `!${on.wire('isBase64')}(${value})`],
  read: (_, value, on) => `${on.wire('decodeBase64')}(${value})`,
}
