import { type ObjectType, type Type, type TypedArray, unreachable } from '../ir/index.ts'
import { accepts, placesOf, undeclared } from './accepts.ts'
import { normalise } from './constraints.ts'
import { definition, flat, isAbsent, isKeyOf, type Meaning, narrowestFirst, own } from './meaning.ts'

/** The program's value of a JSON value that is of the type. */
export function read(type: Type, value: unknown, meaning: Meaning): unknown {
  const inside = (part: Type, item: unknown) => read(part, item, meaning)
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'number':
    case 'literal':
    case 'template':
      return value
    case 'string':
      return normalise(value as string, type)
    case 'bigint':
      return BigInt(value as string)
    case 'date':
      return readDate(value as string)
    case 'bytes':
      return Uint8Array.from(atob(value as string), (character) => character.charCodeAt(0))
    case 'url':
      return new URL(value as string)
    case 'to-json':
      throw new Error('an object with toJSON() cannot be made of JSON')
    case 'array': {
      const items = (value as unknown[]).map((item) => inside(type.element, item))
      return type.typed === undefined ? items : typedArray(type.typed, items)
    }
    case 'tuple': {
      const places = placesOf((value as unknown[]).length, type)!
      return (value as unknown[]).map((item, index) => inside(places[index]!.type, item))
    }
    case 'map':
      return new Map((value as [unknown, unknown][]).map(([key, entry]) => [inside(type.key, key), inside(type.value, entry)]))
    case 'set':
      return new Set((value as unknown[]).map((item) => inside(type.element, item)))
    case 'object':
      return readObject(type, value as Record<string, unknown>, meaning)
    case 'union': {
      const member = narrowestFirst(flat(type), meaning).find((one) => accepts(one, value, meaning))
      return member === undefined ? value : inside(member, value)
    }
    case 'ref':
      return inside(definition(type, meaning), value)
    default:
      return unreachable(type)
  }
}

/** Items have been made numbers or bigints, as the constructor takes them. */
const typedArray = (name: TypedArray, items: readonly unknown[]): unknown =>
  (globalThis[name] as unknown as { from(items: readonly unknown[]): unknown }).from(items)

function readDate(text: string): Date {
  const upper = text.toUpperCase()
  if (upper.slice(17, 19) !== '60') return new Date(upper)
  const minute = new Date(`${upper.slice(0, 17)}00${upper.slice(19).replace(/\.\d+/, '')}`)
  return new Date(minute.getTime() + 60_000)
}

function readObject(type: ObjectType, value: Record<string, unknown>, meaning: Meaning): Record<string, unknown> {
  const members = new Map<string, unknown>()
  for (const property of type.properties) {
    const given = isAbsent(value, property) ? property.default : own(value, property.name)
    if (given !== undefined) members.set(property.name, read(property.type, given, meaning))
  }
  for (const key of undeclared(value, type)) {
    const signatures = type.index.filter((signature) => isKeyOf(key, signature.key, (part, item) => accepts(part, item, meaning)))
    const narrowest = ['template', 'number', 'string'].flatMap((kind) =>
      signatures.filter((signature) => signature.key.kind === kind),
    )[0]
    if (narrowest !== undefined) members.set(key, read(narrowest.value, value[key], meaning))
    else if (meaning.extraKeys === 'allow') members.set(key, value[key])
  }
  return Object.fromEntries(members)
}
