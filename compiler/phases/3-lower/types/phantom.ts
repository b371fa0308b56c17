/** Phantom members of `@gati-framework/types`: `{ readonly __gati_minLen?: 3 }` -> the requirement MinLen<3>. */
import type { HostSymbol, HostType, TypeHost } from '../../1-load/type-host.ts'
import { presentMembers } from './absence.ts'
import { isPhantom, PHANTOM } from './context.ts'
import {
  type Argument,
  checkRequirement,
  combinatorText,
  MEMBER_MARKS,
  type Problem,
  type Requirement,
  readRequirement,
} from './requirement.ts'

/** The one literal of an optional member, without its `undefined`; of a brand, the one name. */
export function phantomArgument(host: TypeHost, symbol: HostSymbol): Argument {
  const [only, ...others] = presentMembers(host, host.typeOf(symbol))
  if (only === undefined || others.length > 0) return undefined
  if (host.kind(only) === 'literal') return host.literal(only)
  const names = host.kind(only) === 'object' ? host.properties(only).map((name) => host.nameOf(name)) : []
  return names.length === 1 ? names[0] : undefined
}

/** The distinct arguments of all `Default<...>`, say, in the type of a member; `undefined` among them is one that is no literal. */
export function memberMarks(host: TypeHost, type: HostType, phantom: string): readonly Argument[] {
  const kind = host.kind(type)
  if (kind === 'union') return [...new Set(host.unionMembers(type).flatMap((member) => memberMarks(host, member, phantom)))]
  if (kind !== 'intersection') return []
  const symbols = host
    .intersectionMembers(type)
    .flatMap((part) => (host.kind(part) === 'object' ? (host.property(part, PHANTOM + phantom) ?? []) : []))
  return [...new Set(symbols.map((symbol) => phantomArgument(host, symbol)))]
}

/** Whether a part of an intersection is a combinator and nothing else. */
export function isCombinator(host: TypeHost, part: HostType): boolean {
  if (host.kind(part) !== 'object') return false
  const symbols = host.properties(part)
  return symbols.length > 0 && symbols.every((symbol) => isPhantom(host, symbol))
}

function checkOf(host: TypeHost, symbol: HostSymbol): Reading {
  const [predicate] = presentMembers(host, host.typeOf(symbol))
  const exported = predicate && host.exportOf(predicate)
  if (exported) return checkRequirement({ kind: 'check', ...exported })
  return {
    problem: 'the emitted server has no function to import for it',
    kind: 'value',
    text: 'Check<...>',
    rewrite: 'Write `Check<typeof isEven>`, where a file of the app has `export function isEven(value: number): boolean`.',
  }
}

export type Reading = Requirement | (Problem & { readonly text: string })

/** Each part is read by itself: in the whole intersection `Min<0> & Min<5>` has a member of type `0 & 5`. */
export function requirementsOf(host: TypeHost, part: HostType): readonly Reading[] {
  return host.properties(part).flatMap((symbol): Reading[] => {
    const phantom = host.nameOf(symbol).slice(PHANTOM.length)
    if (MEMBER_MARKS.has(phantom)) return []
    if (phantom === 'check') return [checkOf(host, symbol)]
    const argument = phantomArgument(host, symbol)
    const reading = readRequirement(phantom, argument)
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
