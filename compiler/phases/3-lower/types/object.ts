/** Object types: what has named members, open keys, or both. */
import { conflictingSignature, constraintWithoutBase, unsupportedClass, unsupportedKey } from '../../../diagnostics/index.ts'
import type { IndexSignature, ObjectType, Property, Type } from '../../../ir/index.ts'
import type { HostIndexInfo, HostSymbol, HostType } from '../../1-load/type-host.ts'
import { mayBe, presentMembers } from './absence.ts'
import { type At, type Context, inside, isPhantom, labels, member, shown } from './context.ts'
import { withDefault } from './defaults.ts'
import { docOf, withExamples, withMarks, withTags } from './jsdoc.ts'
import { rejectAbsence, rejectFunction, rejectMembers } from './reject.ts'
import { lowerStandard, present } from './standard.ts'

export function lowerObject(type: HostType, at: At, context: Context): Type {
  const { host } = context
  if (host.callSignatures(type).length > 0 || host.isConstructor(type)) return rejectFunction(at, context)
  const standard = lowerStandard(type, at, context)
  if (standard) return standard
  const declared = host.nameOfType(type)
  if (declared?.origin === 'gati' && declared.name === 'Reply') return rejectReply(type, at, context)
  if (declared?.origin === 'gati' && declared.name === 'UploadedFile') return rejectFile(type, at, context)
  const symbols = host.properties(type)
  if (symbols.length > 0 && symbols.every((symbol) => isPhantom(host, symbol))) return rejectBare(type, at, context)
  return lowerMembers(type, at, context)
}

/** Also for intersections of objects, whose members the checker has put together. `dropped` are the markers of foreign brands. */
export function lowerMembers(
  type: HostType,
  at: At,
  context: Context,
  dropped: ReadonlySet<string> = new Set(),
): ObjectType | Type {
  const { host } = context
  const symbols = host.properties(type).filter((symbol) => !isPhantom(host, symbol) && !dropped.has(host.nameOf(symbol)))
  const json = lowerToJson(symbols, at, context)
  if (json) return json
  const rejected = rejectMembers(type, symbols, at, context)
  if (rejected) return rejected
  // Left over are symbol keys with data: markers of brands, which no JSON value has.
  const named = symbols.filter((symbol) => host.keyKind(symbol) === 'string')
  const conflict = rejectConflict(type, named, at, context)
  if (conflict) return conflict
  return {
    kind: 'object',
    properties: named.map((symbol) => lowerProperty(symbol, at, context)),
    index: openKeys(type, context).flatMap((info) => lowerIndex(info, at, context)),
    constraints: [],
  }
}

/** `Record<PropertyKey, V>` is `Record<string, V>`: no JSON value has keys that are symbols. Where nothing else is open, that is told. */
function openKeys(type: HostType, { host }: Context): readonly HostIndexInfo[] {
  const all = host.indexInfos(type)
  const written = all.filter(({ key }) => host.kind(key) !== 'symbol')
  return written.length > 0 ? written : all
}

/** What has a `toJSON` of its own is written as what that gives; its other members stay on the server. */
function lowerToJson(symbols: readonly HostSymbol[], at: At, context: Context): Type | undefined {
  const { host } = context
  const method = symbols.find((symbol) => host.nameOf(symbol) === 'toJSON' && host.origin(symbol) !== 'standard-library')
  const [signature] = method ? host.callSignatures(host.typeOf(method)) : []
  return signature && { kind: 'to-json', type: present(signature.result, inside(at, '.toJSON()'), context) }
}

function lowerProperty(symbol: HostSymbol, parent: At, context: Context): Property {
  const { host } = context
  const name = host.nameOf(symbol)
  const at = member(parent, name, host.place(symbol))
  const declared = host.typeOf(symbol)
  const hostDoc = host.doc(symbol)
  const optional = host.isOptional(symbol) || mayBe(host, declared, 'undefined')
  if (mayBe(host, declared, 'void')) return { name, type: rejectAbsence('void', at, context), optional }
  const type: Type =
    presentMembers(host, declared).length === 0 && host.kind(declared) !== 'never'
      ? { kind: 'never' }
      : context.lower(declared, at)
  const tagged = withTags(type, hostDoc, at, context)
  const doc = withExamples(withMarks(docOf(hostDoc), declared, host), tagged, at, context)
  const value = withDefault(declared, tagged, hostDoc, at, context)
  return {
    name,
    type: tagged,
    optional: optional || value !== undefined,
    ...(doc ? { doc } : {}),
    ...(value === undefined ? {} : { default: value }),
  }
}

/** Where types were put together, a member may hold what the signature that its name fits does not allow. */
function rejectConflict(type: HostType, symbols: readonly HostSymbol[], parent: At, context: Context): Type | undefined {
  const { host } = context
  for (const { key, value } of openKeys(type, context)) {
    const fits = (part: HostType) => host.isAssignable(part, value)
    const conflict = symbols.find(
      (symbol) => host.isKeyOf(host.nameOf(symbol), key) && !presentMembers(host, host.typeOf(symbol)).every(fits),
    )
    if (!conflict) continue
    const at = member(parent, host.nameOf(conflict), host.place(conflict))
    const values = { type: shown(host, host.typeOf(conflict)), key: shown(host, key), value: shown(host, value) }
    const rewrite = `Widen the signature: \`[key: ${values.key}]: ${values.value} | ${values.type}\`, or give the open keys an object of their own.`
    return context.reject(conflictingSignature({ path: at.path, ...values, rewrite }, labels(at)))
  }
  return undefined
}

const KEYS = new Set<Type['kind']>(['string', 'number', 'template'])

function lowerIndex({ key, value }: HostIndexInfo, parent: At, context: Context): readonly IndexSignature[] {
  const { host } = context
  const at = inside(parent, '[key]')
  if (host.kind(key) === 'symbol') {
    context.reject(unsupportedKey({ path: parent.path, type: shown(host, key) }, labels(parent)))
    return []
  }
  const lowered = context.lower(key, inside(parent, '<key>'))
  if (mayBe(host, value, 'void')) rejectAbsence('void', at, context)
  const type: Type = presentMembers(host, value).length === 0 ? { kind: 'never' } : context.lower(value, at)
  return KEYS.has(lowered.kind) ? [{ key: lowered, value: type }] : []
}

function rejectReply(type: HostType, at: At, context: Context): Type {
  const rewrite = 'Return the reply itself, not inside other data; members of the response type become replies.'
  return context.reject(unsupportedClass({ path: at.path, type: shown(context.host, type), rewrite }, labels(at)))
}

function rejectFile(type: HostType, at: At, context: Context): Type {
  const rewrite = 'Files are members of a multipart body: `body: Multipart<{ file: UploadedFile }>`.'
  return context.reject(unsupportedClass({ path: at.path, type: shown(context.host, type), rewrite }, labels(at)))
}

/** `age: Min<0>` where `number & Min<0>` was meant. */
function rejectBare(type: HostType, at: At, context: Context): Type {
  const { host } = context
  const text = shown(host, type)
  const names = host.properties(type).map((symbol) => host.nameOf(symbol))
  const base = names.some((name) => /min$|max$|Than$|numeric|multipleOf/.test(name))
    ? 'number'
    : names.some((name) => /Items$/.test(name))
      ? 'string[]'
      : names.some((name) => /Properties$/.test(name))
        ? 'Record<string, string>'
        : 'string'
  return context.reject(constraintWithoutBase({ path: at.path, type: text, rewrite: `${base} & ${text}` }, labels(at)))
}
