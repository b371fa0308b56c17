import { type LiteralType, type Path, type Type, tagsAt, type UnionType } from '../../../compiler/ir/index.ts'
import { literal } from '../../code/index.ts'
import type { Emission } from '../emission.ts'

/** Members of the union and of unions written inside it, except those that have a discriminant of their own; nothing first. */
export function flatMembers(type: UnionType, on: Pick<Emission, 'resolve'>): Type[] {
  const members = type.members.flatMap((member) =>
    member.kind === 'union' && member.discriminant === undefined ? flatMembers(member, on) : [member],
  )
  const isEmpty = ({ kind }: Type) => kind === 'undefined' || kind === 'null'
  return [...members.filter(isEmpty), ...members.filter((member) => !isEmpty(member) && member.kind !== 'never')]
}

export interface UnionCase {
  /** Literals of the discriminant, as code. */
  readonly labels: readonly string[]
  readonly literals: readonly LiteralType[]
  readonly member: Type
}

/** The members by the values of the discriminant; undefined where there is none, or it does not tell them apart. */
export function casesOf(type: UnionType, on: Pick<Emission, 'resolve'>): UnionCase[] | undefined {
  return type.discriminant === undefined ? undefined : casesAt(flatMembers(type, on), [type.discriminant], on)
}

/** The members by the literals at a place. */
export function casesAt(members: readonly Type[], path: Path, on: Pick<Emission, 'resolve'>): UnionCase[] | undefined {
  const cases: UnionCase[] = []
  const seen = new Set<string>()
  for (const member of members) {
    const literals = tagsAt(member, path, on.resolve)
    if (literals === undefined) return undefined
    const labels = literals.map(({ value }) => literal(value))
    if (labels.some((label) => seen.has(label))) return undefined
    for (const label of labels) seen.add(label)
    cases.push({ labels, literals, member })
  }
  return cases.length > 0 ? cases : undefined
}

/**
 * The order in which a union's members are tried where a value may be of several: literals before the types they belong to, text
 * with a meaning before any text, and of objects those with more members first.
 */
export function mostSpecificFirst(members: readonly Type[], on: Pick<Emission, 'resolve'>): Type[] {
  const rank = (type: Type): number => rankOf(type, on)
  return [...members].sort((a, b) => rank(a) - rank(b) || breadth(b, on) - breadth(a, on))
}

const RANKS: readonly (readonly Type['kind'][])[] = [
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
  ['union', 'ref'],
  ['unknown', 'never'],
]

function rankOf(type: Type, on: Pick<Emission, 'resolve'>): number {
  const whole = on.resolve(type)
  return RANKS.findIndex((kinds) => kinds.includes(whole.kind))
}

function breadth(type: Type, on: Pick<Emission, 'resolve'>): number {
  const whole = on.resolve(type)
  return whole.kind === 'object' ? whole.properties.length : 0
}
