/**
 * Whether a JSON value written in a type (a default, a literal) is one that the type accepts. Formats are taken on trust: their
 * checks belong to the emitted validators.
 */
import type { BigIntConstraint, JsonValue, NumberConstraint, StringConstraint, Type } from '../../../ir/index.ts'

/** `definition` follows refs. */
export function conforms(type: Type, value: JsonValue, definition: (type: Type) => Type | undefined = (self) => self): boolean {
  const whole = definition(type)
  const inner = (part: Type, item: JsonValue) => conforms(part, item, definition)
  switch (whole?.kind) {
    case 'unknown':
      return true
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'literal':
      return value === whole.value
    case 'string':
      return typeof value === 'string' && whole.constraints.every((constraint) => stringConforms(constraint, value))
    case 'number':
      return typeof value === 'number' && whole.constraints.every((constraint) => numberConforms(constraint, value))
    case 'bigint':
      return (
        isBigInt(value) && whole.constraints.every((constraint) => bigIntConforms(constraint, BigInt(value as string | number)))
      )
    case 'date':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value) &&
        !Number.isNaN(Date.parse(value))
      )
    case 'bytes':
      return typeof value === 'string' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)
    case 'template':
      return typeof value === 'string'
    case 'array':
      return (
        Array.isArray(value) &&
        value.every((item) => inner(whole.element, item)) &&
        countConforms(whole.constraints, value.length)
      )
    case 'set':
      return Array.isArray(value) && value.every((item) => inner(whole.element, item))
    case 'union':
      return whole.members.some((part) => inner(part, value))
    case 'object':
      return isRecord(value) && objectConforms(whole, value, inner)
    default:
      return false
  }
}

const isRecord = (value: JsonValue): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function objectConforms(
  { properties, index }: Type & { kind: 'object' },
  value: { readonly [key: string]: JsonValue },
  inner: (type: Type, value: JsonValue) => boolean,
): boolean {
  const named = properties.every(({ name, type, optional }) =>
    Object.hasOwn(value, name) ? inner(type, value[name]!) : optional,
  )
  const rest = Object.keys(value).filter((key) => !properties.some(({ name }) => name === key))
  return named && rest.every((key) => index.some((signature) => inner(signature.value, value[key]!)))
}

const countConforms = (constraints: readonly { readonly kind: string; readonly value?: number }[], length: number) =>
  constraints.every(({ kind, value = 0 }) =>
    kind === 'minItems' ? length >= value : kind === 'maxItems' ? length <= value : true,
  )

function stringConforms(constraint: StringConstraint, value: string): boolean {
  switch (constraint.kind) {
    case 'minLength':
      return value.length >= constraint.value
    case 'maxLength':
      return value.length <= constraint.value
    case 'pattern':
      return new RegExp(constraint.source, 'u').test(value)
    case 'startsWith':
      return value.startsWith(constraint.value)
    case 'endsWith':
      return value.endsWith(constraint.value)
    case 'includes':
      return value.includes(constraint.value)
    default:
      return true
  }
}

function numberConforms(constraint: NumberConstraint, value: number): boolean {
  switch (constraint.kind) {
    case 'minimum':
      return constraint.exclusive ? value > constraint.value : value >= constraint.value
    case 'maximum':
      return constraint.exclusive ? value < constraint.value : value <= constraint.value
    case 'multipleOf':
      return Number.isInteger(value / constraint.value)
    case 'numeric':
      return numericConforms(constraint.numeric, value)
    default:
      return true
  }
}

function numericConforms(numeric: 'integer' | 'int32' | 'uint32' | 'float', value: number): boolean {
  if (numeric === 'int32') return (value | 0) === value
  if (numeric === 'uint32') return value >>> 0 === value
  return numeric === 'float' ? Math.fround(value) === value : Number.isSafeInteger(value)
}

const isBigInt = (value: JsonValue) =>
  (typeof value === 'string' && /^-?\d+$/.test(value)) || (typeof value === 'number' && Number.isSafeInteger(value))

function bigIntConforms(constraint: BigIntConstraint, value: bigint): boolean {
  if (constraint.kind === 'minimum')
    return constraint.exclusive ? value > BigInt(constraint.value) : value >= BigInt(constraint.value)
  if (constraint.kind === 'maximum')
    return constraint.exclusive ? value < BigInt(constraint.value) : value <= BigInt(constraint.value)
  return true
}
