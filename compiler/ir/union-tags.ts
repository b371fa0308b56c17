/**
 * Which member of a union was meant by a value that is of none? What can be known of the members beforehand: which of them are lists, which
 * keys they declare, and where a literal tells them apart.
 */

import { printLiteral } from './print.ts'
import { isMarkedSensitive } from './sensitive.ts'
import type { LiteralType, RefType, Type } from './type.ts'

export type Resolve = (type: Type) => Exclude<Type, RefType>

/** Steps from a value to a part of it: `['meta', 'kind']`, `[0]`. */
export type Path = readonly (string | number)[]

/** The literals that may stand at a place of a type's values; undefined where other values may, or none. */
export function tagsAt(type: Type, path: Path, resolve: Resolve): readonly LiteralType[] | undefined {
  const whole = resolve(type)
  if (whole.kind === 'union') {
    const nested = whole.members.map((member) => tagsAt(member, path, resolve))
    return nested.some((tags) => tags === undefined) ? undefined : nested.flatMap((tags) => tags!)
  }
  const [step, ...rest] = path
  if (step !== undefined) {
    const part = alwaysThere(whole, step)
    return part && tagsAt(part, rest, resolve)
  }
  // A secret is not said, nor what else it might be.
  if (isMarkedSensitive(whole)) return undefined
  if (whole.kind === 'literal') return [whole]
  return whole.kind === 'boolean' ? [true, false].map((value) => ({ kind: 'literal', value })) : undefined
}

/** What is always there: a required member, or an item before all that may be left out. */
function alwaysThere(type: Type, step: string | number): Type | undefined {
  if (type.kind === 'object') {
    const property = type.properties.find(({ name }) => name === step)
    return property && !property.optional && property.default === undefined ? property.type : undefined
  }
  if (type.kind !== 'tuple' || typeof step !== 'number') return undefined
  return type.elements.slice(0, step + 1).every(({ mode }) => mode === 'required') ? type.elements[step]?.type : undefined
}

/** The place nearest to the outside at which each member has literals of its own; at most two steps inside. */
export function tagPathOf(members: readonly Type[], resolve: Resolve): Path | undefined {
  const first = stepsOf(members[0]!, resolve).map((step): Path => [step])
  const second = first.flatMap(([step]) => {
    const parts = members.map((member) => partAt(member, step!, resolve))
    return parts.every((part) => part !== undefined) ? stepsOf(parts[0]!, resolve).map((inner): Path => [step!, inner]) : []
  })
  return [...first, ...second].find((path) => {
    const tags = members.map((member) => tagsAt(member, path, resolve))
    const values = tags.flatMap((own) => own?.map(({ value }) => value) ?? [])
    return tags.every((own) => own !== undefined && own.length > 0) && new Set(values).size === values.length
  })
}

/** Names that every object has are no steps: they are found where nothing was sent. */
function stepsOf(type: Type, resolve: Resolve): (string | number)[] {
  const whole = resolve(type)
  if (whole.kind === 'object') return whole.properties.map(({ name }) => name).filter((name) => !(name in Object.prototype))
  if (whole.kind === 'tuple') return whole.elements.map((_, index) => index)
  return whole.kind === 'union' && whole.members.length > 0 ? stepsOf(whole.members[0]!, resolve) : []
}

/** The type of a part that is always there; of a union, of all that it may be. */
export function partAt(type: Type, step: string | number, resolve: Resolve): Type | undefined {
  const whole = resolve(type)
  if (whole.kind !== 'union') return alwaysThere(whole, step)
  const parts = whole.members.map((member) => partAt(member, step, resolve))
  return parts.every((part) => part !== undefined) ? { kind: 'union', members: parts } : undefined
}

/** Whether values of a type are lists or objects as JSON; both where it is a union of both. */
export function jsonForms(type: Type, resolve: Resolve): ReadonlySet<'list' | 'object'> {
  const whole = resolve(type)
  if (whole.kind === 'union') return new Set(whole.members.flatMap((member) => [...jsonForms(member, resolve)]))
  if (whole.kind === 'object') return new Set(['object'])
  return new Set(['array', 'tuple', 'set', 'map'].includes(whole.kind) ? ['list'] : [])
}

/** The names of all keys that an object of the type may have by name. */
export function declaredKeys(type: Type, resolve: Resolve): readonly string[] {
  const whole = resolve(type)
  if (whole.kind === 'union') return [...new Set(whole.members.flatMap((member) => declaredKeys(member, resolve)))]
  return whole.kind === 'object' ? whole.properties.map(({ name }) => name) : []
}

/** `'a' | 'b'`; `boolean` for both of its literals. */
export function printTags(tags: readonly LiteralType[]): string {
  const texts = [...new Set(tags.map(({ value }) => printLiteral(value)))]
  const booleans = texts.filter((text) => text === 'true' || text === 'false')
  if (booleans.length < 2) return texts.join(' | ')
  return texts.flatMap((text) => (text === booleans[0] ? 'boolean' : text === booleans[1] ? [] : text)).join(' | ')
}
