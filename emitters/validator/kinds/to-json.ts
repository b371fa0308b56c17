import type { ToJsonType } from '../../../compiler/ir/index.ts'
import { refusal } from './index.ts'
import type { Scalar } from './kind.ts'

/** Only in replies: never made out of JSON. */
export const toJsonKind: Scalar<ToJsonType> = {
  refusal: (type, value, site) =>
    site.form === 'fits' ? [`typeof ${value}?.toJSON !== 'function'`] : refusal(type.type, value, site),
}
