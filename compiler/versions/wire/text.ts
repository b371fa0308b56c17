/**
 * Parts of a request that travel as text: what is compared is what their text is read as. `?tag=a` is one of a string and of a list of
 * strings, `1` one of a number and of a boolean.
 */
import { accepts, parsePart, type TextSource } from '../../interpret/index.ts'
import type { ArrayType, JsonValue, NamedTypes, ObjectType, Property, Type } from '../../ir/index.ts'
import { alternatives } from './normal-form.ts'
import { samples } from './samples.ts'

export type { TextSource }

export interface TextPart {
  /** The newer types, each with what else it reads from the texts of the older one. */
  readonly after: readonly Property[]
  /** Whether it is of the older part, and its texts are refused as the newer one. */
  isWitness(value: JsonValue): boolean
  /** Whether its texts are refused as the older part, and taken as the newer one. */
  isExample(value: JsonValue): boolean
  witness(): JsonValue | undefined
}

export function textPart(
  from: TextSource,
  before: readonly Property[],
  after: readonly Property[],
  older: NamedTypes,
  newer: NamedTypes,
): TextPart {
  const whole: ObjectType = { kind: 'object', properties: before, index: [], constraints: [] }
  const isRead = (part: readonly Property[], value: JsonValue, types: NamedTypes) =>
    parsePart(part, from, textsOf(value), meaning(types)) !== undefined
  const isWitness = (value: JsonValue) =>
    accepts(whole, value, meaning(older)) && isRead(before, value, older) && !isRead(after, value, newer)
  return {
    after: after.map((property) => {
      const old = before.find(({ name }) => name === property.name)
      return old === undefined ? property : { ...property, type: asRead(old.type, property.type, from, older, newer) }
    }),
    isWitness,
    isExample: (value) => isRead(after, value, newer) && !isRead(before, value, older),
    witness: () => samples(whole, meaning(older)).find(isWitness),
  }
}

/** The app's own predicates say yes here. */
const meaning = (types: NamedTypes) => ({ types, extraKeys: 'strip' as const, check: () => () => true })

/** Whether a JSON value is of a type, members that it does not declare aside. */
export const isOf = (type: Type, value: JsonValue, types: NamedTypes): boolean => accepts(type, value, meaning(types))

const SCALAR: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'literal', 'template', 'undefined'])

/** The newer type, and what else of the older one it reads from the same text. */
function asRead(old: Type, now: Type, from: TextSource, older: NamedTypes, newer: NamedTypes): Type {
  const given = alternatives(old, older)
  const taken = alternatives(now, newer)
  const literals = given.filter((one) => one.kind === 'literal' && reads(now, String(one.value), from, newer))
  const lists = taken.flatMap((one) => (one.kind === 'array' ? [one] : []))
  const items = given.flatMap((one) => (one.kind === 'array' ? [one.element] : []))
  // One item is a list of one.
  const single =
    from === 'query' && items.length === 0
      ? lists.filter(isLoose).map(({ element }) => asRead(old, element, from, older, newer))
      : []
  const others = lists.flatMap((list) =>
    items.map((item): Type => ({ ...list, element: asRead(item, list.element, from, older, newer) })),
  )
  const takesText = taken.some((one) => one.kind === 'string' && one.constraints.length === 0)
  const isScalar = given.every(({ kind }) => SCALAR.has(kind))
  const members = [now, ...single, ...others, ...literals, ...(takesText && isScalar ? [old] : [])]
  return members.length === 1 ? now : { kind: 'union', members }
}

const reads = (type: Type, text: string, from: TextSource, types: NamedTypes): boolean =>
  parsePart([{ name: 'it', type, optional: false }], from, { it: text }, meaning(types)) !== undefined

/** Lists that may be of one item. */
const isLoose = ({ constraints }: ArrayType): boolean =>
  constraints.every((one) => (one.kind === 'minItems' ? one.value <= 1 : one.kind !== 'check' && one.kind !== 'maxItems'))

/** As a client writes them: lists, of a query or a form, as the same name again, and not at all where they are empty. */
export function textsOf(value: JsonValue): Record<string, string | string[]> {
  const entries = Object.entries(value as Record<string, JsonValue>).flatMap(([name, member]): [string, string | string[]][] => {
    if (!Array.isArray(member)) return [[name, textOf(member)]]
    const items = (member as readonly JsonValue[]).map(textOf)
    return items.length === 0 ? [] : [[name, items.length === 1 ? items[0]! : items]]
  })
  return Object.fromEntries(entries)
}

const textOf = (value: JsonValue): string => String(value)
