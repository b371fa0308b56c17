/**
 * A type as the JSON that it stands for, for values that are looked at on the wire:
 *
 *   Date -> string with the format date-time     bigint -> decimal string     Map<K, V> -> array of [K, V]
 *
 * Refs stay: what they stand for is rewritten by whoever knows the named types.
 */
import type { ArrayType, StringType, Type } from './type.ts'
import { unreachable } from './unreachable.ts'

export function jsonType(type: Type): Type {
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
    case 'ref':
      return type
    case 'bigint':
      return DECIMAL
    case 'date':
      return format('date-time')
    case 'url':
      return format('url')
    case 'bytes':
      return format('base64')
    case 'array':
      return { kind: 'array', element: jsonType(type.element), constraints: type.constraints }
    case 'set':
      return { kind: 'array', element: jsonType(type.element), constraints: [{ kind: 'uniqueItems' }] }
    case 'map':
      return pairs(jsonType(type.key), jsonType(type.value))
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => ({ ...element, type: jsonType(element.type) })) }
    case 'object':
      return {
        ...type,
        properties: type.properties.map((property) => ({ ...property, type: jsonType(property.type) })),
        index: type.index.map(({ key, value }) => ({ key, value: jsonType(value) })),
      }
    case 'union':
      return { ...type, members: type.members.map(jsonType) }
    case 'to-json':
      return jsonType(type.type)
    default:
      return unreachable(type)
  }
}

const DECIMAL: StringType = { kind: 'string', constraints: [{ kind: 'pattern', source: '^-?\\d+$' }] }

const format = (name: 'date-time' | 'url' | 'base64'): StringType => ({
  kind: 'string',
  constraints: [{ kind: 'format', format: name }],
})

const pairs = (key: Type, value: Type): ArrayType => ({
  kind: 'array',
  element: { kind: 'tuple', elements: [key, value].map((type) => ({ type, mode: 'required' })) },
  constraints: [],
})
