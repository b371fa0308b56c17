/** Which types are written piece by piece, and how a member is that has no members of its own. */
import type { LiteralType, Type, UnionType } from '../../compiler/ir/index.ts'
import { casesOf, type Emission, flatMembers, isRequired, present } from '../validator/index.ts'

/** How the JSON of a value without parts comes about: text is quoted, numbers are as JavaScript writes them. */
export type Leaf = 'text' | 'number' | 'boolean'

export interface Leaves {
  readonly leaf: Leaf
  /** What may be in its place. */
  readonly empty: readonly ('null' | 'undefined')[]
}

type Reading = Pick<Emission, 'resolve' | 'isDeep' | 'isWritten'>

/** A value without parts, all of whose types are written in one way; undefined for any other. */
export function leavesOf(type: Type, on: Reading): Leaves | undefined {
  const { empty, some } = withoutEmpty(type, on)
  const [first, ...others] = some.map((member) => leafOf(member, on))
  if (first === undefined || others.some((other) => other !== first)) return undefined
  // What is converted by a method has it only where it is of that type.
  return others.length > 0 && some.some((member) => isConverted(member, on)) ? undefined : { leaf: first, empty }
}

/** Whether a value becomes text by a method or a function. */
export const isConverted = (type: Type, on: Reading): boolean =>
  withoutEmpty(type, on).some.some((member) => CONVERTED.has(on.resolve(member).kind))

const CONVERTED: ReadonlySet<Type['kind']> = new Set(['date', 'bigint', 'url'])

export function withoutEmpty(type: Type, on: Reading): { empty: Leaves['empty']; some: readonly Type[] } {
  const whole = on.resolve(type)
  const members = whole.kind === 'union' ? flatMembers(whole, on) : [type]
  return {
    empty: (['null', 'undefined'] as const).filter((nothing) => members.some(({ kind }) => kind === nothing)),
    some: members.filter(({ kind }) => kind !== 'null' && kind !== 'undefined'),
  }
}

function leafOf(type: Type, on: Reading): Leaf | undefined {
  const whole = on.resolve(type)
  switch (whole.kind) {
    case 'string':
    case 'template':
    case 'date':
    case 'bigint':
    case 'url':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'literal':
      return LITERALS[typeof whole.value]
    case 'union': {
      const leaves = leavesOf(whole, on)
      return leaves?.empty.length === 0 && !isConverted(whole, on) ? leaves.leaf : undefined
    }
    default:
      return undefined
  }
}

const LITERALS: Readonly<Record<string, Leaf>> = { string: 'text', number: 'number', boolean: 'boolean' }

/** The one value that a type has. */
export const onlyValue = (type: Type, on: Reading): LiteralType['value'] | undefined => {
  const whole = on.resolve(type)
  return whole.kind === 'literal' ? whole.value : undefined
}

/**
 * Objects of such members, unions that a discriminant tells apart, and lists of both. One member at least must be there: it is what the
 * commas of the others stand beside.
 */
export function isWritten(type: Type, on: Reading): boolean {
  const whole = on.resolve(type)
  if (on.isDeep(type)) return false
  switch (whole.kind) {
    case 'object':
      return (
        whole.index.length === 0 &&
        whole.properties.some((property) => isRequired(property, on)) &&
        whole.properties.every((property) => !isNumbered(property.name) && isPart(present(property), on))
      )
    case 'array':
      return whole.typed === undefined && (leavesOf(whole.element, on)?.empty.length === 0 || on.isWritten(whole.element))
    case 'union':
      return isToldApart(whole, on)
    default:
      return false
  }
}

/** Objects have such members first, whatever order they are declared in. */
const isNumbered = (name: string): boolean => /^\d+$/.test(name)

const isToldApart = (type: UnionType, on: Reading): boolean =>
  casesOf(type, on)?.every(({ member }) => on.isWritten(member)) ?? false

/** What is in the place of a member, with what may be there instead. */
function isPart(type: Type, on: Reading): boolean {
  if (leavesOf(type, on) !== undefined || on.isWritten(type)) return true
  const { some } = withoutEmpty(type, on)
  return some.length === 1 && some[0] !== type && on.isWritten(some[0]!)
}
