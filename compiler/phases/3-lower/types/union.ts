/** Unions of lowered types, in one order whatever the checker's, and the property that tells object members apart. */
import { isMarkedSensitive, printType, type Type } from '../../../ir/index.ts'
import type { HostType, TypeHost } from '../../1-load/type-host.ts'
import { isPhantom } from './context.ts'

/**
 * `true | false` is `boolean`, a literal beside its base says nothing, `never` has no values, one member is no union.
 * The checker orders members by when it met them, which depends on what was looked at before: we sort, except for enums,
 * whose `inOrder` is that of their declaration.
 */
export function unionOf(
  members: readonly Type[],
  { inOrder = false, discriminant }: { inOrder?: boolean; discriminant?: string | undefined } = {},
): Type {
  const flat = members.flatMap((member) =>
    member.kind === 'union' && member.discriminant === undefined ? member.members : [member],
  )
  const distinct = withoutCovered(withBoolean(unique(flat.filter((member) => member.kind !== 'never'))))
  const unknown = distinct.find((member) => member.kind === 'unknown')
  if (unknown) return unknown
  if (distinct.length === 0) return { kind: 'never' }
  if (distinct.length === 1) return distinct[0]!
  const ordered = inOrder ? distinct : distinct.sort(compare)
  return {
    kind: 'union',
    members: ordered,
    ...(discriminant !== undefined && distinct.length === members.length ? { discriminant } : {}),
  }
}

function unique(types: readonly Type[]): Type[] {
  const byText = new Map(types.map((type) => [JSON.stringify(type), type]))
  return [...byText.values()]
}

function withBoolean(types: readonly Type[]): Type[] {
  const isLiteral = (type: Type, value: boolean) => type.kind === 'literal' && type.value === value
  const both = types.some((type) => isLiteral(type, true)) && types.some((type) => isLiteral(type, false))
  if (!both) return [...types]
  const isBoolean = (type: Type) => isLiteral(type, true) || isLiteral(type, false) || type.kind === 'boolean'
  const isSecret = types.some((type) => isBoolean(type) && isMarkedSensitive(type))
  return [...types.filter((type) => !isBoolean(type)), { kind: 'boolean', ...(isSecret ? { sensitive: true } : {}) }]
}

/** `'a' | string` is `string`; the checker keeps both in `'a' | (string & {})`. */
function withoutCovered(types: Type[]): Type[] {
  const whole = new Set<string>(
    types.filter((type) => !('constraints' in type) || type.constraints.length === 0).map((type) => type.kind),
  )
  return types.filter((type) => {
    if (type.kind === 'literal') return !whole.has(typeof type.value)
    return type.kind !== 'template' || !whole.has('string')
  })
}

/** As one reads them: literals, scalars, then what has parts, and what says that nothing is there. */
const RANKS: Readonly<Partial<Record<Type['kind'], number>>> = {
  literal: 0,
  string: 1,
  number: 1,
  bigint: 1,
  boolean: 1,
  date: 1,
  bytes: 1,
  null: 8,
  undefined: 9,
}

function compare(a: Type, b: Type): number {
  const rank = (RANKS[a.kind] ?? 4) - (RANKS[b.kind] ?? 4)
  if (rank !== 0) return rank
  if (a.kind === 'literal' && b.kind === 'literal' && typeof a.value === 'number' && typeof b.value === 'number')
    return a.value - b.value
  const [left, right] = [printType(a), printType(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

const USUAL = ['type', 'kind', 'tag', 'status']

type Literal = string | number | boolean
type Tags = ReadonlyMap<string, ReadonlySet<Literal>>

/** The member that is a different literal in each of several objects. Read from the checker: a recursive member is not lowered yet. */
export function discriminantOf(host: TypeHost, members: readonly HostType[]): string | undefined {
  if (members.length < 2) return undefined
  const names = [...(tagsOfUnion(host, members)?.keys() ?? [])].sort()
  return USUAL.find((name) => names.includes(name)) ?? names[0]
}

/** An object, or a union of objects: what a member of it may tell apart from others. */
export const isTaggable = (host: TypeHost, type: HostType): boolean => tagsOf(host, type) !== undefined

/** By name, the literals that tell members apart: no two members have one in common. */
function tagsOfUnion(host: TypeHost, members: readonly HostType[]): Tags | undefined {
  const tables = members.map((member) => tagsOf(host, member))
  const tags = new Map<string, ReadonlySet<Literal>>()
  for (const name of tables[0]?.keys() ?? []) {
    const values = tables.map((table) => table?.get(name))
    if (!values.every((literals) => literals !== undefined)) continue
    const all = new Set(values.flatMap((literals) => [...literals]))
    if (all.size === values.reduce((sum, literals) => sum + literals.size, 0)) tags.set(name, all)
  }
  return tags.size > 0 ? tags : undefined
}

/** Of an object, its required members that are literals; of a union of such objects, what tells those apart. */
function tagsOf(host: TypeHost, type: HostType): Tags | undefined {
  const kind = host.kind(type)
  if (kind === 'union') return tagsOfUnion(host, host.unionMembers(type))
  const isObject =
    kind === 'object' || (kind === 'intersection' && host.intersectionMembers(type).every((part) => host.kind(part) === 'object'))
  if (!isObject) return undefined
  const tags = new Map<string, ReadonlySet<Literal>>()
  for (const symbol of host.properties(type)) {
    if (host.isOptional(symbol) || host.keyKind(symbol) === 'symbol' || isPhantom(host, symbol)) continue
    const values = literalsOf(host, host.typeOf(symbol))
    if (values !== undefined) tags.set(host.nameOf(symbol), new Set(values))
  }
  return tags
}

/** `'new' | 'open'` -> both; undefined where anything else is among them. */
function literalsOf(host: TypeHost, type: HostType): readonly Literal[] | undefined {
  const kind = host.kind(type)
  if (kind === 'union') {
    const parts = host.unionMembers(type).map((member) => literalsOf(host, member))
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined
  }
  const value = kind === 'literal' ? host.literal(type) : undefined
  return value === undefined || typeof value === 'bigint' ? undefined : [value]
}
