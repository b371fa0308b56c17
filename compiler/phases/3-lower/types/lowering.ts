import { type Diagnostic, notNamedMembers } from '../../../diagnostics/index.ts'
import type { NamedType, Property, Type, TypeId } from '../../../ir/index.ts'
import type { HostType, Place, TypeHost } from '../../1-load/type-host.ts'
import { mayBe, presentMembers } from './absence.ts'
import { type At, type Context, labels, REJECTED, shown } from './context.ts'
import { createInterning } from './interning.ts'
import { lowerMembers } from './object.ts'
import { lowerCompound, lowerUnion } from './structure.ts'
import { unionOf } from './union.ts'

export interface TypeLowering {
  /**
   * `path` begins the type path of diagnostics (`body`, `response 200`), `at` is who uses the type (the handler's name).
   * Several types are lowered as their union. A rejected part is `unknown`, and a diagnostic says why.
   */
  lower(type: HostType | readonly HostType[], path: string, at: Place): Type
  /** Members of an object type that is read by name: params, query, headers, cookies, the environment; without those of some names. */
  properties(type: HostType, path: string, at: Place, except?: ReadonlySet<string>): readonly Property[]
  /** Grows with each call. */
  readonly types: Readonly<Record<TypeId, NamedType>>
  readonly diagnostics: readonly Diagnostic[]
}

export function createTypeLowering(host: TypeHost): TypeLowering {
  const { context, types, diagnostics, begin, finish } = createInterning(host)
  return {
    types,
    diagnostics,
    lower: (type, path, use) => {
      begin()
      const lowered = lowerWhole(Array.isArray(type) ? type : [type], { path, use }, context)
      finish()
      return lowered
    },
    properties: (type, path, use, except) => {
      begin()
      const told = diagnostics.length
      const properties = lowerNamed(type, { path, use }, context, except)
      finish()
      if (!properties && diagnostics.length === told) rejectUnnamed(type, { path, use }, context)
      return properties ?? []
    },
  }
}

/** At the top, `undefined` is a value: a missing body. */
function lowerWhole(types: readonly HostType[], at: At, context: Context): Type {
  const { host } = context
  const members = types.filter((type) => presentMembers(host, type).length > 0 || host.kind(type) === 'never')
  const isAbsent = types.some((type) => mayBe(host, type, 'undefined') || mayBe(host, type, 'void'))
  if (members.length === 0) return { kind: isAbsent ? 'undefined' : 'never' }
  const value = members.length === 1 ? context.lower(members[0]!, at) : lowerUnion(members, at, context)
  return isAbsent ? unionOf([value, { kind: 'undefined' }]) : value
}

function lowerNamed(type: HostType, at: At, context: Context, except?: ReadonlySet<string>): readonly Property[] | undefined {
  const kind = context.host.kind(type)
  if (kind !== 'object' && kind !== 'intersection') return undefined
  const lowered = except ? lowerMembers(type, at, context, except) : lowerCompound(type, kind, at, context)
  return lowered.kind === 'object' && lowered.index.length === 0 ? lowered.properties.map(readable) : undefined
}

function rejectUnnamed(type: HostType, at: At, context: Context): void {
  const rewrite = `List them: \`{ name: string }\`. Leave \`${at.path}\` out of the request type to get all as raw strings.`
  context.reject(notNamedMembers({ path: at.path, type: shown(context.host, type), rewrite }, labels(at)))
}

/** What is rejected is told already: as text it can be read, so that the checks say nothing more of it. */
const readable = (property: Property): Property =>
  property.type === REJECTED ? { ...property, type: { kind: 'string', constraints: [] } } : property
