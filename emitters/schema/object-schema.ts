import type { IndexSignature, JsonValue, ObjectType, Property, Type } from '../../compiler/ir/index.ts'
import { annotations, type JsonSchema, type SchemaOptions } from './json-schema.ts'
import { merged } from './number-schema.ts'
import { escaped } from './string-schema.ts'
import { templatePattern } from './template-pattern.ts'

type Inside = (type: Type) => JsonSchema

export function objectSchema(type: ObjectType, { extraKeys }: SchemaOptions, inside: Inside): JsonSchema {
  const { properties } = type
  const required = properties.filter((property) => !mayBeAbsent(property)).map(({ name }) => name)
  const schema = {
    type: 'object',
    ...(properties.length > 0
      ? { properties: fromEntries(properties.map((property) => [property.name, member(property, inside)])) }
      : {}),
    ...(required.length > 0 ? { required } : {}),
    ...entries(type, extraKeys === 'strict', inside),
  }
  return merged(
    schema as JsonSchema,
    type.constraints.flatMap((constraint) =>
      constraint.kind === 'minProperties' || constraint.kind === 'maxProperties' ? [{ [constraint.kind]: constraint.value }] : [],
    ),
  )
}

const mayBeAbsent = ({ type, optional, default: value }: Property): boolean =>
  optional ||
  value !== undefined ||
  type.kind === 'undefined' ||
  (type.kind === 'union' && type.members.some(({ kind }) => kind === 'undefined'))

const member = ({ type, doc, default: value }: Property, inside: Inside): JsonSchema => ({
  ...inside(type),
  ...annotations(doc),
  ...(value === undefined ? {} : { default: value }),
})

/** Keys that no property names. Every signature that a key belongs to counts; one for `string` is for all of them. */
function entries(type: ObjectType, isClosed: boolean, inside: Inside): JsonSchema {
  const every = type.index.filter(({ key }) => key.kind === 'string')
  const some = type.index.filter(({ key }) => key.kind !== 'string')
  const names = type.properties.map(({ name }) => name)
  const others = allOf(every.map(({ value }) => inside(value)))
  const patterns = some.map((signature): [string, JsonSchema] => [
    patternOf(signature, names),
    allOf([inside(signature.value), ...every.map(({ value }) => inside(value))]),
  ])
  const keys = every.flatMap(({ key }) => {
    const schema = inside(withoutTransforms(key))
    return Object.keys(schema).length > 1 ? [names.length > 0 ? { anyOf: [{ enum: names }, schema] } : schema] : []
  })
  return {
    ...(patterns.length > 0 ? { patternProperties: fromEntries(together(patterns)) as JsonValue } : {}),
    ...(every.length > 0 ? { additionalProperties: others } : isClosed ? { additionalProperties: false } : {}),
    ...(keys.length > 0 ? { propertyNames: allOf(keys as JsonSchema[]) } : {}),
  } as JsonSchema
}

/** Keys are text already: nothing is normalised. */
const withoutTransforms = (key: Type): Type =>
  key.kind === 'string' ? { ...key, constraints: key.constraints.filter(({ kind }) => kind !== 'transform') } : key

const NUMERIC = '-?(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])?(?:e[+-][0-9]+)?|NaN|-?Infinity'

function patternOf({ key }: IndexSignature, declared: readonly string[]): string {
  const fits = key.kind === 'template' ? templatePattern(key) : `(?:${NUMERIC})`
  return declared.length === 0 ? `^${fits}$` : `^(?!(?:${declared.map(escaped).join('|')})$)${fits}$`
}

function together(patterns: readonly (readonly [string, JsonSchema])[]): [string, JsonSchema][] {
  const byPattern = new Map<string, JsonSchema[]>()
  for (const [pattern, schema] of patterns) byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), schema])
  return [...byPattern].map(([pattern, schemas]) => [pattern, allOf(schemas)])
}

const allOf = (schemas: readonly JsonSchema[]): JsonSchema =>
  schemas.length === 1 ? schemas[0]! : schemas.length === 0 ? {} : ({ allOf: schemas } as JsonSchema)

/** `__proto__` is a name like any other. */
const fromEntries = (members: readonly (readonly [string, JsonSchema])[]): JsonSchema => Object.fromEntries(members) as JsonSchema
