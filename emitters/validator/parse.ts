/**
 * Is a JSON value of a type, and what is it in the program? One walk that does both, where two would take twice as long:
 *
 *   { id: number; name: string }  ->  function parsePet(value) {
 *                                       if (typeof value !== 'object' || value === null) return undefined
 *                                       const id = value.id
 *                                       if (!Number.isFinite(id)) return undefined
 *                                       const name = value.name
 *                                       if (typeof name !== 'string') return undefined
 *                                       let left = 2
 *                                       for (const _ in value) left--
 *                                       const result = left < 0 ? { id, name } : value
 *                                       return result
 *                                     }
 *
 * What has no undeclared keys is not copied: counting keys takes less time than making an object, and leaves nothing to collect.
 * What neither way is simple for is checked, then read.
 */
import type { ArrayType, ObjectType, Property, RefType, Type, UnionType } from '../../compiler/ir/index.ts'
import { isIdentifier, text } from '../code/index.ts'
import { refuseIf } from './conditions.ts'
import { block, call, type Emission, inside, type Site } from './emission.ts'
import { hasDefault } from './facts.ts'
import { arrayRefusal, singular } from './kinds/array.ts'
import { check, read } from './kinds/index.ts'
import { countOff, refuseExtraKeys } from './kinds/keys.ts'
import { access, bindMember } from './kinds/member.ts'
import { checkMember, isChecked, isQuick, notObject, present, quickestFirst } from './kinds/object.ts'
import { assignment, initializer, isAlways } from './kinds/object-read.ts'
import { caseName } from './kinds/union.ts'
import { casesOf, flatMembers, type UnionCase } from './kinds/union-members.ts'

/** Whether a type has a function that does both: it gives an object or a list, and undefined for what is neither. */
export function isParsed(type: Type, on: Emission): boolean {
  if (!on.isRead(type) || on.isRevisited(type)) return false
  const whole = on.resolve(type)
  switch (whole.kind) {
    case 'object':
      return isRebuilt(whole, on)
    case 'array':
      return isMapped(whole)
    case 'union':
      return casesOf(whole, on) !== undefined
    default:
      return false
  }
}

/** An object that is its declared members and nothing else. */
const isRebuilt = (type: ObjectType, on: Emission): boolean =>
  on.extraKeys !== 'allow' && type.index.length === 0 && type.constraints.length === 0 && !type.properties.some(hasDefault)

const isMapped = ({ typed, constraints }: ArrayType): boolean =>
  typed === undefined && !constraints.some(({ kind }) => kind === 'check')

/** Body of `parseX(value)`. */
export function parseBody(type: Type, site: Site): void {
  site.out.line(`return ${parsed(type, 'value', site, 'result')}`)
}

/** Statements that refuse the value, a variable, and an expression of what it is in the program, which may get the given name. */
function parsed(type: Type, value: string, site: Site, name = `parsed ${value}`): string {
  const { on } = site
  if (on.isRead(type)) {
    if (type.kind === 'object' && isRebuilt(type, on)) {
      refuseIf(site, notObject(type, value, site))
      return parsedObject(type, value, site, name)
    }
    if (type.kind === 'array' && isMapped(type)) return parsedArray(type, value, site, name)
    if (type.kind === 'ref' && isParsed(type, on)) return parsedRef(type, value, site, name)
    const expression = type.kind === 'union' ? parsedUnion(type, value, site, name) : undefined
    if (expression !== undefined) return expression
  }
  check(type, value, site)
  return read(type, value, site, site.hint)
}

function parsedRef(type: RefType, value: string, site: Site, name: string): string {
  const local = nameFor(name, site)
  site.out.line(`const ${local} = ${call(site, 'parse', type, site.hint, value)}`)
  refuseIf(site, [`${local} === undefined`])
  return local
}

function parsedArray(type: ArrayType, value: string, site: Site, name: string): string {
  const { out, on } = site
  const local = nameFor(name, site)
  const isNew = on.isConverted(type.element)
  refuseIf(site, arrayRefusal(type, value))
  out.line(isNew ? `const ${local} = []` : `let ${local} = ${value}`)
  const body = block(site)
  const index = body.scope.unique('i')
  const item = body.scope.unique(singular(value))
  out.open(`for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {`)
  out.line(`const ${item} = ${value}[${index}]`)
  const result = parsed(type.element, item, inside(body, 'item'))
  if (isNew) out.line(`${local}.push(${result})`)
  else {
    out.line(`if (${result} === ${item}) continue`)
    out.line(`if (${local} === ${value}) ${local} = ${value}.slice()`)
    out.line(`${local}[${index}] = ${result}`)
  }
  out.close()
  if (type.constraints.some(({ kind }) => kind === 'uniqueItems')) refuseIf(site, [`!${on.wire('isUnique')}(${value})`])
  return local
}

/** A type or nothing, or one that a member tells apart; undefined where several have to be tried. */
function parsedUnion(type: UnionType, value: string, site: Site, name: string): string | undefined {
  const { out, on } = site
  const cases = casesOf(type, on)
  if (cases !== undefined) return parsedCases(type, cases, value, site, name)
  const members = flatMembers(type, on)
  const empty = members.filter(({ kind }) => kind === 'undefined' || kind === 'null')
  const [only, ...others] = members.filter((member) => !empty.includes(member))
  if (only === undefined || others.length > 0 || !(isParsed(only, on) || only.kind === 'union')) return undefined
  if (empty.length === 0) return parsed(only, value, site, name)
  const local = nameFor(name, site)
  out.line(`let ${local} = ${value}`)
  out.open(`if (${empty.map(({ kind }) => `${value} !== ${kind}`).join(' && ')}) {`)
  out.line(`${local} = ${parsed(only, value, block(site))}`).close()
  return local
}

function parsedCases(type: UnionType, cases: readonly UnionCase[], value: string, site: Site, name: string): string {
  const { out, on } = site
  refuseIf(site, [`typeof ${value} !== 'object'`, `${value} === null`])
  const local = nameFor(name, site)
  out.line(`let ${local}`)
  out.open(`switch (${access(type.discriminant!, value, site)}) {`)
  for (const { labels, member } of cases) {
    for (const label of labels.slice(0, -1)) out.line(`case ${label}:`)
    out.open(`case ${labels.at(-1)}: {`)
    const part = block(inside(site, caseName(labels)))
    const isInline = member.kind === 'object' && isRebuilt(member, on) && on.isRead(member)
    const expression = isInline
      ? parsedObject(member, value, part, `parsed ${value}`, type.discriminant)
      : parsed(member, value, part)
    out.line(`${local} = ${expression}`).line('break').close()
  }
  out.open('default:').line(site.refused).leave().close()
  return local
}

/** For a value that is an object, and whose member `known` has been found right. */
function parsedObject(type: ObjectType, value: string, site: Site, name: string, known?: string): string {
  const { on } = site
  const checked = type.properties.filter((property) => property.name !== known && isChecked(property, site))
  const bound = new Map<Property, string>()
  const members = new Map<Property, string>()
  for (const property of quickestFirst(checked, site)) {
    const local = bindMember(property, value, site)
    const part = inside(site, property.name)
    bound.set(property, local)
    if (isQuick(property, site)) checkMember(property, local, site)
    else members.set(property, parsed(present(property), local, part))
  }
  if (on.extraKeys === 'strict') refuseExtraKeys(type, value, bound, site, known)
  if (on.isConverted(type)) return copied(type, value, bound, members, site, name)
  // Each is compared and then taken: what it is, is found out once.
  for (const [property, member] of members) if (!isIdentifier(member)) members.set(property, kept(member, property.name, site))
  const changed = [...members].flatMap(([property, member]) =>
    member === bound.get(property) ? [] : [`${member} !== ${bound.get(property)}`],
  )
  const conditions = [`${countOff(type, value, bound, site, known)} < 0`, ...changed].join(' || ')
  const local = nameFor(name, site)
  const statements = text()
  const copy = copied(type, value, bound, members, { ...block(site), out: statements }, `own ${value}`)
  if (statements.toString() === '') site.out.line(`const ${local} = ${conditions} ? ${copy} : ${value}`)
  else {
    site.out.line(`let ${local} = ${value}`).open(`if (${conditions}) {`).lines(statements.toString())
    site.out.line(`${local} = ${copy}`).close()
  }
  return local
}

function kept(expression: string, name: string, { out, scope }: Site): string {
  const local = scope.unique(`read ${name}`)
  out.line(`const ${local} = ${expression}`)
  return local
}

/** A copy of the declared members, which are valid: in locals, those with parts as expressions of what they are in the program. */
function copied(
  type: ObjectType,
  value: string,
  bound: ReadonlyMap<Property, string>,
  members: ReadonlyMap<Property, string>,
  site: Site,
  name: string,
): string {
  const { out } = site
  const given = type.properties.map((property) => ({ property, local: bound.get(property) ?? bindMember(property, value, site) }))
  const parts = given.map(({ property, local }) => ({
    property,
    local,
    expression: members.get(property) ?? read(property.type, local, site, inside(site, property.name).hint),
  }))
  const always = parts.filter(({ property }) => isAlways(property, site))
  const initializers = always.map(({ property, expression }) => initializer(property.name, expression))
  const literal = initializers.length === 0 ? '{}' : `{ ${initializers.join(', ')} }`
  if (always.length === parts.length && literal.length <= width) return literal
  const local = nameFor(name, site)
  writeConstant(local, literal, initializers, site)
  for (const part of parts) {
    if (always.includes(part)) continue
    out.line(`if (${part.local} !== undefined) ${assignment(local, part.property.name, part.expression, site)}`)
  }
  return local
}

const width = 100

function writeConstant(local: string, literal: string, members: readonly string[], { out }: Site): void {
  if (literal.length <= width) {
    out.line(`const ${local} = ${literal}`)
    return
  }
  out.open(`const ${local} = {`)
  for (const member of members) out.line(`${member},`)
  out.close()
}

/** `result` is nobody else's. */
const nameFor = (name: string, { scope }: Site): string => (name === 'result' ? name : scope.unique(name))
