import { type NamedTypes, type Property, parts, reachable, resolve, type Type, type TypeId } from '../../compiler/ir/index.ts'
import { isWritten } from '../serializer/index.ts'
import type { Emission } from './emission.ts'
import { predicatesOf } from './kinds/predicate.ts'
import { casesOf, flatMembers } from './kinds/union-members.ts'

type Facts = Pick<Emission, 'isDeep' | 'isRevisited' | 'isReread' | 'isRead' | 'isConverted' | 'isWritten' | 'resolve'>

/** What can be known of a type by looking at everything it reaches. Each answer is worked out once. */
export function factsOf(types: NamedTypes, extraKeys: Emission['extraKeys']): Facts {
  const recursive = recursiveIds(types)
  const reaches = (holds: (type: Type) => boolean) => remembered((type) => reachesAny(type, types, holds))
  const isDeep = reaches((type) => type.kind === 'ref' && recursive(type.id))
  const on = { resolve: (type: Type) => resolve(type, types) }
  const writing = { ...on, isDeep, isWritten: remembered((type): boolean => isWritten(type, writing)) }
  const isChoice = remembered(
    (type): boolean =>
      type.kind === 'union' && casesOf(type, on) === undefined && flatMembers(type, on).filter(isDeep).length > 1,
  )
  const isSeenWhole = (type: Type): boolean => 'constraints' in type && predicatesOf(type.constraints).length > 0 && isDeep(type)
  return {
    ...writing,
    isRevisited: reaches((type) => isChoice(type) || isSeenWhole(type)),
    isReread: reaches(isSeenWhole),
    isConverted: reaches(isConvertedItself),
    isRead: reaches((type) => isConvertedItself(type) || (extraKeys === 'strip' && mayHaveExtraKeys(type))),
  }
}

/** A type that reaches itself. */
function recursiveIds(types: NamedTypes): (id: TypeId) => boolean {
  const known = new Map<TypeId, boolean>()
  return (id) => {
    let answer = known.get(id)
    if (answer === undefined) {
      const target = types[id]
      answer = target !== undefined && reachable([target.type], types).has(id)
      known.set(id, answer)
    }
    return answer
  }
}

/** Whether something holds for a type or for one that its values have inside. */
export function reachesAny(root: Type, types: NamedTypes, holds: (type: Type) => boolean): boolean {
  const seen = new Set<TypeId>()
  const pending: Type[] = [root]
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (holds(type)) return true
    if (type.kind === 'ref') {
      if (seen.has(type.id)) continue
      seen.add(type.id)
      const target = types[type.id]
      if (target !== undefined) pending.push(target.type)
    } else if (type.kind === 'object') {
      // Keys are text on both sides.
      pending.push(...type.properties.map((property) => property.type), ...type.index.map(({ value }) => value))
    } else if (type.kind !== 'template') pending.push(...parts(type))
  }
  return false
}

function isConvertedItself(type: Type): boolean {
  switch (type.kind) {
    case 'date':
    case 'bigint':
    case 'bytes':
    case 'url':
    case 'map':
    case 'set':
      return true
    case 'array':
      return type.typed !== undefined
    case 'string':
      return type.constraints.some(({ kind }) => kind === 'transform')
    case 'object':
      return type.properties.some(hasDefault)
    default:
      return false
  }
}

export const hasDefault = (property: Property): boolean => property.default !== undefined

/** Unless any key is declared. */
const mayHaveExtraKeys = (type: Type): boolean => type.kind === 'object' && !type.index.some(({ key }) => key.kind === 'string')

function remembered(answer: (type: Type) => boolean): (type: Type) => boolean {
  const known = new WeakMap<Type, boolean>()
  return (type) => {
    let result = known.get(type)
    if (result === undefined) {
      result = answer(type)
      known.set(type, result)
    }
    return result
  }
}
