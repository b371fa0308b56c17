/**
 * A type as TypeScript-like text, for messages and for people:
 *
 *   { kind: 'object', properties: [id, age?] }  ->  { id: string & UUID; age?: number & Min<0> }
 */
import type { Constraint, Format, IndexSignature, JsonValue, NamedType, Property, TupleElement, Type } from './type.ts'
import { unreachable } from './unreachable.ts'

/** Names of `@gati-framework/types` for the formats. */
const FORMATS: Readonly<Record<Format, string>> = {
  email: 'Email',
  uuid: 'UUID',
  cuid: 'CUID',
  ulid: 'ULID',
  url: 'Url',
  hostname: 'Hostname',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  date: 'DateString',
  time: 'TimeString',
  'date-time': 'Timestamp',
  duration: 'Duration',
  base64: 'Base64',
  hex: 'Hex',
  slug: 'Slug',
  jwt: 'JWT',
  phone: 'Phone',
  json: 'Json',
}
const NUMERIC = { integer: 'Integer', int32: 'Int32', uint32: 'UInt32', float: 'Float' } as const
const TRANSFORMS = { trim: 'Trim', lowercase: 'Lowercased', uppercase: 'Uppercased' } as const

export const printType = (type: Type): string =>
  'sensitive' in type && type.sensitive ? `${printUnmarked(type)} & Sensitive` : printUnmarked(type)

function printUnmarked(type: Type): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
      return type.kind
    case 'string':
    case 'number':
      return constrained(type.kind, type.constraints)
    case 'bigint':
      return printOneBigInt(type.constraints) ?? constrained(type.kind, type.constraints)
    case 'date':
      return 'Date'
    case 'bytes':
      return 'Uint8Array'
    case 'url':
      return 'URL'
    case 'literal':
      return printLiteral(type.value)
    case 'template':
      return printTemplate(type.texts, type.types)
    case 'array':
      return constrained(type.typed ?? `${operand(type.element)}[]`, type.constraints)
    case 'tuple':
      return `[${type.elements.map(printElement).join(', ')}]`
    case 'object':
      return constrained(printObject(type.properties, type.index), type.constraints)
    case 'map':
      return `Map<${printType(type.key)}, ${printType(type.value)}>`
    case 'set':
      return `Set<${printType(type.element)}>`
    case 'union':
      return type.members.map((member) => (member.kind === 'union' ? printType(member) : operand(member))).join(' | ')
    case 'to-json':
      return `{ toJSON(): ${printType(type.type)} }`
    case 'ref':
      return type.label ?? type.id
    default:
      return unreachable(type)
  }
}

/** A declaration over several lines: `type User = {`, one member a line. */
export function printNamedType({ id, type }: NamedType): string {
  if (type.kind === 'object' && type.properties.length + type.index.length > 0) {
    const members = [...type.properties.map(printProperty), ...type.index.map(printIndex)].map((member) => `  ${member}`)
    return `type ${id} = ${constrained(['{', ...members, '}'].join('\n'), type.constraints)}`
  }
  return `type ${id} = ${printType(type)}`
}

export function printConstraint(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'minLength':
      return `MinLen<${constraint.value}>`
    case 'maxLength':
      return `MaxLen<${constraint.value}>`
    case 'pattern':
      return `Pattern<${printLiteral(constraint.source)}>`
    case 'format':
      return FORMATS[constraint.format]
    case 'startsWith':
      return `StartsWith<${printLiteral(constraint.value)}>`
    case 'endsWith':
      return `EndsWith<${printLiteral(constraint.value)}>`
    case 'includes':
      return `Includes<${printLiteral(constraint.value)}>`
    case 'transform':
      return TRANSFORMS[constraint.transform]
    case 'minimum':
      return `${constraint.exclusive ? 'GreaterThan' : 'Min'}<${printBound(constraint.value)}>`
    case 'maximum':
      return `${constraint.exclusive ? 'LessThan' : 'Max'}<${printBound(constraint.value)}>`
    case 'multipleOf':
      return `MultipleOf<${constraint.value}>`
    case 'numeric':
      return NUMERIC[constraint.numeric]
    case 'minItems':
      return `MinItems<${constraint.value}>`
    case 'maxItems':
      return `MaxItems<${constraint.value}>`
    case 'uniqueItems':
      return 'UniqueItems'
    case 'minProperties':
      return `MinProperties<${constraint.value}>`
    case 'maxProperties':
      return `MaxProperties<${constraint.value}>`
    case 'sensitive':
      return 'Sensitive'
    case 'check':
      return `Check<typeof ${constraint.exportName}>`
    case 'brand':
      return `Brand<${printLiteral(constraint.name)}>`
    default:
      return unreachable(constraint)
  }
}

/** Bounds of bigints are kept as text. */
const printBound = (value: number | string) => (typeof value === 'string' ? `${value}n` : String(value))

const constrained = (base: string, constraints: readonly Constraint[]) => [base, ...constraints.map(printConstraint)].join(' & ')

/** The range from a value to itself is how one bigint is told. */
function printOneBigInt([first, second, ...others]: readonly Constraint[]): string | undefined {
  const isOne = first?.kind === 'minimum' && second?.kind === 'maximum' && others.length === 0 && first.value === second.value
  return isOne && !first.exclusive && !second.exclusive ? printBound(first.value) : undefined
}

/** Beside `[]` or `|`: whatever has an operator is put in parentheses. */
function operand(type: Type): string {
  const text = printType(type)
  const compound =
    type.kind === 'union' || ('constraints' in type && type.constraints.length > 0) || ('sensitive' in type && type.sensitive)
  return compound ? `(${text})` : text
}

export function printLiteral(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function printTemplate(texts: readonly string[], types: readonly Type[]): string {
  const escaped = (text: string) =>
    JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return `\`${texts.map((text, index) => escaped(text) + (index < types.length ? `\${${printType(types[index]!)}}` : '')).join('')}\``
}

function printElement({ type, mode, name }: TupleElement): string {
  const rest = mode === 'rest' ? '...' : ''
  const text = mode === 'rest' ? `${operand(type)}[]` : printType(type)
  if (name !== undefined) return `${rest}${name}${mode === 'optional' ? '?' : ''}: ${text}`
  return mode === 'optional' ? `${operand(type)}?` : `${rest}${text}`
}

function printObject(properties: readonly Property[], index: readonly IndexSignature[]): string {
  const members = [...properties.map(printProperty), ...index.map(printIndex)]
  return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

export function printProperty({ name, type, optional, default: value }: Property): string {
  const key = IDENTIFIER.test(name) ? name : printLiteral(name)
  const text =
    value === undefined
      ? printType(type)
      : `${type.kind === 'union' ? `(${printType(type)})` : printType(type)} & Default<${printJson(value)}>`
  return `${key}${optional ? '?' : ''}: ${text}`
}

const printIndex = ({ key, value }: IndexSignature) => `[key: ${printType(key)}]: ${printType(value)}`

const printJson = (value: JsonValue): string => (typeof value === 'string' ? printLiteral(value) : JSON.stringify(value))
