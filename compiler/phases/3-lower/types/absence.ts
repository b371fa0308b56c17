/** `undefined` is no value on the wire: it says that a member, an argument or a body may be absent. */
import type { HostType, TypeHost } from '../../1-load/type-host.ts'

/** Whether `undefined` (or `void`) is one of the type's values, at any depth of unions. */
export function mayBe(host: TypeHost, type: HostType, kind: 'undefined' | 'void'): boolean {
  const own = host.kind(type)
  return own === kind || (own === 'union' && host.unionMembers(type).some((member) => mayBe(host, member, kind)))
}

/** The members of a union that are values; any other type is its own only member. */
export function presentMembers(host: TypeHost, type: HostType): readonly HostType[] {
  const kind = host.kind(type)
  if (kind === 'undefined' || kind === 'void') return []
  return kind === 'union' ? host.unionMembers(type).filter((member) => presentMembers(host, member).length > 0) : [type]
}
