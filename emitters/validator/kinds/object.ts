import type { ObjectType, Property, Type } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { inside, type Site } from '../emission.ts'
import { check, explainPart, refusal, shown, wholeRefusal } from './index.ts'
import { explainExtraKeys, explainIndex, isRequired, refuseExtraKeys, visitKeys } from './keys.ts'
import type { Composite } from './kind.ts'
import { access, bindMember, bindMembers, isInherited, pointerTo } from './member.ts'
import { readObject } from './object-read.ts'
import { isNormalised } from './string.ts'

export const objectKind: Composite<ObjectType> = {
  check(type, value, site) {
    refuseIf(site, notObject(type, value, site))
    checkMembers(type, value, site)
  },

  explain(type, site, expected) {
    const { out, on } = site
    const report = on.wire('report')
    out.line(`if (!${on.wire('isRecord')}(value)) return ${report}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`)
    const sizeRefusal = sizes(type, 'value', site)
    if (sizeRefusal.length > 0)
      out.line(`if (${sizeRefusal.join(' || ')}) ${report}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`)
    const names = bindMembers(
      type.properties.filter((property) => isChecked(property, site)),
      'value',
      site,
    )
    for (const property of type.properties) {
      const name = names.get(property)
      if (name !== undefined) explainMember(property, name, site)
    }
    if (on.extraKeys === 'strict') explainExtraKeys(type, site)
    explainIndex(type, site)
  },

  read: readObject,
}

/** For a value that is an object, and whose member `known` has been found right. */
export function checkMembers(type: ObjectType, value: string, site: Site, known?: string): void {
  const { form } = site
  const checked = type.properties.filter((property) => property.name !== known && isChecked(property, site))
  if (form === 'is') refuseIf(site, sizes(type, value, site))
  else refuseIf(site, lacksAny(type, value, site))
  const names = new Map(quickestFirst(checked, site).map((property) => [property, checkNext(property, value, site)]))
  if (form === 'is' && site.on.extraKeys === 'strict') refuseExtraKeys(type, value, names, site, known)
  visitKeys(type, value, site, ({ value: entryType }, entry, body) => check(entryType, entry, inside(body, 'entry')))
  refuseIf(site, wholeRefusal(type, value, site))
}

/** In the program a member of any value may be undefined; that it is there tells its object from others. */
const lacksAny = (type: ObjectType, value: string, { on }: Site): string[] =>
  type.properties
    .filter((property) => isRequired(property, on) && on.resolve(property.type).kind === 'unknown')
    .map(({ name }) => (isInherited(name) ? `!Object.hasOwn(${value}, ${quote(name)})` : `!(${quote(name)} in ${value})`))

/** A member is read when it is its turn: most of what is wrong is found before the last one. Gives the expression of its value. */
function checkNext(property: Property, value: string, site: Site): string {
  const member = access(property.name, value, site)
  if (isInherited(property.name) || !isLookedAtOnce(property, member, site)) {
    const local = bindMember(property, value, site)
    checkMember(property, local, site)
    return local
  }
  refuseIf(site, refusal(property.type, member, inside(site, property.name)))
  return member
}

const SIMPLE: ReadonlySet<Type['kind']> = new Set(['boolean', 'number', 'string', 'literal', 'null', 'ref'])

function isLookedAtOnce({ name, type, optional, default: value }: Property, member: string, site: Site): boolean {
  if (optional || value !== undefined || !SIMPLE.has(type.kind) || (type.kind === 'string' && isNormalised(type))) return false
  return refusal(type, member, inside(site, name)).join().split(member).length === 2
}

export function checkMember(property: Property, name: string, site: Site): void {
  if (site.on.resolve(property.type).kind === 'unknown') refuseIf(site, [`${name} === undefined`])
  else check(present(property), name, inside(site, property.name))
}

function explainMember(property: Property, name: string, site: Site): void {
  const at = `at + ${quote(pointerTo(property.name))}`
  if (site.on.resolve(property.type).kind !== 'unknown') explainPart(present(property), name, at, inside(site, property.name))
  else site.out.line(`if (${name} === undefined) ${site.on.wire('report')}(issues, ${at}, 'unknown', ${name})`)
}

/** The type of a member with its absence. */
export const present = ({ type, optional, default: value }: Property): Type =>
  optional || value !== undefined ? { kind: 'union', members: [{ kind: 'undefined' }, type] } : type

/** Required members of an unknown type must be there; nothing is to be checked of optional ones. */
export const isChecked = (property: Property, { on, form }: Site): boolean =>
  on.resolve(property.type).kind !== 'unknown' || (form === 'is' && isRequired(property, on))

const composites = new Set<Type['kind']>(['object', 'array', 'tuple', 'map', 'set', 'ref', 'union'])
export const isQuick = ({ type }: Property, { on }: Site): boolean =>
  !composites.has(type.kind) ||
  (type.kind === 'union' && type.members.every((member) => !composites.has(on.resolve(member).kind)))

/** What is quick to refuse goes first: what one look decides, then texts that are read to their end, then what has parts. */
export function quickestFirst(properties: readonly Property[], site: Site): Property[] {
  const cost = (property: Property): number => (!isQuick(property, site) ? 2 : isWalked(property.type, site) ? 1 : 0)
  return properties.toSorted((a, b) => cost(a) - cost(b))
}

/** Whether more is looked at than the type of a value, its bounds and a few literals. */
function isWalked(type: Type, site: Pick<Site, 'on'>): boolean {
  const whole = site.on.resolve(type)
  switch (whole.kind) {
    case 'string':
    case 'number':
      return whole.constraints.some(({ kind }) => WALKING.has(kind))
    case 'union':
      return whole.members.some((member) => isWalked(member, site))
    case 'date':
    case 'url':
    case 'bytes':
    case 'bigint':
    case 'template':
      return true
    default:
      return false
  }
}

const WALKING: ReadonlySet<string> = new Set(['format', 'pattern', 'multipleOf', 'includes', 'transform', 'check'])

/** An array is no object. That needs no check of its own where a member is required that no array has. */
export function notObject(type: ObjectType, value: string, site: Site): string[] {
  const conditions = [`typeof ${value} !== 'object'`, `${value} === null`]
  return type.properties.some((property) => refusesArrays(property, site))
    ? conditions
    : [...conditions, `Array.isArray(${value})`]
}

const refusesArrays = ({ name, type, optional, default: value }: Property, { on }: Site): boolean =>
  !optional &&
  value === undefined &&
  !(name in Array.prototype) &&
  !/^\d+$/.test(name) &&
  !['undefined', 'union', 'unknown'].includes(on.resolve(type).kind)

function sizes({ constraints }: ObjectType, value: string, { on }: Site): string[] {
  return constraints.flatMap((constraint) => {
    if (constraint.kind === 'minProperties')
      return constraint.value === 0 ? [] : [`${on.wire('countKeys')}(${value}) < ${constraint.value}`]
    return constraint.kind === 'maxProperties' ? [`${on.wire('countKeys')}(${value}) > ${constraint.value}`] : []
  })
}
