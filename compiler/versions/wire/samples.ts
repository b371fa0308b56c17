/** A few values of a type, small ones first and those at its edges: where two types differ, it is most likely there. */
import { accepts, type Meaning } from '../../interpret/index.ts'
import type {
  ArrayType,
  Format,
  JsonValue,
  NumberType,
  ObjectType,
  Property,
  StringType,
  TemplateType,
  TupleType,
  Type,
} from '../../ir/index.ts'
import { alternatives, type Wire } from './normal-form.ts'

/** Levels of named and unnamed types that a sample goes down. */
const DEPTH = 12
/** Of each type. */
const MOST = 24

/** Smallest first; empty where none was found. Each is of the type, as the interpreter says. */
export function samples(type: Type, meaning: Meaning): JsonValue[] {
  const found = made(type, meaning, 0)
  const distinct = new Map(found.map((value) => [JSON.stringify(value), value]))
  return [...distinct.values()].filter((value) => accepts(type, value, meaning)).slice(0, MOST)
}

/** As {@link samples}, among them values just past its edges. */
export const candidates = (type: Type, meaning: Meaning): JsonValue[] => made(type, meaning, 0)

/** What was made of named types, and parts of them: each is asked for at many places. */
const kept = new WeakMap<Meaning, Map<Type, JsonValue[][]>>()

function made(type: Type, meaning: Meaning, depth: number): JsonValue[] {
  if (depth > DEPTH) return []
  const types = kept.get(meaning) ?? new Map<Type, JsonValue[][]>()
  kept.set(meaning, types)
  const levels = types.get(type) ?? []
  types.set(type, levels)
  levels[depth] ??= anew(type, meaning, depth)
  return levels[depth]
}

function anew(type: Type, meaning: Meaning, depth: number): JsonValue[] {
  return alternatives(type, meaning.types)
    .map((one) => ofKind(one, meaning, depth))
    .sort((a, b) => size(a[0]) - size(b[0]))
    .flat()
    .slice(0, 2 * MOST)
}

/** A whole can only be of its type where its parts are. */
const fitting = (type: Type, meaning: Meaning, depth: number): JsonValue[] =>
  made(type, meaning, depth).filter((value) => accepts(type, value, meaning))

const size = (value: JsonValue | undefined): number => (value === undefined ? 1e9 : JSON.stringify(value).length)

function ofKind(type: Wire, meaning: Meaning, depth: number): JsonValue[] {
  switch (type.kind) {
    case 'null':
      return [null]
    case 'literal':
      return [type.value]
    case 'number':
      return numbers(type)
    case 'bigint':
      return [
        '0',
        ...type.constraints.flatMap((one) =>
          'value' in one ? [-1n, 0n, 1n].map((step) => String(BigInt(one.value) + step)) : [],
        ),
        '1',
        '-1',
        1,
        '12345678901234567890',
      ]
    case 'string':
      return strings(type)
    case 'template':
      return templates(type, meaning, depth)
    case 'array':
      return arrays(type, meaning, depth)
    case 'tuple':
      return tuples(type, meaning, depth)
    case 'object':
      return objects(type, meaning, depth)
    default:
      return []
  }
}

function numbers({ constraints }: NumberType): JsonValue[] {
  const bounds = constraints.flatMap((one) => ('value' in one ? [one.value] : []))
  const multiples = constraints.flatMap((one) => (one.kind === 'multipleOf' ? [one.value] : []))
  return [
    0,
    1,
    ...bounds.flatMap((bound) => [bound, bound + 1, bound - 1, bound + 0.5, bound - 0.5]),
    ...multiples.flatMap((unit) => [unit, -unit, ...bounds.map((bound) => Math.ceil(bound / unit) * unit)]),
    0.5,
    -1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 32,
    2 ** 53,
    0.1,
    1e300,
  ].filter(Number.isFinite)
}

const EXAMPLES: Readonly<Record<Format, readonly string[]>> = {
  email: ['a@b.co'],
  uuid: ['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  cuid: ['cjld2cjxh0000qzrmn831i7rn'],
  ulid: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  url: ['http://a', 'https://example.org/a?b#c'],
  hostname: ['a', 'example.org'],
  ipv4: ['127.0.0.1', '255.255.255.255'],
  ipv6: ['::1', '2001:db8::ff00:42:8329'],
  date: ['2000-01-01'],
  time: ['00:00:00Z', '23:59:59.123+01:00'],
  'date-time': ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.123+01:00'],
  duration: ['P1D', 'PT1.5S'],
  base64: ['', 'AA==', 'QUJD'],
  hex: ['', '00', 'ff'],
  slug: ['a', 'a-b-1'],
  jwt: ['eyJhbGciOiJIUzI1NiJ9.e30.AA'],
  phone: ['+4912345678'],
  json: ['0', '{}'],
}

const TEXTS = [
  '',
  'a',
  '0',
  ' ',
  'A',
  'ab',
  'abc',
  '1',
  '12',
  '123',
  'a1',
  'A1',
  'a-b',
  'é',
  '\u{1f600}',
  'true',
  'null',
  '-1',
  '0.5',
]

/** Longest text that is made: a bound beyond it is not tried. */
const LONGEST = 5_000

function strings({ constraints }: StringType): JsonValue[] {
  const prefix =
    constraints.flatMap((one) => (one.kind === 'startsWith' ? [one.value] : [])).sort((a, b) => b.length - a.length)[0] ?? ''
  const suffix =
    constraints.flatMap((one) => (one.kind === 'endsWith' ? [one.value] : [])).sort((a, b) => b.length - a.length)[0] ?? ''
  const middle = constraints.flatMap((one) => (one.kind === 'includes' ? [one.value] : [])).join('')
  const lengths = constraints.flatMap((one) =>
    one.kind === 'minLength' || one.kind === 'maxLength' ? [one.value - 1, one.value, one.value + 1] : [],
  )
  const around = (text: string) => prefix + middle + text + suffix
  const formats = constraints.flatMap((one) => (one.kind === 'format' ? EXAMPLES[one.format] : []))
  const padded = lengths
    .filter((length) => length >= 0 && length <= LONGEST)
    .flatMap((length) => ['a', '1', 'A'].map((fill) => around(fill.repeat(Math.max(0, length - around('').length)))))
  // What has a format is none of the others.
  if (formats.length > 0) return [...formats, ...formats.map(around), ...padded]
  return [...TEXTS.map(around), ...padded, ...Object.values(EXAMPLES).flat()]
}

function templates({ texts, types }: TemplateType, meaning: Meaning, depth: number): JsonValue[] {
  const holes = types.map((type) => made(type, meaning, depth + 1).filter((value) => typeof value !== 'object'))
  const rows = Math.max(1, ...holes.map((values) => Math.min(values.length, 6)))
  return Array.from({ length: rows }, (_, row) =>
    texts.map((text, index) => text + String(holes[index]?.[row % Math.max(1, holes[index]!.length)] ?? '')).join(''),
  )
}

function arrays({ element, constraints }: ArrayType, meaning: Meaning, depth: number): JsonValue[] {
  const bounds = constraints.flatMap((one) => ('value' in one ? [one.value - 1, one.value, one.value + 1] : []))
  const items = bounds.some((bound) => bound > 0) || depth < 4 ? made(element, meaning, depth + 1) : []
  if (items.length === 0) return [[]]
  const lengths = [...new Set([0, 1, 2, ...bounds])].filter((length) => length >= 0 && length <= 200)
  return lengths.flatMap((length) => [
    Array.from({ length }, () => items[0]!),
    ...(length > 1 ? [Array.from({ length }, (_, index) => items[index % items.length]!)] : []),
  ])
}

function tuples({ elements }: TupleType, meaning: Meaning, depth: number): JsonValue[] {
  const values = elements.map(({ type }) => made(type, meaning, depth + 1))
  const take = (places: readonly number[], row: number): JsonValue[] | undefined => {
    const items = places.map((place) => values[place]![Math.min(row, values[place]!.length - 1)])
    return items.includes(undefined) ? undefined : (items as JsonValue[])
  }
  const all = elements.map((_, index) => index)
  const required = all.filter((index) => elements[index]!.mode === 'required')
  return [0, 1].flatMap((row) => [take(required, row), take(all, row)]).filter((items) => items !== undefined)
}

function objects(type: ObjectType, meaning: Meaning, depth: number): JsonValue[] {
  const least = build(type.properties.filter(isNeeded), meaning, depth)
  if (least === undefined) return []
  // Further in, what differs is found by going there.
  const more = depth < 1 ? variants(type, least, meaning, depth) : []
  const entries = depth < 4 ? indexed(type, least, meaning, depth) : []
  return [least, ...entries, ...more]
}

const isNeeded = ({ optional, default: value }: Property): boolean => !optional && value === undefined

function build(properties: readonly Property[], meaning: Meaning, depth: number): Record<string, JsonValue> | undefined {
  const object: Record<string, JsonValue> = {}
  for (const { name, type } of properties) {
    const value = fitting(type, meaning, depth + 1)[0]
    if (value !== undefined) set(object, name, value)
    else if (!alternatives(type, meaning.types).some(({ kind }) => kind === 'undefined')) return undefined
  }
  return object
}

/** Each property in turn with another of its values. */
const variants = ({ properties }: ObjectType, least: Record<string, JsonValue>, meaning: Meaning, depth: number): JsonValue[] =>
  properties.flatMap((property) =>
    fitting(property.type, meaning, depth + 1)
      .slice(0, 4)
      .map((value) => set({ ...least }, property.name, value)),
  )

function indexed({ index }: ObjectType, least: Record<string, JsonValue>, meaning: Meaning, depth: number): JsonValue[] {
  return index.flatMap(({ key, value }) => {
    const keys = key.kind === 'number' ? ['0', '1'] : made(key, meaning, depth + 1).map(String)
    const values = made(value, meaning, depth + 1)
    return values.length === 0 ? [] : keys.slice(0, 4).map((name, row) => set({ ...least }, name, values[row % values.length]!))
  })
}

/** `__proto__` is a name like any other. */
export function set(object: Record<string, JsonValue>, name: string, value: JsonValue): Record<string, JsonValue> {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  return object
}
