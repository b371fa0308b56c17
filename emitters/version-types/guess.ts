/** Expressions that turn values of one contract into those of another, as far as their types tell how. */
import {
  isTransformedBody,
  type NamedTypes,
  type NumberConstraint,
  type Property,
  type ReplyContract,
  reachable,
  resolve,
  type SnapshotRoute,
  type Type,
  type TypeId,
} from '../../compiler/ir/index.ts'
import { identifier, isIdentifier, key, literal, member, text } from '../code/index.ts'
import type { StepSides } from './index.ts'

export interface Guessing {
  /** `({ body }) => ({ body: { ... } })`; undefined where named types say it all, or nothing differs. */
  request(older: SnapshotRoute, newer: SnapshotRoute): string | undefined
  reply(
    older: SnapshotRoute,
    newer: SnapshotRoute,
    status: ReplyContract['status'] | undefined,
  ): { readonly status: ReplyContract['status']; readonly code: string } | undefined
  wholeReply(older: SnapshotRoute, newer: SnapshotRoute): string
  /** Of named types that were met: functions, and the members of `types`. */
  types(): { readonly functions: string; readonly members: readonly string[] }
}

/** What nobody can guess. Assignable to everything, and of no contract. */
const UNKNOWN = 'undefined as never'
const PARTS = ['params', 'query', 'headers', 'cookies'] as const

/** One direction: from the types that values have to those that they are to have. */
interface Direction {
  readonly side: 'request' | 'response'
  readonly from: NamedTypes
  readonly to: NamedTypes
}

export function guessing({ older, newer }: StepSides): Guessing {
  const [was, is] = [older.snapshot.types, newer.snapshot.types]
  const request: Direction = { side: 'request', from: was, to: is }
  const response: Direction = { side: 'response', from: is, to: was }
  const functions = new Map<string, { readonly id: TypeId; readonly side: Direction['side']; code: string }>()

  const identities = new Set<string>()
  /** The call of a function for a named type that both versions have: the type may lead to itself. */
  const namedCall = (direction: Direction, id: TypeId, value: string): string => {
    const { side, from, to } = direction
    const name = `${lowerFirst(identifier(id))}${side === 'request' ? 'Request' : 'Response'}`
    if (!functions.has(name) && !identities.has(name)) {
      const made = { id, side, code: '' }
      functions.set(name, made)
      const [given, taken] = side === 'request' ? [0, 1] : [1, 0]
      const signature = `(value: Types[${literal(id)}][${given}]): Types[${literal(id)}][${taken}]`
      const code = convert(direction, from[id]!.type, to[id]!.type, 'value')
      made.code = `const ${name} = ${signature} => ${arrowBody(code)}`
      if (code === 'value') {
        functions.delete(name)
        identities.add(name)
      }
    }
    return identities.has(name) ? value : `${name}(${value})`
  }

  const convert = (direction: Direction, from: Type, to: Type, value: string): string => {
    if (isSame(from, direction.from, to, direction.to)) return value
    const shared = sharedId(from, to)
    if (shared !== undefined && resolve(from, direction.from).kind === 'object') return namedCall(direction, shared, value)
    return converted(direction, present(resolve(from, direction.from)), present(resolve(to, direction.to)), value)
  }

  const converted = (direction: Direction, from: Type, to: Type, value: string): string => {
    if (from.kind === 'object' && to.kind === 'object' && to.index.length === 0)
      return objectCode(direction, from.properties, to.properties, value)
    if (from.kind === 'array' && to.kind === 'array') {
      const item = convert(direction, from.element, to.element, 'item')
      return item === 'item' ? value : `${value}.map((item) => ${arrowBody(item)})`
    }
    const [some, allowed] = [literals(from), literals(to)]
    if (some && allowed && allowed.length > 0) {
      const others = some.filter((one) => !allowed.includes(one))
      const fallback = literal(allowed.find((one) => !others.includes(one))!)
      return others.reduceRight<string>((rest, one) => `${value} === ${literal(one)} ? ${fallback} : ${rest}`, value)
    }
    if (allowed) return allowed.length > 0 ? literal(allowed[0]!) : UNKNOWN
    return scalar(from, to, value)
  }

  const objectCode = (direction: Direction, given: readonly Property[], taken: readonly Property[], value: string): string => {
    const out: string[] = [`...${value}`]
    const left = given.filter(({ name }) => !taken.some((one) => one.name === name))
    const lacking = taken.filter(({ name, optional }) => !optional && !given.some((one) => one.name === name))
    for (const property of taken) {
      const before = given.find(({ name }) => name === property.name)
      if (before === undefined) {
        if (!property.optional) out.push(`${key(property.name)}: ${lackingCode(direction, property, left, lacking, value)}`)
        continue
      }
      const place = member(value, property.name)
      const mayBeAbsent = before.optional || mayBeUndefined(before.type, direction.from)
      const code = convert(direction, before.type, property.type, place)
      const isRequired = !property.optional && mayBeAbsent
      if (isRequired)
        out.push(
          `${key(property.name)}: ${code === place ? place : `${place} === undefined ? ${sampleOf(property.type, direction.to)} : ${code}`}${code === place ? ` ?? ${sampleOf(property.type, direction.to)}` : ''}`,
        )
      else if (code !== place) {
        if (mayBeAbsent) out.push(`...(${place} !== undefined && { ${key(property.name)}: ${code} })`)
        else out.push(`${key(property.name)}: ${code}`)
      }
    }
    return out.length === 1 ? value : `{ ${out.join(', ')} }`
  }

  const lackingCode = (
    direction: Direction,
    property: Property,
    left: readonly Property[],
    lacking: readonly Property[],
    value: string,
  ): string => {
    const kindOf = ({ type }: Property, types: NamedTypes) => present(resolve(type, types)).kind
    const sameKind = (one: Property, other: Property) => kindOf(one, direction.from) === kindOf(other, direction.to)
    const renamed = pairsOf(left, lacking, sameKind)
    const fromOther = renamed.get(property)
    if (fromOther !== undefined) {
      const place = member(value, fromOther.name)
      const code = convert(direction, fromOther.type, property.type, place)
      return fromOther.optional ? `${place} === undefined ? ${sampleOf(property.type, direction.to)} : ${code}` : code
    }
    const isText = (one: Property, types: NamedTypes) => !one.optional && kindOf(one, types) === 'string'
    const given = left.filter((one) => isText(one, direction.from) && ![...renamed.values()].includes(one))
    const wanted = lacking.filter((one) => isText(one, direction.to) && !renamed.has(one))
    const place = wanted.indexOf(property)
    // One text that became several, several that became one.
    if (given.length === 1 && wanted.length > 1 && place >= 0) {
      const parts = `${member(value, given[0]!.name)}.split(' ')`
      return place < wanted.length - 1 ? `${parts}[${place}] ?? ''` : `${parts}.slice(${place}).join(' ')`
    }
    if (given.length > 1 && wanted.length === 1 && place >= 0)
      return `[${given.map(({ name }) => member(value, name)).join(', ')}].join(' ').trim()`
    return sampleOf(property.type, direction.to)
  }

  return {
    request(before, after) {
      const parts = PARTS.flatMap((part) => partCode(request, part, before, after, objectCode) ?? [])
      const [from, to] = [before.request.body, after.request.body]
      const body =
        to && isTransformedBody(to)
          ? bodyCode(
              from && isTransformedBody(from) ? from.type : undefined,
              to.type,
              (a, b) => convert(request, a, b, 'body'),
              request,
            )
          : undefined
      if (parts.length === 0 && body !== undefined && from && isNamedAlone(from.type, to!.type, before, after)) return undefined
      if (parts.length === 0 && body === undefined) return undefined
      const members = [...parts, ...(body ? [`body: ${body}`] : [])]
      const needed = [
        ...PARTS.filter((part) => before.request[part] !== undefined),
        ...(from && isTransformedBody(from) ? ['body'] : []),
      ]
      const used = needed.filter((part) => members.some((one) => new RegExp(`\\b${part}\\b`).test(one.slice(one.indexOf(':')))))
      const kept = needed.filter(
        (part) => !members.some((one) => one.startsWith(`${part}:`)) && after.request[part as 'query'] !== undefined,
      )
      const given = [...new Set([...used, ...kept])]
      return `(${given.length === 0 ? '' : `{ ${given.join(', ')} }`}) => ({ ${[...kept, ...members].join(', ')} })`
    },
    reply(before, after, status) {
      const [from, to] = [after, before].map(({ replies }) => replies.find((reply) => reply.status === status))
      if (status === undefined || !from?.body || !to?.body || from.content !== 'json' || to.content !== 'json') return undefined
      const code = convert(response, from.body, to.body, 'body')
      if (code === 'body' || (sharedId(from.body, to.body) !== undefined && code.endsWith('(body)'))) return undefined
      if (/^body\.map\(\(item\) => \w+\(item\)\)$/.test(code)) return undefined
      return { status, code: `(body) => ${arrowBody(code)}` }
    },
    wholeReply(before, after) {
      const known = before.replies.flatMap(({ status }) => (typeof status === 'number' ? [status] : []))
      const added = after.replies.flatMap(({ status }) => (typeof status === 'number' && !known.includes(status) ? [status] : []))
      const near = (status: number) => known.find((one) => Math.floor(one / 100) === Math.floor(status / 100)) ?? known[0]
      const cases = added.map(
        (status) => `reply.status === ${status} ? { status: ${near(status) ?? status}, body: ${UNKNOWN} } : `,
      )
      return `${cases.join('')}reply as never`
    },
    types() {
      const all = [...functions]
      const ids = [...new Set(all.map(([, { id }]) => id))]
      const members = ids.map((id) => {
        const sides = all.filter(([, one]) => one.id === id).map(([name, { side }]) => `${side}: ${name}`)
        return `${key(id)}: { ${sides.join(', ')} },`
      })
      const out = text()
      for (const [, { code }] of all) out.line(code)
      return { functions: out.toString(), members }
    },
  }

  /** What `types` says wherever the type occurs needs no word for the route. */
  function isNamedAlone(from: Type, to: Type, before: SnapshotRoute, after: SnapshotRoute): boolean {
    const isJson = before.request.body?.content === 'json' && after.request.body?.content === 'json'
    return isJson && sharedId(from, to) !== undefined
  }
}

/** Members that seem to have another name now: one name holds the other, or they are the only two of their kind. */
function pairsOf(
  left: readonly Property[],
  lacking: readonly Property[],
  sameKind: (one: Property, other: Property) => boolean,
): ReadonlyMap<Property, Property> {
  const pairs = new Map<Property, Property>()
  const plain = ({ name }: Property) => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  const free = () => left.filter((one) => ![...pairs.values()].includes(one))
  for (const property of lacking) {
    const alike = free().filter(
      (one) => sameKind(one, property) && (plain(one).includes(plain(property)) || plain(property).includes(plain(one))),
    )
    if (alike.length === 1) pairs.set(property, alike[0]!)
  }
  for (const property of lacking.filter((one) => !pairs.has(one))) {
    const alike = free().filter((one) => sameKind(one, property))
    const rivals = lacking.filter((one) => !pairs.has(one) && alike.some((other) => sameKind(other, one)))
    if (alike.length === 1 && rivals.length === 1) pairs.set(property, alike[0]!)
  }
  return pairs
}

function partCode(
  direction: Direction,
  part: (typeof PARTS)[number],
  before: SnapshotRoute,
  after: SnapshotRoute,
  objectCode: (direction: Direction, given: readonly Property[], taken: readonly Property[], value: string) => string,
): string | undefined {
  const [from, to] = [before.request[part], after.request[part]]
  if (to === undefined) return undefined
  if (from === undefined) return `${part}: ${objectSample(to, direction.to)}`
  const code = objectCode(direction, from, to, part)
  return code === part ? undefined : `${part}: ${code}`
}

function bodyCode(
  from: Type | undefined,
  to: Type,
  convert: (from: Type, to: Type) => string,
  { to: types }: Direction,
): string | undefined {
  if (from === undefined) return sampleOf(to, types)
  const code = convert(from, to)
  return code === 'body' ? undefined : code
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
const arrowBody = (code: string): string => (code.startsWith('{') ? `(${code})` : code)

const sharedId = (from: Type, to: Type): TypeId | undefined =>
  from.kind === 'ref' && to.kind === 'ref' && from.id === to.id ? from.id : undefined

function isSame(a: Type, inA: NamedTypes, b: Type, inB: NamedTypes): boolean {
  const text = (type: Type, types: NamedTypes) =>
    [type, ...[...reachable([type], types)].sort().map((id) => [id, types[id]!.type])].map((one) =>
      JSON.stringify(one, (name, value: unknown) => (name === 'doc' ? undefined : value)),
    )
  return text(a, inA).join() === text(b, inB).join()
}

function literals(type: Type): readonly (string | number | boolean)[] | undefined {
  if (type.kind === 'literal') return [type.value]
  if (type.kind !== 'union' || !type.members.every(({ kind }) => kind === 'literal')) return undefined
  return type.members.map((one) => (one as { readonly value: string | number | boolean }).value)
}

/** Without `undefined`. */
function present(type: Type): Type {
  if (type.kind !== 'union') return type
  const members = type.members.filter(({ kind }) => kind !== 'undefined')
  return members.length === 1 ? members[0]! : { ...type, members }
}

const mayBeUndefined = (type: Type, types: NamedTypes): boolean => {
  const whole = resolve(type, types)
  return whole.kind === 'undefined' || (whole.kind === 'union' && whole.members.some((one) => one.kind === 'undefined'))
}

/** A value of the same kind within the bounds that are there now. */
function fitted(from: Type, to: Type, value: string): string | undefined {
  if (from.kind === 'string' && to.kind === 'string') {
    const most = to.constraints.find((one) => one.kind === 'maxLength')?.value
    return most === undefined ? value : `${value}.slice(0, ${most})`
  }
  if (from.kind !== 'number' || to.kind !== 'number') return from.kind === to.kind && isPlain(from) ? value : undefined
  const wasWhole = from.constraints.some(({ kind }) => kind === 'numeric')
  const isWhole = to.constraints.some((one) => one.kind === 'numeric' && one.numeric !== 'float')
  let code = isWhole && !wasWhole ? `Math.round(${value})` : value
  for (const [kind, name] of [
    ['minimum', 'max'],
    ['maximum', 'min'],
  ] as const) {
    const bound = to.constraints.find((one) => one.kind === kind)
    const before = from.constraints.find((one) => one.kind === kind)
    if (bound?.kind === kind && (before?.kind !== kind || before.value !== bound.value))
      code = `Math.${name}(${bound.value}, ${code})`
  }
  return code
}

const isPlain = ({ kind }: Type): boolean => !['object', 'array', 'union', 'ref', 'tuple', 'map', 'set'].includes(kind)

function scalar(from: Type, to: Type, value: string): string {
  const own = fitted(from, to, value)
  if (own !== undefined) return own
  const isText = from.kind === 'string' || from.kind === 'template' || from.kind === 'date'
  if (to.kind === 'string' && (from.kind === 'number' || from.kind === 'boolean' || from.kind === 'bigint'))
    return `String(${value})`
  if (to.kind === 'number' && isText) return `Number(${value})`
  if (to.kind === 'boolean' && isText) return `${value} === 'true'`
  return UNKNOWN
}

/** The least value of a type, for a person to replace. */
function sampleOf(type: Type, types: NamedTypes): string {
  const whole = resolve(type, types)
  switch (whole.kind) {
    case 'null':
    case 'undefined':
      return whole.kind
    case 'boolean':
      return 'false'
    case 'string':
      return whole.constraints.length === 0 ? "''" : UNKNOWN
    case 'number':
      return whole.constraints.some(({ kind }) => kind === 'minimum') ? minimumOf(whole.constraints) : '0'
    case 'literal':
      return literal(whole.value)
    case 'array':
      return whole.constraints.length === 0 ? '[]' : UNKNOWN
    case 'union':
      return sampleOf(whole.members[0]!, types)
    case 'object':
      return objectSample(whole.properties, types)
    default:
      return UNKNOWN
  }
}

function minimumOf(constraints: readonly NumberConstraint[]): string {
  const minimum = constraints.find((one) => one.kind === 'minimum')
  return minimum === undefined || minimum.exclusive ? UNKNOWN : String(minimum.value)
}

function objectSample(properties: readonly Property[], types: NamedTypes): string {
  const members = properties
    .filter(({ optional }) => !optional)
    .map(({ name, type }) => `${isIdentifier(name) ? name : key(name)}: ${sampleOf(type, types)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
