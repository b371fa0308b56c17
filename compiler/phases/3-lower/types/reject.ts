/** Types that cannot cross the wire, each with what to write instead. */
import {
  anyType,
  computedEnumMember,
  expandedPrimitive,
  functionOnWire,
  hiddenMember,
  stringMapping,
  symbolType,
  undefinedInData,
  unresolvedType,
  unresolvedTypeParameter,
  unsupportedClass,
} from '../../../diagnostics/index.ts'
import type { Type } from '../../../ir/index.ts'
import type { HostSymbol, HostType } from '../../1-load/type-host.ts'
import { type At, type Context, labels, member, shown } from './context.ts'

export type Rejected = 'any' | 'error' | 'symbol' | 'string-mapping' | 'unresolved' | 'computed-member' | 'void' | 'undefined'

export function rejectKind(kind: Rejected, type: HostType, at: At, context: Context): Type {
  const { path } = at
  const text = shown(context.host, type)
  switch (kind) {
    case 'any':
      return context.reject(anyType({ path }, labels(at)))
    case 'error':
      return context.reject(unresolvedType({ path }, labels(at)))
    case 'symbol':
      return context.reject(symbolType({ path }, labels(at)))
    case 'unresolved':
      return context.reject(unresolvedTypeParameter({ path, type: text }, labels(at)))
    case 'computed-member':
      return context.reject(computedEnumMember({ path: text }, labels(at)))
    case 'string-mapping':
      return context.reject(
        stringMapping({ path, type: text, rewrite: MAPPINGS[text.split('<')[0]!] ?? 'string & Pattern<...>' }, labels(at)),
      )
    case 'void':
    case 'undefined':
      return rejectAbsence(kind, at, context)
  }
}

const MAPPINGS: Readonly<Record<string, string>> = { Uppercase: 'string & Uppercased', Lowercase: 'string & Lowercased' }

export function rejectAbsence(type: 'void' | 'undefined', at: At, context: Context): Type {
  const rewrite =
    type === 'void'
      ? 'Declare what the value is, or leave the member out.'
      : 'Write `null` instead of `undefined`, and convert it at the edge; or leave such items out.'
  return context.reject(undefinedInData({ path: at.path, type, rewrite }, labels(at)))
}

export function rejectFunction(at: At, context: Context): Type {
  const rewrite = 'Send data instead: drop the member with `Omit<...>`, or declare an interface without it.'
  return context.reject(functionOnWire({ path: at.path, rewrite }, labels(at)))
}

/** Whether the members are those of a class of the standard library, a primitive's wrapper, or hidden: told once for the whole type. */
export function rejectMembers(type: HostType, symbols: readonly HostSymbol[], at: At, context: Context): Type | undefined {
  const { host } = context
  const primitive = host.isDeclared(type) ? undefined : expandedPrimitiveOf(symbols, context)
  if (primitive) return context.reject(expandedPrimitive({ path: at.path, type: primitive }, labels(at)))
  const hidden = symbols.find((symbol) => host.visibility(symbol) !== 'public')
  if (hidden) {
    const inner = member(at, host.nameOf(hidden), host.place(hidden))
    const values = {
      path: inner.path,
      visibility: host.visibility(hidden),
      type: host.nameOfType(type)?.name ?? shown(host, type),
    }
    return context.reject(hiddenMember(values, labels(inner)))
  }
  const isError = ['message', 'stack'].every((name) =>
    symbols.some((symbol) => host.nameOf(symbol) === name && isStandard(symbol, context)),
  )
  const isStandardClass = symbols.some((symbol) => isStandard(symbol, context) && isFunction(symbol, context))
  if (!isError && !isStandardClass) return rejectFunctions(symbols, at, context)
  const rewrite = isError
    ? 'Send `{ message: string }`, or throw an `HttpError` whose body is declared.'
    : 'Declare the data that is meant as an interface, and convert it at the edge.'
  return context.reject(unsupportedClass({ path: at.path, type: shown(host, type), rewrite }, labels(at)))
}

/** All functions of one type in one diagnostic: a class has many methods. */
function rejectFunctions(symbols: readonly HostSymbol[], at: At, context: Context): Type | undefined {
  const { host } = context
  const functions = symbols.filter((symbol) => isFunction(symbol, context))
  const first = functions[0]
  if (!first) return undefined
  const names = functions.map((symbol) => host.nameOf(symbol))
  const inner = member(at, names[0]!, host.place(first))
  const omitted = names.map((name) => JSON.stringify(name).replaceAll('"', "'")).join(' | ')
  const rewrite = `Send the data without ${names.length > 1 ? 'its functions' : 'it'}: \`Omit<..., ${omitted}>\`, or an interface of its own.`
  return context.reject(functionOnWire({ path: inner.path, rewrite }, labels(inner)))
}

const isStandard = (symbol: HostSymbol, { host }: Context) => host.origin(symbol) === 'standard-library'

/** A method, or a member that holds functions only; a union of functions and data is told where it is lowered. */
function isFunction(symbol: HostSymbol, { host }: Context): boolean {
  const type = host.typeOf(symbol)
  const members = host.kind(type) === 'union' ? host.unionMembers(type).filter((part) => host.kind(part) !== 'undefined') : [type]
  // A mapped type turns a method into `{}`: still nothing that the wire could carry.
  const isEmptied = (part: HostType) =>
    host.isMethod(symbol) && host.kind(part) === 'object' && host.properties(part).length === 0
  return members.length > 0 && members.every((part) => host.callSignatures(part).length > 0 || isEmptied(part))
}

/** A homomorphic mapped type over `string & Brand<'x'>` lists what every string has. */
function expandedPrimitiveOf(symbols: readonly HostSymbol[], context: Context): 'string' | 'number' | 'Date' | undefined {
  const has = (name: string) => symbols.some((symbol) => context.host.nameOf(symbol) === name && isStandard(symbol, context))
  if (has('charCodeAt') && has('toLowerCase')) return 'string'
  if (has('toFixed') && has('toPrecision')) return 'number'
  return has('getTime') && has('toISOString') ? 'Date' : undefined
}
