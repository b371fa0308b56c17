/** How is a type of each kind checked, explained and read? One file a kind; here is which. */
import { holdsSensitive, isSensitive, printType, type Type } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { call, type Emission, type Site } from '../emission.ts'
import { arrayKind } from './array.ts'
import { bigintKind } from './bigint.ts'
import { bytesKind } from './bytes.ts'
import { dateKind } from './date.ts'
import type { Composite, Scalar } from './kind.ts'
import { mapKind } from './map.ts'
import { numberKind } from './number.ts'
import { objectKind } from './object.ts'
import { booleanKind, literalKind, neverKind, nullKind, undefinedKind, unknownKind } from './plain.ts'
import { predicateRefusal, predicatesOf } from './predicate.ts'
import { setKind } from './set.ts'
import { stringKind } from './string.ts'
import { templateKind } from './template.ts'
import { toJsonKind } from './to-json.ts'
import { tupleKind } from './tuple.ts'
import { checkUnion, explainUnion, readUnion, readUnionInline, unionRefusal } from './union.ts'
import { urlKind } from './url.ts'

type Of<Kind extends Type['kind']> = Extract<Type, { kind: Kind }>
type CompositeKind = 'array' | 'tuple' | 'object' | 'map' | 'set'
type ScalarKind = Exclude<Type['kind'], CompositeKind | 'union' | 'ref'>

const SCALARS: { readonly [Kind in ScalarKind]: Scalar<Of<Kind>> } = {
  unknown: unknownKind,
  never: neverKind,
  undefined: undefinedKind,
  null: nullKind,
  boolean: booleanKind,
  string: stringKind,
  number: numberKind,
  bigint: bigintKind,
  date: dateKind,
  bytes: bytesKind,
  url: urlKind,
  literal: literalKind,
  template: templateKind,
  'to-json': toJsonKind,
}

const COMPOSITES: { readonly [Kind in CompositeKind]: Composite<Of<Kind>> } = {
  array: arrayKind,
  tuple: tupleKind,
  object: objectKind,
  map: mapKind,
  set: setKind,
}

/** A type is looked up under its own kind: the table's type cannot say so for a type of any kind. */
const scalarOf = (type: Type): Scalar<Type> | undefined =>
  (SCALARS as Partial<Record<Type['kind'], Scalar<never>>>)[type.kind] as Scalar<Type> | undefined
const compositeOf = (type: Type): Composite<Type> | undefined =>
  (COMPOSITES as Partial<Record<Type['kind'], Composite<never>>>)[type.kind] as Composite<Type> | undefined

/** Whether one issue can say all that is wrong with a value: it has no places inside. */
export function isScalar(type: Type, on: Emission): boolean {
  if (type.kind === 'ref') return !on.isDeep(type) && isScalar(on.resolve(type), on)
  if (type.kind === 'union') return type.members.every((member) => isScalar(member, on))
  return compositeOf(type) === undefined
}

/** Conditions of which one holds exactly where the value, an expression without effects, is not of the type. */
export function refusal(type: Type, value: string, site: Site): string[] {
  if (type.kind === 'union')
    return isScalar(type, site.on) || !hasCases(type)
      ? unionRefusal(type, value, site)
      : [`!${call(site, site.form, type, site.hint, value)}`]
  return scalarOf(type)?.refusal(type, value, site) ?? [`!${call(site, site.form, type, site.hint, value)}`]
}

const hasCases = (type: Type): boolean => type.kind === 'union' && type.discriminant !== undefined

/** Statements that return false where the value, a variable, is not of the type. */
export function check(type: Type, value: string, site: Site): void {
  if (type.kind === 'union') return checkUnion(type, value, site)
  const kind = compositeOf(type) ?? scalarOf(type)
  if (kind?.check !== undefined) kind.check(type, value, site)
  else refuseIf(site, refusal(type, value, site))
}

/** Statements that report what is wrong with a part of the value, at a pointer given as an expression. */
export function explainPart(type: Type, value: string, at: string, site: Site): void {
  const { on, out } = site
  const some = withoutUndefined(type)
  if (some !== undefined && !isScalar(some, on)) {
    out.line(`if (${value} !== undefined) ${call(site, 'explain', some, site.hint, value, at, 'issues')}`)
  } else if (!isScalar(type, on)) out.line(call(site, 'explain', type, site.hint, value, at, 'issues'))
  else {
    const received = isSensitive(type, on.types) ? `${on.wire('redact')}(${value})` : value
    const report = `${on.wire('report')}(issues, ${at}, ${quote(expectedText(some ?? type, on))}, ${received})`
    refuseIf(site, refusal(type, value, site), report)
  }
}

/** The type of an optional member's value: what is written where absence is allowed. */
function withoutUndefined(type: Type): Type | undefined {
  if (type.kind !== 'union' || !type.members.some(({ kind }) => kind === 'undefined')) return undefined
  const members = type.members.filter(({ kind }) => kind !== 'undefined')
  return members.length === 1 ? members[0] : { ...type, members }
}

/** Body of `explainX(value, at, issues)`; `expected` names the type. */
export function explainBody(type: Type, site: Site, expected: string): void {
  if (type.kind === 'union' && !isScalar(type, site.on)) {
    explainUnion(type, site, expected)
    return
  }
  const kind = compositeOf(type)
  if (kind === undefined) explainPart(type, 'value', 'at', site)
  else if (hasPredicate(type)) explainPredicate(type, kind, site, expected)
  else kind.explain(type, site, expected)
  site.out.line('return issues')
}

const hasPredicate = (type: Type): boolean => 'constraints' in type && predicatesOf(type.constraints).length > 0

/** Predicates see values that nothing else is wrong with. */
function explainPredicate(type: Type, kind: Composite<Type>, site: Site, expected: string): void {
  const { on, out } = site
  const found = site.scope.unique('found')
  out.line(`const ${found} = issues.length`)
  kind.explain(type, site, expected)
  const report = `${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`
  out.open(`if (issues.length === ${found} && ${found} < ${on.wire('maxIssues')}) {`)
  refuseIf(site, wholeRefusal(type, 'value', site), report)
  out.close()
}

/** Conditions on the value as a whole, once its parts are known to be right. */
export const wholeRefusal = (type: Type, value: string, site: Site): string[] =>
  site.form === 'is' && hasPredicate(type) && 'constraints' in type
    ? predicateRefusal(type, read(site.self ?? type, value, site, site.hint), site)
    : []

/** The program's value as an expression of a valid JSON value. */
export function read(type: Type, value: string, site: Pick<Site, 'on' | 'isEntry' | 'isReading'>, hint: string): string {
  const { on } = site
  if (!on.isRead(type)) return value
  if (type.kind === 'union') return readUnionInline(type, value, { ...site, hint }) ?? call(site, 'read', type, hint, value)
  const scalar = scalarOf(type)
  if (scalar !== undefined) return scalar.read?.(type, value, on) ?? value
  return call(site, 'read', type, hint, value)
}

/** Body of `readX(value)`. */
export function readBody(type: Type, site: Site): void {
  const kind = compositeOf(type)
  if (kind !== undefined) kind.read(type, site)
  else if (type.kind === 'union' && readUnionInline(type, 'value', site) === undefined) readUnion(type, site)
  else site.out.line(`return ${read(type, 'value', site, site.hint)}`)
}

/** The value of a type with parts as an issue shows it: text in the place of what holds a secret may be the secret. */
export const shown = (type: Type, value: string, on: Emission): string =>
  holdsSensitive(type, on.types) ? `${on.wire('redactText')}(${value})` : value

const longestText = 120

/** The type as an issue names it: no longer than a person can take in, and spelled out where a name would tell less. */
export function expectedText(type: Type, on: Emission): string {
  const printed = printType(isScalar(type, on) ? on.resolve(type) : type)
  return printed.length > longestText ? `${printed.slice(0, longestText - 1).replace(/[\ud800-\udbff]$/, '')}…` : printed
}
