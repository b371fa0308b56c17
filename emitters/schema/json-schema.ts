/** A type as JSON Schema 2020-12. What a schema cannot say exactly it says more loosely; looseness.ts lists what. */
import {
  type ArrayType,
  type Doc,
  type JsonValue,
  type MapType,
  type TupleType,
  type Type,
  type UnionType,
  unreachable,
} from '../../compiler/ir/index.ts'
import { numberSchema } from './number-schema.ts'
import { objectSchema } from './object-schema.ts'
import { BASE64, formatSchema, stringSchema } from './string-schema.ts'
import { templatePattern } from './template-pattern.ts'

export interface JsonSchema {
  readonly [keyword: string]: JsonValue
}

export interface SchemaOptions {
  /** Where undeclared keys are refused, schemas close their objects. */
  readonly extraKeys: 'strip' | 'strict' | 'allow'
  /** The address of a named type. */
  readonly ref: (id: string) => string
}

export const NOTHING: JsonSchema = { not: {} }

export function jsonSchema(type: Type, options: SchemaOptions): JsonSchema {
  const inside = (part: Type) => jsonSchema(part, options)
  switch (type.kind) {
    case 'unknown':
      return {}
    case 'never':
    case 'undefined':
      return NOTHING
    case 'null':
    case 'boolean':
      return { type: type.kind }
    case 'string':
      return stringSchema(type)
    case 'number':
      return numberSchema(type)
    case 'bigint':
      return BIGINT
    case 'date':
      return formatSchema('date-time')
    case 'url':
      return formatSchema('url')
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64', pattern: BASE64 }
    case 'literal':
      return { const: type.value }
    case 'template':
      return { type: 'string', pattern: `^${templatePattern(type)}$` }
    case 'array':
      return arraySchema(type, inside)
    case 'tuple':
      return tupleSchema(type, inside)
    case 'object':
      return objectSchema(type, options, inside)
    case 'map':
      return { type: 'array', items: inside(pairOf(type)) }
    case 'set':
      return { type: 'array', items: inside(type.element), uniqueItems: true }
    case 'union':
      return unionSchema(type, inside)
    case 'to-json':
      return inside(type.type)
    case 'ref':
      return { $ref: options.ref(type.id) }
    default:
      return unreachable(type)
  }
}

/** Integers that JSON's numbers hold exactly may be sent as numbers. */
const BIGINT: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: '^-?(?:0|[1-9][0-9]*)$', maxLength: 10_000 },
    { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  ],
}

const pairOf = ({ key, value }: MapType): TupleType => ({
  kind: 'tuple',
  elements: [key, value].map((type) => ({ type, mode: 'required' })),
})

type Inside = (type: Type) => JsonSchema

function arraySchema({ element, constraints }: ArrayType, inside: Inside): JsonSchema {
  const schema: Record<string, JsonValue> = { type: 'array', items: inside(element) as JsonValue }
  for (const constraint of constraints) {
    if (constraint.kind === 'minItems') schema['minItems'] = Math.max(constraint.value, Number(schema['minItems'] ?? 0))
    if (constraint.kind === 'maxItems') schema['maxItems'] = Math.min(constraint.value, Number(schema['maxItems'] ?? Infinity))
    if (constraint.kind === 'uniqueItems') schema['uniqueItems'] = true
  }
  return schema
}

/** What stands behind a rest has no place of its own in a schema: it is among what the rest may be. */
function tupleSchema({ elements }: TupleType, inside: Inside): JsonSchema {
  const rest = elements.findIndex(({ mode }) => mode === 'rest')
  const leading = rest < 0 ? elements : elements.slice(0, rest)
  const following = rest < 0 ? [] : elements.slice(rest)
  const least = elements.filter(({ mode }) => mode === 'required').length
  const members = following.map(({ type }) => inside(type))
  // Optional places before required ones at the end: any place may be any of those behind it.
  const isShifting = following.length > 1 && leading.some(({ mode }) => mode === 'optional')
  const prefix = isShifting ? leading.filter(({ mode }) => mode === 'required') : leading
  const others = isShifting
    ? [...leading.filter(({ mode }) => mode === 'optional').map(({ type }) => inside(type)), ...members]
    : members
  return {
    type: 'array',
    ...(prefix.length > 0 ? { prefixItems: prefix.map(({ type }) => inside(type)) } : {}),
    ...(rest < 0 ? { items: false } : { items: others.length === 1 ? others[0] : { anyOf: others } }),
    ...(least > 0 ? { minItems: least } : {}),
  } as JsonSchema
}

/** Literals together are an `enum`; absence is told by `required`. */
function unionSchema({ members }: UnionType, inside: Inside): JsonSchema {
  const present = members.filter(({ kind }) => kind !== 'undefined' && kind !== 'never')
  const values = present.flatMap((member) => (member.kind === 'literal' ? [member.value] : member.kind === 'null' ? [null] : []))
  if (present.length === 0) return NOTHING
  if (values.length === present.length) return { enum: values }
  const literals = present.filter(({ kind }) => kind === 'literal')
  const others = present.filter(({ kind }) => kind !== 'literal').map(inside)
  const constants =
    literals.length > 1
      ? [{ enum: literals.map((member) => (member.kind === 'literal' ? member.value : null)) }]
      : literals.map(inside)
  const all = [...constants, ...others]
  return all.length === 1 ? all[0]! : ({ anyOf: all } as JsonSchema)
}

/** What a comment says of a type or a member. */
export function annotations(doc: Doc | undefined): JsonSchema {
  const examples = (doc?.tags ?? []).filter(({ name }) => name === 'example').map(({ text }) => exampleOf(text))
  return {
    ...(doc?.summary === undefined ? {} : { description: doc.summary }),
    ...(doc?.deprecated === undefined ? {} : { deprecated: true }),
    ...(examples.length === 0 ? {} : { examples }),
  }
}

/** An example is JSON, or else text. */
function exampleOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}
