import type { Diagnostic } from '../../../diagnostics/index.ts'
import type { NamedType, Property, Type, TypeId } from '../../../ir/index.ts'
import type { HostType, Place, TypeHost } from '../../1-load/type-host.ts'

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

export declare function createTypeLowering(host: TypeHost): TypeLowering
