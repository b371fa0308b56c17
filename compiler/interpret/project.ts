import { type ObjectType, type Type, type UnionType, unreachable } from '../ir/index.ts'
import { accepts, placesOf } from './accepts.ts'
import { definition, flat, isKeyOf, type Meaning, narrowestFirst, own } from './meaning.ts'

/** The JSON value of a program's value: what its type declares, and nothing else. */
export function project(type: Type, value: unknown, meaning: Meaning): unknown {
  const inside = (part: Type, item: unknown) => project(part, item, meaning)
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
    case 'literal':
    case 'template':
      return value
    case 'bigint':
      return String(value)
    case 'date':
      return (value as Date).toISOString()
    case 'bytes':
      return btoa(String.fromCharCode(...(value as Uint8Array)))
    case 'url':
      return (value as URL).href
    case 'to-json':
      return inside(type.type, (value as { toJSON(): unknown }).toJSON())
    case 'array':
      return Array.from(value as unknown[]).map((item) => inside(type.element, item))
    case 'tuple': {
      const places = placesOf((value as unknown[]).length, type)!
      return (value as unknown[]).map((item, index) => inside(places[index]!.type, item))
    }
    case 'map':
      return [...(value as Map<unknown, unknown>)].map(([key, entry]) => [inside(type.key, key), inside(type.value, entry)])
    case 'set':
      return [...(value as Set<unknown>)].map((item) => inside(type.element, item))
    case 'object':
      return projectObject(type, value as Record<string, unknown>, meaning)
    case 'union':
      return inside(memberOf(type, value, meaning), value)
    case 'ref':
      return inside(definition(type, meaning), value)
    default:
      return unreachable(type)
  }
}

function projectObject(type: ObjectType, value: Record<string, unknown>, meaning: Meaning): Record<string, unknown> {
  const members = new Map<string, unknown>()
  for (const { name, type: part } of type.properties) {
    const given = own(value, name)
    if (given !== undefined) members.set(name, project(part, given, meaning))
  }
  for (const key of Object.keys(value)) {
    if (type.properties.some(({ name }) => name === key)) continue
    const signatures = type.index.filter((signature) => isKeyOf(key, signature.key, (part, item) => accepts(part, item, meaning)))
    const narrowest = ['template', 'number', 'string'].flatMap((kind) =>
      signatures.filter((signature) => signature.key.kind === kind),
    )[0]
    if (narrowest !== undefined) members.set(key, project(narrowest.value, value[key], meaning))
  }
  return Object.fromEntries(members)
}

function memberOf(type: UnionType, value: unknown, meaning: Meaning): Type {
  const member = narrowestFirst(flat(type), meaning).find((one) => hasShape(one, value, meaning))
  if (member === undefined) throw new TypeError('a value of no member')
  return member
}

/** Whether a program's value has the shape of a type, whatever its constraints. */
function hasShape(type: Type, value: unknown, meaning: Meaning): boolean {
  const inside = (part: Type, item: unknown) => hasShape(part, item, meaning)
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
    case 'string':
    case 'number':
    case 'bigint':
      return typeof value === type.kind
    case 'template':
      return accepts(type, value, meaning)
    case 'literal':
      return value === type.value
    case 'date':
      return value instanceof Date
    case 'bytes':
      return value instanceof Uint8Array
    case 'map':
      return value instanceof Map && [...value].every(([key, entry]) => inside(type.key, key) && inside(type.value, entry))
    case 'set':
      return value instanceof Set && [...value].every((item) => inside(type.element, item))
    case 'url':
      return value instanceof URL
    case 'to-json':
      return typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON === 'function'
    case 'array':
      if (type.typed !== undefined) return value instanceof globalThis[type.typed]
      return Array.isArray(value) && value.every((item) => inside(type.element, item))
    case 'tuple': {
      const places = Array.isArray(value) ? placesOf(value.length, type) : undefined
      return places?.every((place, index) => inside(place.type, (value as unknown[])[index])) ?? false
    }
    case 'object':
      return hasMembers(type, value, meaning)
    case 'union':
      return type.members.some((member) => inside(member, value))
    case 'ref':
      return inside(definition(type, meaning), value)
    default:
      return unreachable(type)
  }
}

/** A member by a name that every object has is there only if it is its own. */
const isThere = (value: object, name: string): boolean => (name in Object.prototype ? Object.hasOwn(value, name) : name in value)

function hasMembers(type: ObjectType, value: unknown, meaning: Meaning): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const property of type.properties) {
    const given = own(value, property.name)
    if (given === undefined && (property.optional || property.default !== undefined)) continue
    if (property.type.kind === 'unknown' && !isThere(value, property.name)) return false
    if (!hasShape(property.type, given, meaning)) return false
  }
  return Object.entries(value).every(([key, entry]) => {
    if (type.properties.some(({ name }) => name === key)) return true
    const signatures = type.index.filter((signature) => isKeyOf(key, signature.key, (part, item) => accepts(part, item, meaning)))
    return signatures.every((signature) => hasShape(signature.value, entry, meaning))
  })
}
