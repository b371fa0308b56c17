/** Phantom members of `@gati-framework/types`: `{ readonly __gati_minLen?: 3 }` -> the requirement MinLen<3>. */
import type { HostSymbol, HostType, TypeHost } from '../../1-load/type-host.ts'
import { isPhantom, PHANTOM } from './context.ts'
import { type Argument, combinatorText, type Problem, type Requirement, readRequirement } from './requirement.ts'

/** The one literal of an optional member, without its `undefined`. */
export function phantomArgument(host: TypeHost, symbol: HostSymbol): Argument {
  const type = host.typeOf(symbol)
  const members =
    host.kind(type) === 'union' ? host.unionMembers(type).filter((member) => host.kind(member) !== 'undefined') : [type]
  const only = members.length === 1 ? members[0]! : undefined
  return only && host.kind(only) === 'literal' ? host.literal(only) : undefined
}

/** Whether a part of an intersection is a combinator and nothing else. */
export function isCombinator(host: TypeHost, part: HostType): boolean {
  if (host.kind(part) !== 'object') return false
  const symbols = host.properties(part)
  return symbols.length > 0 && symbols.every((symbol) => isPhantom(host, symbol))
}

export type Reading = Requirement | (Problem & { readonly text: string })

/** Each part is read by itself: in the whole intersection `Min<0> & Min<5>` has a member of type `0 & 5`. */
export function requirementsOf(host: TypeHost, part: HostType): readonly Reading[] {
  return host.properties(part).flatMap((symbol): Reading[] => {
    const phantom = host.nameOf(symbol).slice(PHANTOM.length)
    const argument = phantomArgument(host, symbol)
    const reading = readRequirement(phantom, argument)
    if (phantom === 'default') return []
    if (reading === undefined)
      return [
        {
          problem: 'this compiler does not know it; the packages `gatic` and `@gati-framework/types` must be of one version',
          kind: 'value',
          text: host.nameOf(symbol),
        },
      ]
    return ['problem' in reading ? { ...reading, text: combinatorText(phantom, argument) } : reading]
  })
}
