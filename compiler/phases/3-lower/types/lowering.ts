import { type Diagnostic, notFinite, notNamedMembers, typeTooDeep } from '../../../diagnostics/index.ts'
import { type NamedType, type Property, type RefType, type Type, type TypeId, unreachable } from '../../../ir/index.ts'
import type { HostKind, HostSymbol, HostType, HostTypeName, Place, TypeHost } from '../../1-load/type-host.ts'
import { mayBe, presentMembers } from './absence.ts'
import { type At, type Context, inside, labels, REJECTED, shown } from './context.ts'
import { hasPrimitive, lowerIntersection } from './intersection.ts'
import { docOf, withTags } from './jsdoc.ts'
import { createTypeNames } from './names.ts'
import { lowerObject } from './object.ts'
import { rejectKind } from './reject.ts'
import { present } from './standard.ts'
import { discriminantOf, unionOf } from './union.ts'

export interface TypeLowering {
  /**
   * `path` begins the type path of diagnostics (`body`, `response 200`), `at` is who uses the type (the handler's name).
   * Several types are lowered as their union. A rejected part is `unknown`, and a diagnostic says why.
   */
  lower(type: HostType | readonly HostType[], path: string, at: Place): Type
  /** Members of an object type that is read by name: params, query, headers, cookies, the environment. */
  properties(type: HostType, path: string, at: Place): readonly Property[]
  /** Grows with each call. */
  readonly types: Readonly<Record<TypeId, NamedType>>
  readonly diagnostics: readonly Diagnostic[]
}

/** A type that is being lowered: whoever meets it again below itself refers to it by name. */
interface Open {
  id: TypeId | undefined
  recursive: boolean
  readonly declared: HostTypeName | undefined
  /** Where it was met first. */
  readonly path: string
}

/** Instances of one generic type inside each other, and types inside each other, beyond which nobody means it. */
const DEEPEST_INSTANCE = 20
const DEEPEST = 120
/** A rejected anonymous type is told again where it is met again, until there is enough to read. */
const ENOUGH = 100

export function createTypeLowering(host: TypeHost): TypeLowering {
  const types: Record<TypeId, NamedType> = {}
  const diagnostics: Diagnostic[] = []
  const names = createTypeNames(host)
  // Every kind of type is interned, not only objects: a recursive array or union alias has no object on its way.
  const interned = new Map<HostType, Type>()
  const open = new Map<HostType, Open>()
  const endless = new Set<HostSymbol>()
  // An endless type without a name may have endlessly many branches: one is enough to look at.
  let exhausted = false

  const context: Context = {
    host,
    lower: (type, at) => {
      const kind = host.kind(type)
      return isCompound(kind) ? intern(type, kind, at) : leaf(type, kind, at)
    },
    definition: (type) => {
      let current: Type | undefined = type
      while (current?.kind === 'ref') current = types[current.id]?.type
      return current
    },
    reject: (diagnostic) => {
      diagnostics.push(diagnostic)
      return REJECTED
    },
  }

  function intern(type: HostType, kind: Compound, at: At): Type {
    const known = interned.get(type)
    if (known) return known
    const again = open.get(type)
    if (again) return refer(again)
    const declared = host.nameOfType(type)
    if (isEndless(declared)) return isTold(declared) ? REJECTED : rejectEndless(type, declared, at)
    const entry: Open = {
      id: declared && isNamed(type, kind, declared) ? names.allocate(declared) : undefined,
      recursive: false,
      declared,
      path: at.path,
    }
    const told = diagnostics.length
    open.set(type, entry)
    const lowered = structure(type, kind, at)
    const tagged = declared?.origin === 'app' ? withOwnTags(lowered, declared.symbol, at) : lowered
    open.delete(type)
    const result = close(entry, tagged)
    const isAgain = diagnostics.length > told && entry.id === undefined && diagnostics.length < ENOUGH
    if (!isAgain) interned.set(type, result)
    return result
  }

  /** Told at the alias, which is where the comment stands. */
  function withOwnTags(type: Type, symbol: HostSymbol, at: At): Type {
    const declared = host.place(symbol)
    return withTags(type, host.doc(symbol), declared ? { ...at, declared } : at, context)
  }

  function refer(entry: Open): RefType {
    entry.recursive = true
    entry.id ??= entry.declared
      ? names.allocate(entry.declared)
      : names.allocateText(`Recursive_${/\w+(?=\W*$)/.exec(entry.path)?.[0]}`)
    return { kind: 'ref', id: entry.id }
  }

  function close({ id, recursive, declared }: Open, type: Type): Type {
    if (id === undefined) return type
    if (!recursive && isScalar(type)) {
      names.release(id)
      return type
    }
    const doc = declared && docOf(host.doc(declared.symbol))
    const source = declared && host.place(declared.symbol)?.location
    types[id] = { id, name: declared?.name ?? id, type, ...(doc ? { doc } : {}), ...(source ? { source } : {}) }
    return { kind: 'ref', id }
  }

  function isEndless(declared: HostTypeName | undefined): boolean {
    if (exhausted || open.size > DEEPEST) return true
    if (!declared || declared.arguments.length === 0) return false
    if (endless.has(declared.symbol)) return true
    const instances = [...open.values()].filter((entry) => entry.declared?.symbol === declared.symbol)
    return instances.length > DEEPEST_INSTANCE
  }

  const isTold = (declared: HostTypeName | undefined) => exhausted || (declared !== undefined && endless.has(declared.symbol))

  function rejectEndless(type: HostType, declared: HostTypeName | undefined, at: At): Type {
    if (declared) endless.add(declared.symbol)
    else exhausted = true
    const name = declared?.name ?? shown(host, type)
    return context.reject(typeTooDeep({ path: shortened(at.path), type: name }, labels(at)))
  }

  /** Aliases of the standard library and of our own types (`Partial<User>`, `Nullable<User>`) say how, not what. */
  function isNamed(type: HostType, kind: Compound, declared: HostTypeName): boolean {
    if (declared.origin !== 'app' && declared.origin !== 'package') return false
    if (kind === 'union') return !mayBe(host, type, 'undefined') && !mayBe(host, type, 'void')
    return kind !== 'intersection' || !hasPrimitive(type, context)
  }

  function structure(type: HostType, kind: Compound, at: At): Type {
    switch (kind) {
      case 'union':
        return lowerUnion(presentMembers(host, type), at, host.nameOfType(type)?.isEnum)
      case 'intersection':
        return lowerIntersection(type, at, context)
      case 'array':
        return { kind: 'array', element: present(host.elementType(type), inside(at, '[]'), context), constraints: [] }
      case 'tuple':
        return lowerTuple(type, at)
      case 'template': {
        const { texts, types: inner } = host.templateParts(type)
        return { kind: 'template', texts, types: inner.map((part, index) => present(part, inside(at, `\${${index}}`), context)) }
      }
      case 'object':
        return lowerObject(type, at, context)
      default:
        return unreachable(kind)
    }
  }

  function lowerUnion(members: readonly HostType[], at: At, inOrder = false): Type {
    return unionOf(
      members.map((part) => context.lower(part, at)),
      { inOrder, discriminant: discriminantOf(host, members) },
    )
  }

  function lowerTuple(type: HostType, at: At): Type {
    const elements = host.tupleElements(type).map(({ type: element, mode, name }, index) => {
      const inner = inside(at, mode === 'rest' ? '[]' : `[${index}]`)
      const lowered = mode === 'optional' ? context.lower(element, inner) : present(element, inner, context)
      return { type: lowered, mode, ...(name === undefined ? {} : { name }) }
    })
    return { kind: 'tuple', elements }
  }

  function lowerLiteral(value: string | number | boolean | bigint, at: At): Type {
    if (typeof value !== 'number' || Number.isFinite(value)) return literal(value)
    return context.reject(notFinite({ path: at.path, value: String(value) }, labels(at)))
  }

  function leaf(type: HostType, kind: Exclude<HostKind, Compound>, at: At): Type {
    switch (kind) {
      case 'unknown':
      case 'never':
      case 'null':
      case 'boolean':
        return { kind }
      case 'string':
      case 'number':
      case 'bigint':
        return { kind, constraints: [] }
      case 'literal':
        return lowerLiteral(host.literal(type), at)
      default:
        return rejectKind(kind, type, at, context)
    }
  }

  return {
    types,
    diagnostics,
    lower: (type, path, use) => {
      exhausted = false
      const all = (Array.isArray(type) ? type : [type]) as readonly HostType[]
      const members = all.flatMap((one) => (presentMembers(host, one).length > 0 || host.kind(one) === 'never' ? [one] : []))
      const absent = all.some((one) => mayBe(host, one, 'undefined') || mayBe(host, one, 'void'))
      if (members.length === 0) return { kind: absent ? 'undefined' : 'never' }
      const at = { path, use }
      const value = members.length === 1 ? context.lower(members[0]!, at) : lowerUnion(members, at)
      return absent ? unionOf([value, { kind: 'undefined' }]) : value
    },
    properties: (type, path, use) => {
      exhausted = false
      const at = { path, use }
      const kind = host.kind(type)
      const told = diagnostics.length
      const lowered =
        kind === 'object'
          ? lowerObject(type, at, context)
          : kind === 'intersection'
            ? lowerIntersection(type, at, context)
            : undefined
      if (lowered?.kind === 'object' && lowered.index.length === 0) return lowered.properties.map(readable)
      const rewrite = `List them: \`{ name: string }\`. Leave \`${path}\` out of the request type to get all as raw strings.`
      if (diagnostics.length === told) context.reject(notNamedMembers({ path, type: shown(host, type), rewrite }, labels(at)))
      return []
    },
  }
}

type Compound = 'union' | 'intersection' | 'array' | 'tuple' | 'template' | 'object'
const COMPOUND: ReadonlySet<HostKind> = new Set<Compound>(['union', 'intersection', 'array', 'tuple', 'template', 'object'])
const isCompound = (kind: HostKind): kind is Compound => COMPOUND.has(kind)

const SCALARS = new Set<Type['kind']>([
  'unknown',
  'never',
  'null',
  'boolean',
  'string',
  'number',
  'bigint',
  'literal',
  'date',
  'bytes',
  'ref',
])
const isScalar = (type: Type) => SCALARS.has(type.kind)

/** What is rejected is told already: as text it can be read, so that the checks say nothing more of it. */
const readable = (property: Property): Property =>
  property.type === REJECTED ? { ...property, type: { kind: 'string', constraints: [] } } : property

/** One bigint is the range from itself to itself. */
function literal(value: string | number | boolean | bigint): Type {
  if (typeof value !== 'bigint') return { kind: 'literal', value }
  return {
    kind: 'bigint',
    constraints: [
      { kind: 'minimum', value: String(value) },
      { kind: 'maximum', value: String(value) },
    ],
  }
}

const shortened = (path: string) => (path.length > 40 ? `${path.slice(0, 36)}...` : path)
