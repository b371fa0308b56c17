import {
  type CheckConstraint,
  type NamedTypes,
  type Property,
  reachable,
  resolve,
  type Type,
  type UnionType,
} from '../ir/index.ts'

/** What a type's meaning depends on besides the type. */
export interface Meaning {
  readonly types: NamedTypes
  readonly extraKeys: 'strip' | 'strict' | 'allow'
  /** The app's own predicates. */
  readonly check?: (check: CheckConstraint) => (value: unknown) => boolean
  /** Within one question: which parts of the value are of which types. */
  readonly known?: Map<Type, Map<object, boolean>>
}

export const remembering = (meaning: Meaning): Meaning => (meaning.known ? meaning : { ...meaning, known: new Map() })

/** Levels of named types inside each other, where they could be without end. */
export const maxDepth = 512

/** Whether some type that it leads to leads to itself. */
export function isDeep(type: Type, { types }: Meaning): boolean {
  const known = deep.get(types) ?? new Map<Type, boolean>()
  deep.set(types, known)
  const found = known.get(type) ?? [...reachable([type], types)].some((id) => reachable([types[id]!.type], types).has(id))
  known.set(type, found)
  return found
}

/** Asked for every value, and the same for all. */
const deep = new WeakMap<NamedTypes, Map<Type, boolean>>()

export const definition = (type: Type, { types }: Meaning): Type => (type.kind === 'ref' ? types[type.id]!.type : type)

/** A named type inside another counts one level more. */
export const deeper = (type: Type, depth: number, meaning: Meaning): number => (isDeep(type, meaning) ? depth + 1 : depth)

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined

export const isAbsent = (object: object, { name }: Property): boolean => own(object, name) === undefined

/** Members of unions inside unions belong to the outer one, unless the inner one tells its members apart by itself. */
export const flat = ({ members }: UnionType): Type[] =>
  members
    .flatMap((member) => (member.kind === 'union' && member.discriminant === undefined ? flat(member) : [member]))
    .filter(({ kind }) => kind !== 'never')

const order: readonly (readonly Type['kind'][])[] = [
  ['undefined', 'null'],
  ['literal'],
  ['number'],
  ['boolean'],
  ['bigint'],
  ['date'],
  ['url'],
  ['template'],
  ['string'],
  ['bytes'],
  ['tuple'],
  ['array'],
  ['set'],
  ['map'],
  ['to-json'],
  ['object'],
  ['union'],
  ['unknown'],
]

/** Where a value is of several members, the one with the narrowest meaning counts. */
export function narrowestFirst(members: readonly Type[], { types }: Meaning): Type[] {
  const rank = (type: Type) => order.findIndex((kinds) => kinds.includes(resolve(type, types).kind))
  const breadth = (type: Type) => {
    const whole = resolve(type, types)
    return whole.kind === 'object' ? -whole.properties.length : 0
  }
  return [...members].sort((a, b) => rank(a) - rank(b) || breadth(a) - breadth(b))
}

/** The key belongs to the signature: what it must be besides is another question. */
export function isKeyOf(key: string, type: Type, matches: (type: Type, value: unknown) => boolean): boolean {
  if (type.kind === 'string') return true
  return type.kind === 'number' ? String(Number(key)) === key : matches(type, key)
}

export const withoutTransforms = (type: Type): Type =>
  type.kind === 'string' ? { ...type, constraints: type.constraints.filter(({ kind }) => kind !== 'transform') } : type
