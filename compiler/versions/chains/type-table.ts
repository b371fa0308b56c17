/**
 * Named types of several versions in one table, beside those of the app: what is the same keeps the app's name, so that its functions
 * are shared; what was different has the version in its name.
 *
 *   User of now, User of 2026-03-01   ->   User, User_20260301
 */
import {
  type Constraint,
  canonicalJson,
  type JsonValue,
  jsonType,
  type NamedType,
  type NamedTypes,
  reachable,
  type Type,
  type TypeId,
  walk,
} from '../../ir/index.ts'

export interface TypeTable {
  /** The types of a version under their names in the table. */
  of(types: NamedTypes, tag: string): VersionedTypes
  /** Those that were asked for and are not the app's. */
  types(): NamedTypes
}

export interface VersionedTypes {
  /** A type of the version as a type of the table. */
  own(type: Type): Type
  /** The JSON that it stands for. */
  json(type: Type): Type
}

/** Whether two types of the table are one, whatever is said about them. */
export const isSameType = (a: Type | undefined, b: Type | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && textOf(a) === textOf(b))

interface Known {
  readonly types: NamedTypes
  /** What they are called in the table. */
  readonly name: (id: TypeId) => TypeId
}

/** `roots`: types of the app that have no name. */
export function typeTable(now: NamedTypes, roots: readonly Type[]): TypeTable {
  const added: Record<TypeId, NamedType> = {}
  const asked = new Set<TypeId>()
  const known: Known[] = [{ types: now, name: (id) => id }]
  const made = new Map<NamedTypes, VersionedTypes>()
  const checks = predicatesOf([...roots, ...Object.values(now).map(({ type }) => type)])
  const add = (types: NamedTypes, tag: string): ((id: TypeId) => TypeId) => {
    const names = new Map<TypeId, TypeId>()
    for (const candidate of known)
      if (names.size < Object.keys(types).length)
        for (const id of sameIn(types, candidate.types)) if (!names.has(id)) names.set(id, candidate.name(id))
    for (const id of Object.keys(types))
      if (!names.has(id))
        names.set(
          id,
          unused(`${id}_${tag}`, (name) => name in now || name in added),
        )
    const name = (id: TypeId) => names.get(id) ?? id
    for (const [id, type] of Object.entries(types))
      if (!(name(id) in now) && !(name(id) in added))
        added[name(id)] = { ...type, id: name(id), type: withNames(type.type, name) }
    known.push({ types, name })
    return name
  }
  const ask = (type: Type): Type => {
    const all = { ...now, ...added }
    for (const id of reachable([type], all)) if (!(id in now)) asked.add(id)
    return type
  }
  return {
    of(types, tag) {
      const before = made.get(types)
      if (before) return before
      const kept = mapTypes(types, (type) => withoutChecks(type, checks))
      const own = add(kept, tag)
      const json = add(mapTypes(kept, jsonType), `${tag}_json`)
      const result: VersionedTypes = {
        own: (type) => ask(withNames(withoutChecks(type, checks), own)),
        json: (type) => ask(withNames(jsonType(withoutChecks(type, checks)), json)),
      }
      made.set(types, result)
      return result
    },
    types: () => Object.fromEntries([...asked].sort().map((id) => [id, added[id]!])),
  }
}

const mapTypes = (types: NamedTypes, map: (type: Type) => Type): NamedTypes =>
  Object.fromEntries(Object.entries(types).map(([id, named]) => [id, { ...named, type: map(named.type) }]))

function unused(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let count = 2; isTaken(free); count++) free = `${name}_${count}`
  return free
}

/** Ids that stand for the same in both, with all that they need. */
function sameIn(types: NamedTypes, others: NamedTypes): ReadonlySet<TypeId> {
  const same = new Set(
    Object.keys(types).filter((id) => Object.hasOwn(others, id) && textOf(types[id]!.type) === textOf(others[id]!.type)),
  )
  const isSame = (id: TypeId): boolean => {
    let holds = true
    walk(types[id]!.type, (part) => {
      if (part.kind === 'ref' && !same.has(part.id)) holds = false
    })
    return holds
  }
  for (let size = -1; size !== same.size; ) {
    size = same.size
    for (const id of same) if (!isSame(id)) same.delete(id)
  }
  return same
}

/** Without what is said about it. */
const textOf = (type: Type): string =>
  canonicalJson(JSON.parse(JSON.stringify(type, (name, value: unknown) => (name === 'doc' ? undefined : value))) as JsonValue)

/** The whole type with parts of it replaced, from inside out. */
function rewritten(type: Type, replace: (part: Type) => Type): Type {
  const inner = (part: Type) => rewritten(part, replace)
  switch (type.kind) {
    case 'array':
    case 'set':
      return replace({ ...type, element: inner(type.element) })
    case 'map':
      return replace({ ...type, key: inner(type.key), value: inner(type.value) })
    case 'tuple':
      return replace({ ...type, elements: type.elements.map((element) => ({ ...element, type: inner(element.type) })) })
    case 'object':
      return replace({
        ...type,
        properties: type.properties.map((property) => ({ ...property, type: inner(property.type) })),
        index: type.index.map(({ key, value }) => ({ key, value: inner(value) })),
      })
    case 'union':
      return replace({ ...type, members: type.members.map(inner) })
    case 'to-json':
      return replace({ ...type, type: inner(type.type) })
    default:
      return replace(type)
  }
}

const withNames = (type: Type, name: (id: TypeId) => TypeId): Type =>
  rewritten(type, (part) => {
    if (part.kind !== 'ref') return part
    const id = name(part.id)
    return id === part.id ? part : { kind: 'ref', id, label: part.id }
  })

/** Predicates of the app's own that are gone cannot be asked any more. */
const withoutChecks = (type: Type, known: ReadonlySet<string>): Type =>
  rewritten(type, (part) => {
    if (!('constraints' in part) || !part.constraints.some(({ kind }) => kind === 'check')) return part
    const left = (part.constraints as readonly Constraint[]).filter((one) => one.kind !== 'check' || known.has(checkText(one)))
    return { ...part, constraints: left } as Type
  })

const checkText = (check: { readonly file: string; readonly exportName: string }): string => `${check.file} ${check.exportName}`

function predicatesOf(types: readonly Type[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const type of types)
    walk(type, (part) => {
      if (!('constraints' in part)) return
      for (const one of part.constraints as readonly Constraint[]) if (one.kind === 'check') found.add(checkText(one))
    })
  return found
}
