/**
 * Each type of the checker is lowered once, and a type that is met again inside itself becomes a ref.
 *
 *   interface User { friends: User[] }  ->  ref User, and types.User = { friends: (ref User)[] }
 *
 * Every kind of type is interned, not only objects: a recursive array or union alias has no object on its way.
 */
import { type Diagnostic, typeTooDeep } from '../../../diagnostics/index.ts'
import type { NamedType, RefType, Type, TypeId } from '../../../ir/index.ts'
import type { HostSymbol, HostType, HostTypeName, TypeHost } from '../../1-load/type-host.ts'
import { mayBe } from './absence.ts'
import { type At, type Context, labels, REJECTED, shown } from './context.ts'
import { hasPrimitive } from './intersection.ts'
import { docOf, withExamples, withTags } from './jsdoc.ts'
import { createTypeNames } from './names.ts'
import { type Compound, isCompound, lowerCompound, lowerLeaf } from './structure.ts'

export interface Interning {
  readonly context: Context
  readonly types: Readonly<Record<TypeId, NamedType>>
  readonly diagnostics: readonly Diagnostic[]
  /** Before each type that is lowered for itself. */
  begin(): void
  /** Behind it: what was left for later. */
  finish(): void
}

/** A type that is being lowered: whoever meets it again below itself refers to it by name. */
interface Open {
  id: TypeId | undefined
  recursive: boolean
  readonly declared: HostTypeName | undefined
  /** Where it was met first. */
  readonly path: string
}

/** Types inside each other from which on a named one is left for later: hundreds may lead to each other, and calls inside calls have an end. */
const FAR = 24

/** A rejected anonymous type is told again where it is met again, until there is enough to read. */
const ENOUGH = 100

export function createInterning(host: TypeHost): Interning {
  const types: Record<TypeId, NamedType> = {}
  const diagnostics: Diagnostic[] = []
  const names = createTypeNames(host)
  const interned = new Map<HostType, Type>()
  const open = new Map<HostType, Open>()
  const depth = createDepthGuard()
  const later: (() => void)[] = []

  const context: Context = {
    host,
    types,
    lower: (type, at) => {
      const kind = host.kind(type)
      return isCompound(kind) ? intern(type, kind, at) : lowerLeaf(type, kind, at, context)
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
    const verdict = depth.look(declared, open)
    if (verdict === 'told') return REJECTED
    if (verdict === 'endless') return rejectEndless(type, declared, at)
    const id = declared && isNamed(type, kind, declared, context) ? names.allocate(declared) : undefined
    const entry: Open = { id, recursive: false, declared, path: at.path }
    if (id === undefined || open.size < FAR || declared!.arguments.length > 0) return lowerOpen(type, kind, entry, at)
    interned.set(type, refer(entry))
    later.push(() => lowerOpen(type, kind, entry, at))
    return refer(entry)
  }

  function lowerOpen(type: HostType, kind: Compound, entry: Open, at: At): Type {
    const { declared } = entry
    const told = diagnostics.length
    open.set(type, entry)
    const lowered = lowerCompound(type, kind, at, context)
    const tagged = declared?.origin === 'app' ? withOwnTags(lowered, declared.symbol, at, context) : lowered
    open.delete(type)
    const result = close(entry, tagged, at)
    const isToldAgain = diagnostics.length > told && entry.id === undefined && diagnostics.length < ENOUGH
    if (!isToldAgain) interned.set(type, result)
    return result
  }

  function refer(entry: Open): RefType {
    const lastName = () => /\w+(?=\W*$)/.exec(entry.path)?.[0] ?? 'type'
    entry.recursive = true
    entry.id ??= entry.declared ? names.allocate(entry.declared) : names.allocateText(`Recursive_${lastName()}`)
    return { kind: 'ref', id: entry.id }
  }

  function close({ id, recursive, declared }: Open, type: Type, at: At): Type {
    if (id === undefined) return type
    if (!recursive && SCALARS.has(type.kind)) {
      names.release(id)
      return type
    }
    const place = declared && host.place(declared.symbol)
    const source = place?.location
    const exported = declared && declared.arguments.length === 0 ? host.exportOfDeclared(declared.symbol) : undefined
    const origin = { ...(source ? { source } : {}), ...(exported ? { exported } : {}) }
    types[id] = { id, name: declared?.name ?? id, type, ...origin }
    // Examples may hold the type itself.
    const doc = declared && withExamples(docOf(host.doc(declared.symbol)), type, place ? { ...at, declared: place } : at, context)
    if (doc) types[id] = { id, name: types[id].name, type, doc, ...origin }
    return { kind: 'ref', id }
  }

  function rejectEndless(type: HostType, declared: HostTypeName | undefined, at: At): Type {
    const path = at.path.length > 40 ? `${at.path.slice(0, 36)}...` : at.path
    return context.reject(typeTooDeep({ path, type: declared?.name ?? shown(host, type) }, labels(at)))
  }

  const finish = () => {
    for (let next = later.shift(); next; next = later.shift()) next()
  }
  return { context, types, diagnostics, begin: () => depth.begin(), finish }
}

/** A name for these would say less than what they are. */
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

/** Aliases of the standard library and of our own types (`Partial<User>`, `Nullable<User>`) say how, not what. */
function isNamed(type: HostType, kind: Compound, { origin }: HostTypeName, context: Context): boolean {
  if (origin !== 'app' && origin !== 'package') return false
  if (kind === 'union') return !mayBe(context.host, type, 'undefined') && !mayBe(context.host, type, 'void')
  return kind !== 'intersection' || !hasPrimitive(type, context)
}

/** Told at the alias, which is where the comment stands. */
function withOwnTags(type: Type, symbol: HostSymbol, at: At, context: Context): Type {
  const declared = context.host.place(symbol)
  return withTags(type, context.host.doc(symbol), declared ? { ...at, declared } : at, context)
}

/** Instances of one generic type inside each other, and types inside each other, beyond which nobody means it. */
const DEEPEST_INSTANCE = 20
const DEEPEST = 120

/** Tells endless types, each once: below an endless type there are endlessly many branches, and one is enough to look at. */
function createDepthGuard() {
  const endless = new Set<HostSymbol>()
  let exhausted = false
  return {
    begin() {
      exhausted = false
    },
    look(declared: HostTypeName | undefined, open: ReadonlyMap<HostType, Open>): 'fine' | 'endless' | 'told' {
      const symbol = declared && declared.arguments.length > 0 ? declared.symbol : undefined
      if (exhausted || (symbol && endless.has(symbol))) return 'told'
      const isNested = () => [...open.values()].filter((entry) => entry.declared?.symbol === symbol).length > DEEPEST_INSTANCE
      if (open.size <= DEEPEST && !(symbol && isNested())) return 'fine'
      if (symbol) endless.add(symbol)
      else exhausted = true
      return 'endless'
    },
  }
}
