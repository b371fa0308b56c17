import { type ArrayType, type ObjectType, type TupleType, type Type, unreachable } from '../ir/index.ts'
import { acceptsBigInt, acceptsNumber, acceptsString } from './constraints.ts'
import { formats } from './formats.ts'
import {
  deeper,
  definition,
  isAbsent,
  isKeyOf,
  isRecord,
  type Meaning,
  maxDepth,
  own,
  remembering,
  withoutTransforms,
} from './meaning.ts'
import { read } from './read.ts'
import { acceptsTemplate } from './template.ts'

/** Whether a JSON value is of the type. */
export const accepts = (type: Type, value: unknown, meaning: Meaning): boolean =>
  test(definition(type, meaning), value, 0, remembering(meaning))

/** Predicates and unions lead to the same parts again and again: what is known of them is not found out anew at every level. */
function test(type: Type, value: unknown, depth: number, meaning: Meaning): boolean {
  if (typeof value !== 'object' || value === null) return holds(type, value, depth, meaning)
  const known = meaning.known!.get(type) ?? new Map<object, boolean>()
  meaning.known!.set(type, known)
  const found = known.get(value) ?? holds(type, value, depth, meaning)
  known.set(value, found)
  return found
}

const holds = (type: Type, value: unknown, depth: number, meaning: Meaning): boolean =>
  fits(type, value, depth, meaning) && passesChecks(type, value, meaning)

/** The app's own predicates see what the program sees. */
export function passesChecks(type: Type, value: unknown, meaning: Meaning): boolean {
  const checks = 'constraints' in type ? type.constraints.filter((constraint) => constraint.kind === 'check') : []
  return checks.every((check) => {
    if (meaning.check === undefined) throw new Error(`no predicate for ${check.file}#${check.exportName}`)
    return meaning.check(check)(read(type, value, meaning))
  })
}

function fits(type: Type, value: unknown, depth: number, meaning: Meaning): boolean {
  const inside = (part: Type, item: unknown) => test(part, item, depth, meaning)
  switch (type.kind) {
    case 'unknown':
      return true
    case 'never':
      return false
    case 'undefined':
      return value === undefined
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
      return acceptsString(value, type)
    case 'number':
      return acceptsNumber(value, type)
    case 'bigint':
      return acceptsBigInt(value, type)
    case 'date':
      return typeof value === 'string' && formats['date-time'](value)
    case 'bytes':
      return typeof value === 'string' && formats.base64(value)
    case 'url':
      return typeof value === 'string' && formats.url(value)
    case 'to-json':
      return inside(type.type, value)
    case 'literal':
      return value === type.value
    case 'template':
      return acceptsTemplate(value, type, meaning)
    case 'array':
      return Array.isArray(value) && acceptsSize(value, type) && value.every((item) => inside(type.element, item))
    case 'tuple':
      return Array.isArray(value) && acceptsTuple(value, type, inside)
    case 'object':
      return isRecord(value) && acceptsObject(value, type, meaning, inside)
    case 'map':
      return (
        Array.isArray(value) &&
        value.every(
          (pair) => Array.isArray(pair) && pair.length === 2 && inside(type.key, pair[0]) && inside(type.value, pair[1]),
        )
      )
    case 'set':
      return Array.isArray(value) && isDistinct(value) && value.every((item) => inside(type.element, item))
    case 'union':
      return type.members.some((member) => inside(member, value))
    case 'ref': {
      const next = deeper(type, depth, meaning)
      return next <= maxDepth && test(definition(type, meaning), value, next, meaning)
    }
    default:
      return unreachable(type)
  }
}

export const acceptsSize = (items: readonly unknown[], { constraints }: ArrayType): boolean =>
  constraints.every((constraint) => {
    if (constraint.kind === 'minItems') return items.length >= constraint.value
    if (constraint.kind === 'maxItems') return items.length <= constraint.value
    return constraint.kind !== 'uniqueItems' || isDistinct(items)
  })

export const isDistinct = (items: readonly unknown[]): boolean =>
  items.every((item, index) => items.slice(0, index).every((other) => !isEqual(item, other)))

export function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [keys, others] = [Object.keys(a), Object.keys(b)]
  return keys.length === others.length && keys.every((key) => Object.hasOwn(b, key) && isEqual(own(a, key), own(b, key)))
}

/** The element that each item of a tuple belongs to; undefined where there are too many or too few. */
export function placesOf(length: number, { elements }: TupleType): TupleType['elements'] | undefined {
  const rest = elements.findIndex(({ mode }) => mode === 'rest')
  if (rest < 0) {
    const least = elements.filter(({ mode }) => mode === 'required').length
    return length < least || length > elements.length ? undefined : elements.slice(0, length)
  }
  const [before, behind] = [elements.slice(0, rest), elements.slice(rest + 1)]
  const least = elements.filter(({ mode }) => mode === 'required').length
  if (length < least) return undefined
  const leading = before.slice(0, Math.max(0, length - behind.length))
  const repeated = Array.from({ length: length - leading.length - behind.length }, () => elements[rest]!)
  return [...leading, ...repeated, ...behind]
}

function acceptsTuple(items: readonly unknown[], type: TupleType, inside: (type: Type, item: unknown) => boolean): boolean {
  const places = placesOf(items.length, type)
  return places?.every((place, index) => inside(place.type, items[index])) ?? false
}

function acceptsObject(
  value: Record<string, unknown>,
  type: ObjectType,
  meaning: Meaning,
  inside: (type: Type, item: unknown) => boolean,
): boolean {
  if (!acceptsKeyCount(value, type)) return false
  for (const property of type.properties) {
    const absent = isAbsent(value, property)
    if (absent && (property.optional || property.default !== undefined)) continue
    if (
      absent
        ? !inside(property.type, undefined) || property.type.kind === 'unknown'
        : !inside(property.type, own(value, property.name))
    )
      return false
  }
  for (const key of undeclared(value, type)) {
    const signatures = type.index.filter((signature) => isKeyOf(key, signature.key, inside))
    if (signatures.length === 0 && meaning.extraKeys === 'strict') return false
    const isRight = signatures.every(
      (signature) =>
        (signature.key.kind !== 'string' || inside(withoutTransforms(signature.key), key)) && inside(signature.value, value[key]),
    )
    if (!isRight) return false
  }
  return true
}

export const acceptsKeyCount = (value: object, { constraints }: ObjectType): boolean =>
  constraints.every((constraint) => {
    if (constraint.kind === 'minProperties') return Object.keys(value).length >= constraint.value
    return constraint.kind !== 'maxProperties' || Object.keys(value).length <= constraint.value
  })

export const undeclared = (value: object, { properties }: ObjectType): string[] =>
  Object.keys(value).filter((key) => !properties.some(({ name }) => name === key))
