/**
 * Intersections: a base with constraints and brands, or objects put together.
 *
 *   string & Brand<'uuid'> & MinLen<36>  ->  string with format uuid and minLength 36
 *   User & { readonly [checked]: true }  ->  User: the marker of a foreign brand is dropped
 */
import { unsupportedIntersection } from '../../../diagnostics/index.ts'
import type { Type } from '../../../ir/index.ts'
import type { HostKind, HostType } from '../../1-load/type-host.ts'
import { constrain, contradiction, lostLiteral, misplaced, unusable } from './constrain.ts'
import { type At, type Context, isPhantom, labels, shown } from './context.ts'
import { lowerMembers } from './object.ts'
import { isCombinator, type Reading, requirementsOf } from './phantom.ts'
import { rejectFunction } from './reject.ts'

const PRIMITIVES = new Set<HostKind>([
  'string',
  'number',
  'bigint',
  'boolean',
  'literal',
  'template',
  'string-mapping',
  'computed-member',
  'symbol',
])

export const hasPrimitive = (type: HostType, { host }: Pick<Context, 'host'>): boolean =>
  host.intersectionMembers(type).some((part) => PRIMITIVES.has(host.kind(part)))

export function lowerIntersection(type: HostType, at: At, context: Context): Type {
  const { host } = context
  const all = host.intersectionMembers(type)
  const readings = all.flatMap((part) => (isCombinator(host, part) ? requirementsOf(host, part) : []))
  const parts = all.filter((part) => !isCombinator(host, part))
  const base = lowerBase(type, parts, at, context)
  return withReadings(base, readings, at, context)
}

function lowerBase(type: HostType, parts: readonly HostType[], at: At, context: Context): Type {
  const { host } = context
  const primitives = parts.filter((part) => PRIMITIVES.has(host.kind(part)))
  if (primitives.length > 0) {
    const others = parts.filter((part) => !primitives.includes(part))
    if (primitives.length > 1 || !others.every((part) => isPrimitiveMarker(part, context)))
      return rejectIntersection(type, at, context)
    return context.lower(primitives[0]!, at)
  }
  const markers = parts.filter((part) => isObjectMarker(part, context))
  const bases = parts.filter((part) => !markers.includes(part) && host.kind(part) !== 'non-primitive')
  const callable = bases.find((part) => isCallable(part, context))
  if (callable) return rejectFunction(at, context)
  const [first] = bases
  if (first && bases.length === 1) return context.lower(first, at)
  if (bases.some((part) => host.kind(part) === 'unresolved'))
    return context.lower(bases.find((part) => host.kind(part) === 'unresolved')!, at)
  if (!bases.every((part) => isOpenObject(part, context))) return rejectIntersection(type, at, context)
  // Markers alone: `{ a: string } & {}` has lost nothing, and `object & { [mark]: true }` is an object without members.
  const dropped = new Set(
    bases.length === 0 ? [] : markers.flatMap((part) => host.properties(part).map((symbol) => host.nameOf(symbol))),
  )
  return lowerMembers(type, at, context, dropped)
}

const isCallable = (part: HostType, { host }: Context) => host.callSignatures(part).length > 0 || host.isConstructor(part)

/** An object part of a primitive's intersection is never there at run time; one that narrows a real member of the primitive means something else. */
function isPrimitiveMarker(part: HostType, context: Context): boolean {
  const { host } = context
  const kind = host.kind(part)
  if (kind !== 'object' || isCallable(part, context) || host.indexInfos(part).length > 0) return false
  return !host.properties(part).some((symbol) => REAL.has(host.nameOf(symbol)))
}
const REAL = new Set(['length', 'toString', 'valueOf', 'toFixed', 'charAt', 'at'])

const MARKER = /^_*(brand|tag|opaque|nominal|flavou?r)$/i

/** `{ readonly [brand]: 'X' }`, `{ __brand: 'X' }`, `{}`: parts that exist only for the type checker. */
function isObjectMarker(part: HostType, context: Context): boolean {
  const { host } = context
  if (host.kind(part) !== 'object' || host.indexInfos(part).length > 0 || host.standardName(part) !== undefined) return false
  if (isCallable(part, context)) return false
  return host.properties(part).every((symbol) => {
    const name = host.nameOf(symbol)
    return host.keyKind(symbol) === 'symbol' || (name.startsWith('_') && MARKER.test(name)) || isPhantom(host, symbol)
  })
}

const STANDARD_VALUES =
  /^(Date|URL|(Readonly)?(Map|Set)|((Int|Uint|Float|BigInt|BigUint)\d+(Clamped)?Array)|Buffer|RegExp|Promise)$/

function isOpenObject(part: HostType, { host }: Context): boolean {
  return host.kind(part) === 'object' && !STANDARD_VALUES.test(host.standardName(part) ?? '')
}

function rejectIntersection(type: HostType, at: At, context: Context): Type {
  const rewrite = 'Put the parts side by side as members of an object.'
  return context.reject(unsupportedIntersection({ path: at.path, type: shown(context.host, type, true), rewrite }, labels(at)))
}

function withReadings(base: Type, readings: readonly Reading[], at: At, context: Context): Type {
  // A rejected base has been told; a ref is opened, since what is named stays without these constraints.
  const isSaid = base.kind === 'unknown'
  let type = readings.length === 0 ? base : (context.definition(base) ?? base)
  for (const reading of readings) {
    if ('problem' in reading) {
      context.reject(unusable(reading, reading.text, at))
      continue
    }
    const constrained = constrain(type, reading)
    if (constrained) type = constrained
    else if (!isSaid) context.reject(misplaced(type, reading, at))
  }
  const constraints = readings.map(({ text }) => text).join(' & ')
  const problem = lostLiteral(base, type, constraints, at) ?? contradiction(type, at)
  return problem ? context.reject(problem) : type
}
