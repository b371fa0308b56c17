/**
 * Types as the JSON that they stand for: what only differs in the program is the same here.
 *
 *   Date -> string with the format date-time     Map<K, V> -> array of [K, V]     Set<T> -> array of T, all different
 */
import { type ArrayType, type NamedTypes, resolve, type StringType, type Type } from '../../ir/index.ts'

export type Wire = Exclude<Type, { readonly kind: 'ref' | 'date' | 'url' | 'bytes' | 'map' | 'set' | 'to-json' }>

const text = (format: 'date-time' | 'url' | 'base64'): StringType => ({
  kind: 'string',
  constraints: [{ kind: 'format', format }],
})
const TEXTS = { date: text('date-time'), url: text('url'), bytes: text('base64') } as const

/** Refs are followed, once. */
export function normal(type: Type, types: NamedTypes): Wire {
  const whole = resolve(type, types)
  switch (whole.kind) {
    case 'date':
    case 'url':
    case 'bytes':
      return TEXTS[whole.kind]
    case 'map':
      return { kind: 'array', element: pair(whole.key, whole.value), constraints: [] }
    case 'set':
      return { kind: 'array', element: whole.element, constraints: [{ kind: 'uniqueItems' }] }
    case 'to-json':
      return normal(whole.type, types)
    default:
      return whole
  }
}

const pair = (key: Type, value: Type): Type => ({
  kind: 'tuple',
  elements: [key, value].map((type) => ({ type, mode: 'required' })),
})

/** All that a type may be: unions inside unions are opened, `unknown` and `boolean` are what they consist of. */
export function alternatives(type: Type, types: NamedTypes): Wire[] {
  const whole = normal(type, types)
  if (whole.kind === 'union') return whole.members.flatMap((member) => alternatives(member, types))
  if (whole.kind === 'boolean') return [literal(false), literal(true)]
  if (whole.kind === 'never') return []
  return whole.kind === 'unknown' ? ANYTHING : [whole]
}

const literal = (value: boolean): Wire => ({ kind: 'literal', value })
const unknown: Type = { kind: 'unknown' }
const everyString: StringType = { kind: 'string', constraints: [] }
const ANYTHING: Wire[] = [
  { kind: 'null' },
  literal(false),
  literal(true),
  { kind: 'number', constraints: [] },
  everyString,
  { kind: 'array', element: unknown, constraints: [] } satisfies ArrayType,
  { kind: 'object', properties: [], index: [{ key: everyString, value: unknown }], constraints: [] },
]
