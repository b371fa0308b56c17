/**
 * One value of a type as a person would write it down, for documentation: what must be there and no more, named for what it is.
 *
 *   { title: string & MinLen<3>; at: Date; tags?: string[] }   ->   { title: 'title', at: new Date('2026-01-31T12:00:00Z') }
 *
 * An `@example` in a comment, or `Example<>`, goes before what is made up. Predicates of the app's own and patterns that look around may ask for
 * more than is known here.
 */
import {
  type ArrayType,
  type BigIntType,
  type Format,
  type JsonValue,
  type NamedTypes,
  type NumberType,
  type ObjectType,
  type Pattern,
  type Property,
  parsePattern,
  type RefType,
  reachable,
  type StringConstraint,
  type StringType,
  type Type,
  type TypeId,
  unreachable,
} from '../../compiler/ir/index.ts'
import { key, literal, quote } from '../code/index.ts'
import { heightsOf } from './height.ts'
import { charactersOf } from './pattern.ts'

/** An expression, or brackets with members of their own that a printer may put on lines of their own. */
export type ExampleCode = string | { readonly open: string; readonly members: readonly ExampleMember[]; readonly close: string }
export interface ExampleMember {
  /** `title: `; empty in lists. */
  readonly label: string
  readonly code: ExampleCode
}

/** Where a value stands. */
interface Place {
  readonly types: NamedTypes
  /** Names the value: a text that may be anything is that name. */
  readonly hint: string
  /** 0, 1, ... where several must differ. */
  readonly variant: number
  /** Named types around it: lists of them end here. */
  readonly within: ReadonlySet<TypeId>
}

export const exampleOf = (type: Type, types: NamedTypes, hint: string): ExampleCode =>
  valueAt(type, { types, hint, variant: 0, within: new Set() })

/** Of a member of an object, or a parameter. */
export const exampleOfProperty = (property: Property, types: NamedTypes): ExampleCode =>
  memberAt(property, { types, hint: property.name, variant: 0, within: new Set() })

function valueAt(type: Type, place: Place): ExampleCode {
  const { types, hint, variant } = place
  const inside = (part: Type, name = hint) => valueAt(part, { ...place, hint: name })
  switch (type.kind) {
    case 'unknown':
      return quote(hint)
    case 'never':
      return NOTHING
    case 'undefined':
    case 'null':
      return type.kind
    case 'boolean':
      return String(variant % 2 === 0)
    case 'string':
    case 'literal':
    case 'number':
    case 'template':
      return literal(plainValue(type, types, hint, variant))
    case 'bigint':
      return `${bigintExample(type) + BigInt(variant)}n`
    case 'date':
      return `new Date('2026-01-${31 - (variant % 30)}T12:00:00Z')`
    case 'bytes':
      return `new Uint8Array([1, 2, ${3 + variant}])`
    case 'url':
      return `new URL('https://example.org/${variant === 0 ? '' : variant}')`
    case 'array':
      return list(type, place)
    case 'tuple':
      return brackets(
        '[',
        type.elements.flatMap(({ type: element, mode, name }) => (mode === 'required' ? [inside(element, name)] : [])),
        ']',
      )
    case 'object':
      return object(type, place)
    case 'map':
      return brackets(
        'new Map([',
        goesOn(type.value, place) ? [brackets('[', [inside(type.key, 'key'), inside(type.value)], ']')] : [],
        '])',
      )
    case 'set':
      return brackets('new Set([', goesOn(type.element, place) ? [inside(type.element)] : [], '])')
    case 'union':
      return inside(shallowest(type.members, types))
    case 'to-json':
      return inside(type.type)
    case 'ref':
      return reference(type, place)
    default:
      return unreachable(type)
  }
}

/** Of a type that has no values, or none that ends. */
const NOTHING = 'undefined as never'

function reference({ id }: RefType, place: Place): ExampleCode {
  const { type, doc } = place.types[id]!
  if (!Number.isFinite(heightsOf(place.types)(type))) return NOTHING
  return fromComment(type, doc) ?? valueAt(type, { ...place, within: new Set([...place.within, id]) })
}

/** Whether a list may have an item: not where it would lead back to what it is in. */
const goesOn = (item: Type, { types, within }: Place): boolean => ![...reachable([item], types)].some((id) => within.has(id))

function memberAt({ name, type, doc }: Property, place: Place): ExampleCode {
  const written = place.variant === 0 ? fromComment(type.kind === 'ref' ? place.types[type.id]!.type : type, doc) : undefined
  return written ?? valueAt(type, { ...place, hint: name })
}

const brackets = (open: string, items: readonly ExampleCode[], close: string): ExampleCode => ({
  open,
  members: items.map((code) => ({ label: '', code })),
  close,
})

const bound = (constraints: readonly { readonly kind: string; readonly value?: unknown }[], kind: string): readonly number[] =>
  constraints.flatMap((one) => (one.kind === kind ? [Number(one.value)] : []))

function list({ element, constraints, typed }: ArrayType, place: Place): ExampleCode {
  const least = Math.max(0, ...bound(constraints, 'minItems'))
  const count = Math.min(Math.max(least, goesOn(element, place) ? 1 : 0), ...bound(constraints, 'maxItems'))
  const items = Array.from({ length: count }, (_, variant) => valueAt(element, { ...place, variant }))
  return typed === undefined ? brackets('[', items, ']') : brackets(`new ${typed}([`, items, '])')
}

function object({ properties, index: [entry], constraints }: ObjectType, place: Place): ExampleCode {
  const shown = shownMembers(properties)
  const members = shown.map((property) => ({ label: `${key(property.name)}: `, code: memberAt(property, place) }))
  const least = Math.max(0, ...bound(constraints, 'minProperties')) - members.length
  const wanted = entry === undefined ? 0 : Math.max(least, members.length === 0 && goesOn(entry.value, place) ? 1 : 0)
  const more = Array.from({ length: wanted }, (_, variant) => {
    const hint = String(plainValue(entry!.key, place.types, 'key', variant))
    return { label: `${key(hint)}: `, code: valueAt(entry!.value, { ...place, hint, variant }) }
  })
  return members.length + more.length === 0 ? '{}' : { open: '{ ', members: [...members, ...more], close: ' }' }
}

/** What must be there; where nothing must, one that may, so that there is something to see. */
function shownMembers(properties: readonly Property[]): readonly Property[] {
  const required = properties.filter(mustBeShown)
  const plain = properties.find(({ type }) => isPlain(type))
  return required.length === 0 && plain !== undefined ? [plain] : required
}

/** Nothing that nests, and nothing that a predicate of the app may refuse. */
const isPlain = (type: Type): boolean =>
  !['ref', 'array', 'object', 'tuple', 'union', 'never', 'undefined'].includes(type.kind) &&
  !('constraints' in type && type.constraints.some(({ kind }) => kind === 'check'))

/** Without an own `constructor` an object has, for TypeScript, one of another type. */
export const mustBeShown = ({ name, optional, default: value }: Property): boolean =>
  (!optional && value === undefined) || (name !== '__proto__' && name in Object.prototype)

/** The first that has something to say, and that ends: of a tree, the leaf. */
function shallowest(members: readonly Type[], types: NamedTypes): Type {
  const height = heightsOf(types)
  const least = Math.min(...members.map(height))
  const possible = members.filter((member) => height(member) === least)
  return possible.find(({ kind }) => kind !== 'undefined' && kind !== 'null') ?? possible[0] ?? { kind: 'never' }
}

/** Of types that are text, numbers or constants: in keys and templates as well. */
function plainValue(type: Type, types: NamedTypes, hint: string, variant: number): string | number | boolean {
  switch (type.kind) {
    case 'string':
      return textExample(type, hint, variant)
    case 'number':
      return numberExample(type, variant)
    case 'literal':
      return type.value
    case 'template':
      return type.texts.reduce((text, next, at) => `${text}${plainValue(type.types[at - 1]!, types, hint, variant)}${next}`)
    case 'union':
      return plainValue(type.members[variant % type.members.length]!, types, hint, variant)
    case 'ref':
      return plainValue(types[type.id]!.type, types, hint, variant)
    case 'bigint':
      return String(bigintExample(type))
    default:
      return type.kind === 'boolean' ? variant % 2 === 0 : hint
  }
}

const FORMATS: Readonly<Record<Format, string>> = {
  email: 'ada@example.org',
  uuid: '0b5c6b0e-6f3a-4c1d-9a55-3f2b8d1c7e10',
  cuid: 'cjld2cjxh0000qzrmn831i7rn',
  ulid: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  url: 'https://example.org/',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  date: '2026-01-31',
  time: '12:00:00Z',
  'date-time': '2026-01-31T12:00:00Z',
  duration: 'P1D',
  base64: 'AQID',
  hex: 'c0ffee',
  slug: 'how-to-train-your-dragon',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl',
  phone: '+4930123456',
  json: '{"a":1}',
}

/** The first candidate that keeps all constraints; the first one where none does. */
function textExample({ constraints }: StringType, hint: string, variant: number): string {
  const values = (kind: 'minLength' | 'maxLength') => constraints.flatMap((one) => (one.kind === kind ? [one.value] : []))
  const least = Math.max(0, ...values('minLength'))
  const candidates = [
    ...constraints.flatMap((one) => (one.kind === 'format' ? [FORMATS[one.format]] : [])),
    ...constraints.flatMap((one) =>
      one.kind === 'pattern' ? [0, 1, 2, 4, 8, least].map((more) => matching(parsePattern(one.source), more, variant)) : [],
    ),
    written(constraints, variant === 0 ? hint : `${hint} ${variant + 1}`, least, Math.min(...values('maxLength'))),
  ]
  return candidates.find((text) => constraints.every((one) => isKept(one, text))) ?? candidates[0]!
}

/** A word between what is to stand at its ends, as long as it must be. */
function written(constraints: readonly StringConstraint[], word: string, least: number, most: number): string {
  const said = (kind: 'startsWith' | 'includes' | 'endsWith') =>
    constraints.flatMap((one) => (one.kind === kind ? [one.value] : [])).join('')
  const [start, middle, end] = [said('startsWith'), said('includes'), said('endsWith')]
  const around = start.length + middle.length + end.length
  const times = Math.max(1, Math.ceil((least - around + 1) / (word.length + 1)))
  const words = Array.from({ length: times }, () => word).join(' ')
  const cut = words.slice(0, Math.max(0, most - around))
  return `${start}${middle}${cut.endsWith(' ') ? `${cut.trim()}s` : cut}${end}`
}

function isKept(constraint: StringConstraint, text: string): boolean {
  switch (constraint.kind) {
    case 'minLength':
      return [...text].length >= constraint.value
    case 'maxLength':
      return [...text].length <= constraint.value
    case 'pattern':
      return new RegExp(constraint.source, 'u').test(text)
    case 'startsWith':
      return text.startsWith(constraint.value)
    case 'endsWith':
      return text.endsWith(constraint.value)
    case 'includes':
      return text.includes(constraint.value)
    case 'format':
      return Object.values(FORMATS).includes(text)
    default:
      return true
  }
}

/** `more`: repetitions beyond the least, of what may be repeated. */
function matching(pattern: Pattern, more: number, variant: number): string {
  switch (pattern.kind) {
    case 'empty':
      return ''
    case 'character': {
      const characters = charactersOf(pattern.source)
      const plain =
        characters.replace(/[^a-z]/g, '') || characters.replace(/[^A-Z]/g, '') || characters.replace(/[^1-9]/g, '') || characters
      return [...plain][variant % [...plain].length] ?? ''
    }
    case 'sequence':
      return pattern.items.map((item) => matching(item, more, variant)).join('')
    case 'choice':
      return matching(pattern.options[variant % pattern.options.length]!, more, variant)
    case 'repeat':
      return matching(pattern.item, more, variant).repeat(Math.min(pattern.min + more, pattern.max))
  }
}

function numberExample({ constraints }: NumberType, variant: number): number {
  const step = Math.max(...constraints.flatMap((one) => (one.kind === 'multipleOf' ? [one.value] : [])), 0) || 1
  const bounds = (kind: 'minimum' | 'maximum') =>
    constraints.flatMap((one) => (one.kind === kind ? [{ value: one.value, isOpen: one.exclusive === true }] : []))
  const isInside = (value: number) =>
    bounds('minimum').every(({ value: least, isOpen }) => value > least || (value === least && !isOpen)) &&
    bounds('maximum').every(({ value: most, isOpen }) => value < most || (value === most && !isOpen))
  const low = Math.max(...bounds('minimum').map(({ value }) => value))
  const high = Math.min(...bounds('maximum').map(({ value }) => value))
  const near = [1, low, high].filter(Number.isFinite).flatMap((value) => {
    const multiple = Math.round(value / step) * step
    return [multiple, multiple + step, multiple - step]
  })
  const found = near.find(isInside) ?? (isInside((low + high) / 2) ? (low + high) / 2 : (near[0] ?? 1))
  return isInside(found + variant * step) ? found + variant * step : found - variant * step
}

function bigintExample({ constraints }: BigIntType): bigint {
  const bounds = constraints.flatMap((one) =>
    one.kind === 'minimum' || one.kind === 'maximum'
      ? [{ isLow: one.kind === 'minimum', value: BigInt(one.value), open: one.exclusive ? 1n : 0n }]
      : [],
  )
  const raised = bounds.reduce(
    (value, { isLow, value: bound, open }) => (isLow && value < bound + open ? bound + open : value),
    1n,
  )
  return bounds.reduce((value, { isLow, value: bound, open }) => (!isLow && value > bound - open ? bound - open : value), raised)
}

/** What a comment gives as an example, where it has the form that the type has on the wire. */
function fromComment(type: Type, doc: Property['doc']): string | undefined {
  const text = doc?.tags?.find(({ name }) => name === 'example')?.text
  if (text === undefined) return undefined
  const value = jsonOf(text)
  switch (type.kind) {
    case 'string':
      return quote(typeof value === 'string' ? value : text)
    case 'number':
      return typeof value === 'number' ? literal(value) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? literal(value) : undefined
    case 'bigint':
      return /^-?\d+$/.test(String(value)) ? `${BigInt(String(value))}n` : undefined
    case 'date':
      return typeof value === 'string' ? `new Date(${quote(value)})` : undefined
    case 'url':
      return typeof value === 'string' ? `new URL(${quote(value)})` : undefined
    default:
      return undefined
  }
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text // A comment need not write JSON: it is the text itself then.
  }
}
