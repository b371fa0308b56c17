/**
 * What a JSON value may be for TypeScript, as types: the value is of a type if one of its readings is assignable to it.
 *
 *   { "a": "2026-11-23T19:56:00Z" }  ->  { "a": "2026-11-23T19:56:00Z" }, { "a": Date }, { "a": Date; b?: never }, ...
 *
 * Types of this form are not fresh, so that members beside the declared ones pass. What is absent may be read as `b?: never`, which a type
 * of optional members has in common with it, and as `b: undefined`, which a required member that may be undefined wants to see.
 */
import { isObject } from './random-values.ts'

export interface ReadingOptions {
  /** Members that the type may declare. */
  readonly names: readonly string[]
  /** Kinds in the type that JSON has another form for. */
  readonly kinds: ReadonlySet<string>
  /**
   * `any` where it is known that the type takes the value. With exactOptionalPropertyTypes, TypeScript takes an object with `kind?: never` for a
   * union that `kind` tells the members apart of, whatever they are: where it refuses, or is to be trusted, absent members are just absent.
   */
  readonly absent: 'any' | 'never' | 'plain'
  /** Of readings. */
  readonly most: number
}

/** Enum members are not assignable from the text that they are. */
const ENUM_MEMBERS: Readonly<Record<string, string>> = {
  red: 'M.Colour.Red',
  green: 'M.Colour.Green',
  yes: 'M.Mixed.Yes',
  y: 'M.Fast.Yes',
  n: 'M.Fast.No',
}

/** A value that only what takes everything takes. */
export const ALIEN = Symbol('alien')

export function readingsOf(value: unknown, options: ReadingOptions): readonly string[] {
  const { kinds } = options
  if (value === ALIEN) return ['{ [M.alien]: true }']
  if (Array.isArray(value)) return arrayReadings(value, options)
  if (isObject(value)) return objectReadings(value, options)
  const literal = JSON.stringify(value)
  if (typeof value === 'number') return kinds.has('bigint') && Number.isSafeInteger(value) ? [literal, `${value}n`] : [literal]
  if (typeof value !== 'string') return [literal]
  return [
    literal,
    ...(Object.hasOwn(ENUM_MEMBERS, value) ? [ENUM_MEMBERS[value]!] : []),
    ...(kinds.has('bigint') && /^-?(0|[1-9]\d*)$/.test(value) ? [`${BigInt(value)}n`] : []),
    ...(kinds.has('date') && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? ['Date'] : []),
    ...(kinds.has('bytes') && Buffer.from(value, 'base64').toString('base64') === value ? ['Uint8Array'] : []),
  ]
}

function arrayReadings(items: readonly unknown[], options: ReadingOptions): readonly string[] {
  const { kinds, most } = options
  const each = items.map((item) => readingsOf(item, options))
  const lists = products(each, most)
  const tuples = lists.map((list) => `[${list.join(', ')}]`)
  const isDistinct = new Set(items.map((item) => JSON.stringify(item))).size === items.length
  const sets = kinds.has('set') && isDistinct ? lists.map((list) => `Set<${list.join(' | ') || 'never'}>`) : []
  const maps = kinds.has('map') ? mapReadings(items, options) : []
  return tuples
    .flatMap((tuple, index) => [tuple, ...sets.slice(index, index + 1), ...maps.slice(index, index + 1)])
    .slice(0, most)
}

function mapReadings(items: readonly unknown[], options: ReadingOptions): readonly string[] {
  if (!items.every((item): item is [unknown, unknown] => Array.isArray(item) && item.length === 2)) return []
  const flat = items.flatMap((pair) => pair.map((item) => readingsOf(item, options)))
  const every = (list: readonly string[], parity: number) =>
    list.filter((_, index) => index % 2 === parity).join(' | ') || 'never'
  return products(flat, options.most).map((list) => `Map<${every(list, 0)}, ${every(list, 1)}>`)
}

function objectReadings(object: Record<string, unknown>, options: ReadingOptions): readonly string[] {
  const { names, most } = options
  const keys = Object.keys(object)
  const absent = names.filter((name) => !Object.hasOwn(object, name))
  const as = (names: readonly string[], text: string) => names.map((name) => `${JSON.stringify(name)}${text}`)
  const onlyDefined = (one: string) => absent.map((name) => `${JSON.stringify(name)}${name === one ? ': undefined' : '?: never'}`)
  const defined = absent.filter((name) => name.startsWith('u'))
  const tails = [
    [],
    as(defined, ': undefined'),
    ...(options.absent === 'plain' ? [] : [[...as(absent, '?: never'), '[M.mark]: any']]),
    ...(options.absent === 'any' ? [as(absent, ': undefined'), ...absent.map((name) => onlyDefined(name))] : []),
  ].map((tail) => tail.join('; '))
  const each = keys.map((key) => readingsOf(object[key], options).map((text) => `${JSON.stringify(key)}: ${text}`))
  return products([...each, [...new Set(tails)]], most).map((list) => `{ ${list.filter(Boolean).join('; ')} }`)
}

/** One of each, in every combination, up to `most`. */
function products(each: readonly (readonly string[])[], most: number): readonly (readonly string[])[] {
  let lists: readonly (readonly string[])[] = [[]]
  for (const options of each) {
    const next: (readonly string[])[] = []
    for (const list of lists) for (const option of options) if (next.length < most) next.push([...list, option])
    lists = next
  }
  return lists
}
