import type { BooleanType, LiteralType, NeverType, NullType, UndefinedType, UnknownType } from '../../../compiler/ir/index.ts'
import { literal } from '../../code/index.ts'
import type { Scalar } from './kind.ts'

export const unknownKind: Scalar<UnknownType> = { refusal: () => [] }
export const neverKind: Scalar<NeverType> = { refusal: () => ['true'] }
export const undefinedKind: Scalar<UndefinedType> = { refusal: (_, value) => [`${value} !== undefined`] }
export const nullKind: Scalar<NullType> = { refusal: (_, value) => [`${value} !== null`] }
export const booleanKind: Scalar<BooleanType> = { refusal: (_, value) => [`typeof ${value} !== 'boolean'`] }
export const literalKind: Scalar<LiteralType> = { refusal: (type, value) => [`${value} !== ${literal(type.value)}`] }
