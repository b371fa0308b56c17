/**
 * The type half of the IR: what a value on the wire may be.
 *
 *   interface User { id: UUID; age?: number & Min<0> }
 *     -> { kind: 'object', properties: [
 *            { name: 'id',  optional: false, type: { kind: 'string', constraints: [{ kind: 'format', format: 'uuid' }] } },
 *            { name: 'age', optional: true,  type: { kind: 'number', constraints: [{ kind: 'minimum', value: 0 }] } } ] }
 *
 * Plain readonly JSON data: it can be printed, hashed, stored and compared. Nothing of the type checker survives in it.
 */

/** Key of {@link AppIR.types}: a readable, unique identifier such as `User` or `Page_Article`. */
export type TypeId = string

export type Type =
  | UnknownType
  | NeverType
  | UndefinedType
  | NullType
  | BooleanType
  | StringType
  | NumberType
  | BigIntType
  | DateType
  | BytesType
  | UrlType
  | LiteralType
  | TemplateType
  | ArrayType
  | TupleType
  | ObjectType
  | MapType
  | SetType
  | UnionType
  | ToJsonType
  | RefType

export type TypeKind = Type['kind']

/** What has no constraints says by itself that its values are secrets: `Date & Sensitive`. */
interface Markable {
  readonly sensitive?: true
}

/** Any JSON value; on output, passed through unchanged. */
export interface UnknownType {
  readonly kind: 'unknown'
}
export interface NeverType {
  readonly kind: 'never'
}
/** `undefined` and `void`: a missing body, or an absent member. */
export interface UndefinedType {
  readonly kind: 'undefined'
}
export interface NullType {
  readonly kind: 'null'
}
export interface BooleanType extends Markable {
  readonly kind: 'boolean'
}
export interface StringType {
  readonly kind: 'string'
  readonly constraints: readonly StringConstraint[]
}
/** A finite IEEE 754 double: `NaN` and infinities have no JSON form and are refused. */
export interface NumberType {
  readonly kind: 'number'
  readonly constraints: readonly NumberConstraint[]
}
/** On the wire a decimal string (`"-12"`) or a JSON integer within the safe range; always written as a string. */
export interface BigIntType {
  readonly kind: 'bigint'
  readonly constraints: readonly BigIntConstraint[]
}
/** On the wire an RFC 3339 date-time string, in the program a `Date`. */
export interface DateType extends Markable {
  readonly kind: 'date'
}
/** On the wire a base64 string (RFC 4648 section 4), in the program a `Uint8Array`. */
export interface BytesType extends Markable {
  readonly kind: 'bytes'
}
/** On the wire any URL that the WHATWG parser takes, in the program a `URL`; written as its `href`. */
export interface UrlType extends Markable {
  readonly kind: 'url'
}
export interface LiteralType extends Markable {
  readonly kind: 'literal'
  readonly value: string | number | boolean
}
/** A template literal type: `texts[0] ${types[0]} texts[1] ...`; one more text than types. */
export interface TemplateType extends Markable {
  readonly kind: 'template'
  readonly texts: readonly string[]
  readonly types: readonly Type[]
}
export interface ArrayType {
  readonly kind: 'array'
  readonly element: Type
  readonly constraints: readonly ArrayConstraint[]
  /** In the program a typed array; `element` says what its items may be. */
  readonly typed?: TypedArray
}
export type TypedArray =
  | 'Int8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array'
export interface TupleType extends Markable {
  readonly kind: 'tuple'
  readonly elements: readonly TupleElement[]
}
/** At most one element is `rest`; its `type` is that of one repeated item. */
export interface TupleElement {
  readonly type: Type
  readonly mode: 'required' | 'optional' | 'rest'
  readonly name?: string
}
export interface ObjectType {
  readonly kind: 'object'
  readonly properties: readonly Property[]
  /** Keys that no property names: `Record<string, V>`, template keys. Empty: extra keys are undeclared. */
  readonly index: readonly IndexSignature[]
  readonly constraints: readonly ObjectConstraint[]
}
export interface Property {
  readonly name: string
  readonly type: Type
  readonly optional: boolean
  readonly doc?: Doc
  /** Value taken when the member is absent (`Default<V>`, `@default`), in its form on the wire; `optional` is true then. */
  readonly default?: JsonValue
}
export interface IndexSignature {
  /** A `string`, `number` (numeric strings) or `template` type. */
  readonly key: Type
  readonly value: Type
}
/** On the wire an array of `[key, value]` pairs. */
export interface MapType extends Markable {
  readonly kind: 'map'
  readonly key: Type
  readonly value: Type
}
/** On the wire an array of distinct items. */
export interface SetType extends Markable {
  readonly kind: 'set'
  readonly element: Type
}
export interface UnionType {
  readonly kind: 'union'
  readonly members: readonly Type[]
  /** Name of the property whose literal value tells the members apart, where every member is an object that has it. */
  readonly discriminant?: string
}
/** Only in replies: in the program an object with a `toJSON()` method, on the wire what that gives. */
export interface ToJsonType {
  readonly kind: 'to-json'
  readonly type: Type
}
/** A named or recursive type: the definition is `AppIR.types[id]`. */
export interface RefType {
  readonly kind: 'ref'
  readonly id: TypeId
  /** What clients are told that it is called, in the contract of an older version; the id where absent. */
  readonly label?: string
}

export interface NamedType {
  readonly id: TypeId
  /** The name as declared; not unique across files. */
  readonly name: string
  readonly type: Type
  readonly doc?: Doc
  readonly source?: Location
  /** How a file of the app exports the declaration, where that is the whole type: not of an instance of a generic one. */
  readonly exported?: { readonly file: string; readonly exportName: string }
}

/** JSDoc of a declaration, without lib.d.ts text. Left out of hashes. */
export interface Doc {
  readonly summary?: string
  readonly deprecated?: string | true
  readonly tags?: readonly { readonly name: string; readonly text: string }[]
}

/** `file` is relative to the app's root with `/` separators; `line` and `column` count from 1. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Names of the string formats that have a compiled check. */
export const FORMATS = [
  'email',
  'uuid',
  'cuid',
  'ulid',
  'url',
  'hostname',
  'ipv4',
  'ipv6',
  'date',
  'time',
  'date-time',
  'duration',
  'base64',
  'hex',
  'slug',
  'jwt',
  'phone',
  'json',
] as const

export type Format = (typeof FORMATS)[number]

/** Marks that change no accepted value. `sensitive` values are redacted in errors and logs; `brand` is for readers and SDKs. */
export type Mark = { readonly kind: 'sensitive' } | { readonly kind: 'brand'; readonly name: string }

/** A predicate of the app's own, exported by one of its files. It is given the value as the program sees it. */
export interface CheckConstraint {
  readonly kind: 'check'
  /** Relative to the app's root, `/` separators. */
  readonly file: string
  readonly exportName: string
}

export type StringConstraint =
  | { readonly kind: 'minLength'; readonly value: number }
  | { readonly kind: 'maxLength'; readonly value: number }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'startsWith'; readonly value: string }
  | { readonly kind: 'endsWith'; readonly value: string }
  | { readonly kind: 'includes'; readonly value: string }
  /** Normalise on input, before the other constraints are checked. */
  | { readonly kind: 'transform'; readonly transform: 'trim' | 'lowercase' | 'uppercase' }
  | CheckConstraint
  | Mark

export type NumberConstraint =
  | { readonly kind: 'minimum'; readonly value: number; readonly exclusive?: true }
  | { readonly kind: 'maximum'; readonly value: number; readonly exclusive?: true }
  | { readonly kind: 'multipleOf'; readonly value: number }
  /** `int32`, `uint32` and `integer` (a safe integer); `float` is a value exactly representable in 32 bits. */
  | { readonly kind: 'numeric'; readonly numeric: 'integer' | 'int32' | 'uint32' | 'float' }
  | CheckConstraint
  | Mark

/** Bounds of a bigint as decimal text, since JSON has no bigint. */
export type BigIntConstraint =
  | { readonly kind: 'minimum'; readonly value: string; readonly exclusive?: true }
  | { readonly kind: 'maximum'; readonly value: string; readonly exclusive?: true }
  | CheckConstraint
  | Mark

export type ArrayConstraint =
  | { readonly kind: 'minItems'; readonly value: number }
  | { readonly kind: 'maxItems'; readonly value: number }
  | { readonly kind: 'uniqueItems' }
  | CheckConstraint
  | Mark

export type ObjectConstraint =
  | { readonly kind: 'minProperties'; readonly value: number }
  | { readonly kind: 'maxProperties'; readonly value: number }
  | CheckConstraint
  | Mark

export type Constraint = StringConstraint | NumberConstraint | BigIntConstraint | ArrayConstraint | ObjectConstraint
