import type { ObjectType, Property } from '../../../compiler/ir/index.ts'
import { key as propertyKey, quote } from '../../code/index.ts'
import { inside, type Site } from '../emission.ts'
import { hasDefault } from '../facts.ts'
import { read } from './index.ts'
import { eachEntry, skipDeclared } from './keys.ts'
import { access, bindMembers } from './member.ts'
import { present } from './object.ts'

/** Body of a function that makes the program's object out of a valid JSON object. */
export function readObject(type: ObjectType, site: Site): void {
  const { on } = site
  if (on.extraKeys === 'allow') overrideMembers(type, site)
  else if (on.isConverted(type) || type.index.length > 0) copyMembers(type, site)
  else dropExtraKeys(type, site)
}

/** A copy of the declared members, converted. */
function copyMembers(type: ObjectType, site: Site): void {
  const names = bindMembers(type.properties, 'value', site, true)
  const members = type.properties.map((property) => ({
    property,
    name: names.get(property)!,
    expression: readMember(property, names.get(property)!, site),
  }))
  const always = members.filter(({ property }) => isAlways(property, site))
  const sometimes = members.filter(({ property }) => !isAlways(property, site))
  const literal = objectLiteral(always.map(({ property, expression }) => initializer(property.name, expression)))
  if (sometimes.length === 0 && type.index.length === 0) {
    site.out.line(`return ${literal}`)
    return
  }
  site.out.line(`const result = ${literal}`)
  for (const { property, name, expression } of sometimes)
    site.out.line(`if (${name} !== undefined) ${assignment('result', property.name, expression, site)}`)
  readEntries(type, site)
  site.out.line('return result')
}

/** Undeclared keys stay: everything is copied, and what is converted set over it. */
function overrideMembers(type: ObjectType, site: Site): void {
  const changed = type.properties.filter((property) => hasDefault(property) || site.on.isRead(property.type))
  const names = bindMembers(changed, 'value', site, true)
  const always = changed.filter((property) => isAlways(property, site))
  const overrides = always.map((property) => initializer(property.name, readMember(property, names.get(property)!, site)))
  site.out.line(`const result = ${objectLiteral(['...value', ...overrides])}`)
  for (const property of changed) {
    const name = names.get(property)!
    if (!always.includes(property))
      site.out.line(`if (${name} !== undefined) ${assignment('result', property.name, readMember(property, name, site), site)}`)
  }
  readEntries(type, site)
  site.out.line('return result')
}

/** The object itself unless it, or something inside it, has undeclared keys. */
function dropExtraKeys(type: ObjectType, site: Site): void {
  const { out, on } = site
  const plain = type.properties.filter((property) => !on.isRead(property.type))
  const names = new Map(bindMembers(plain, 'value', site))
  const unchanged: string[] = []
  for (const property of type.properties) {
    if (plain.includes(property)) continue
    const name = site.scope.unique(property.name)
    const member = access(property.name, 'value', site)
    names.set(property, name)
    out.line(`const ${name} = ${read(present(property), member, site, `${site.hint} ${property.name}`)}`)
    unchanged.push(`${name} === ${member}`)
  }
  const sometimes = type.properties.filter((property) => !isAlways(property, site))
  const always = type.properties.filter((property) => isAlways(property, site))
  const known = countKnown(
    always.length,
    sometimes.map((property) => names.get(property)!),
    site,
  )
  out.line(`if (${[`${on.wire('countKeys')}(value) === ${known}`, ...unchanged].join(' && ')}) return value`)
  const literal = objectLiteral(always.map((property) => initializer(property.name, names.get(property)!)))
  if (sometimes.length === 0) {
    out.line(`return ${literal}`)
    return
  }
  out.line(`const result = ${literal}`)
  for (const property of sometimes)
    out.line(`if (${names.get(property)} !== undefined) ${assignment('result', property.name, names.get(property)!, site)}`)
  out.line('return result')
}

function countKnown(always: number, sometimes: readonly string[], { out, scope }: Site): string {
  if (sometimes.length === 0) return String(always)
  const known = scope.unique('known')
  out.line(`let ${known} = ${always}`)
  for (const name of sometimes) out.line(`if (${name} !== undefined) ${known}++`)
  return known
}

/** Whether the member is there in every value: required, or with a default. */
export function isAlways(property: Property, { on }: Site): boolean {
  if (hasDefault(property)) return true
  const whole = on.resolve(property.type)
  const mayBeUndefined =
    whole.kind === 'undefined' ||
    (whole.kind === 'union' && whole.members.some((member) => on.resolve(member).kind === 'undefined'))
  return !property.optional && !mayBeUndefined
}

const readMember = ({ type, name }: Property, value: string, site: Site): string =>
  read(type, value, site, `${site.hint} ${name}`)

function readEntries(type: ObjectType, site: Site): void {
  if (type.index.length === 0) return
  const { out, on, scope } = site
  const key = scope.unique('key')
  out.open(`for (const ${key} in value) {`)
  skipDeclared(type, key, site)
  eachEntry(type, key, site, (signature) => {
    const entry = read(signature.value, `value[${key}]`, site, inside(site, 'entry').hint)
    return `${on.wire('setOwn')}(result, ${key}, ${entry})`
  })
  out.close()
}

export const initializer = (name: string, expression: string): string => {
  const key = propertyKey(name)
  return key === expression ? key : `${key}: ${expression}`
}

export function assignment(object: string, name: string, expression: string, { on }: Pick<Site, 'on'>): string {
  if (name === '__proto__') return `${on.wire('setOwn')}(${object}, ${quote(name)}, ${expression})`
  const key = propertyKey(name)
  return key.startsWith("'") || key.startsWith('"') ? `${object}[${key}] = ${expression}` : `${object}.${key} = ${expression}`
}

const objectLiteral = (members: readonly string[]): string => (members.length === 0 ? '{}' : `{ ${members.join(', ')} }`)
