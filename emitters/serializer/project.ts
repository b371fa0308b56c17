/**
 * What JSON.stringify is given for a value: what its type declares, and nothing else.
 *
 *   { id: number; at: Date }  ->  function projectUser(value) {
 *                                   return { id: plain(value.id), at: isoText(value.at) }
 *                                 }
 */
import type { ObjectType, Type, UnionType } from '../../compiler/ir/index.ts'
import { member, key as propertyKey, quote } from '../code/index.ts'
import {
  access,
  call,
  casesOf,
  type Emission,
  eachEntry,
  eachPlace,
  expectedText,
  flatMembers,
  mostSpecificFirst,
  noneHolds,
  present,
  refusal,
  type Site,
  skipDeclared,
} from '../validator/index.ts'

/** What JSON.stringify is given for a value, as an expression. */
export function project(type: Type, value: string, site: Site): string {
  const { on, hint } = site
  if (isPlain(type, on)) return `${on.wire('plain')}(${value})`
  switch (type.kind) {
    case 'unknown':
      return value
    case 'date':
      return on.forServer ? `${on.wire('isoText')}(${value})` : `${value}.toISOString()`
    case 'bigint':
      return `String(${value})`
    case 'bytes':
      return `${on.wire('encodeBase64')}(${value})`
    case 'url':
      return `${on.wire('plain')}(${value}.href)`
    case 'array':
      if (type.typed !== undefined)
        return `${on.wire('plainItems')}(Array.from(${value}${on.resolve(type.element).kind === 'bigint' ? ', String' : ''}))`
      if (isPlain(type.element, on)) return `${on.wire('plainItems')}(${value})`
      return call(site, 'project', type, hint, value)
    case 'union':
      return projectPresent(type, value, site) ?? call(site, 'project', type, hint, value)
    default:
      return call(site, 'project', type, hint, value)
  }
}

/** Text, numbers and the like, which are their own projection. */
function isPlain(type: Type, on: Emission): boolean {
  switch (type.kind) {
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
    case 'literal':
    case 'template':
      return true
    case 'union':
      return type.members.every((member) => isPlain(member, on))
    case 'ref':
      return !on.isDeep(type) && isPlain(on.resolve(type), on)
    default:
      return false
  }
}

/** A type or nothing: `value.at?.toISOString()`, `value.a === null ? null : projectA(value.a)`. */
function projectPresent(type: UnionType, value: string, site: Site): string | undefined {
  const members = flatMembers(type, site.on)
  const empty = members.filter(({ kind }) => kind === 'null' || kind === 'undefined')
  const [some, ...others] = members.filter((member) => !empty.includes(member))
  if (some === undefined || others.length > 0) return undefined
  if (some.kind === 'date' && !site.on.forServer && empty.every(({ kind }) => kind === 'undefined'))
    return `${value}?.toISOString()`
  const code = project(some, value, site)
  if (empty.length === 0) return code
  return `${empty.map(({ kind }) => `${value} === ${kind}`).join(' || ')} ? ${empty.length === 1 ? empty[0]!.kind : value} : ${code}`
}

/** Body of `projectX(value)`. */
export function projectBody(type: Type, site: Site): void {
  const { out, hint } = site
  const part = (name: string): Site => ({ ...site, hint: `${hint} ${name}` })
  switch (type.kind) {
    case 'object':
      return projectObject(type, site)
    case 'to-json':
      out.line('const json = value.toJSON()')
      out.line(`return ${project(type.type, 'json', part('json'))}`)
      return
    case 'union':
      return projectUnion(type, site)
    case 'array':
      out.line('const result = []')
      out.line(`for (let i = 0; i < value.length; i++) result.push(${project(type.element, 'value[i]', part('item'))})`)
      break
    case 'set':
      out.line('const result = []')
      out.line(`for (const item of value) result.push(${project(type.element, 'item', part('item'))})`)
      break
    case 'map':
      out.line('const result = []')
      out.open('for (const [key, entry] of value) {')
      out.line(`result.push([${project(type.key, 'key', part('key'))}, ${project(type.value, 'entry', part('entry'))}])`).close()
      break
    case 'tuple':
      out.line('const result = []')
      eachPlace(type, 'value', site, (element, item, place) =>
        out.line(`result.push(${project(element.type, item, part(place))})`),
      )
      break
    default:
      out.line(`return ${project(type, 'value', site)}`)
      return
  }
  out.line('return result')
}

const width = 120

/** Members that are undefined are left out by JSON.stringify. */
function projectObject(type: ObjectType, site: Site): void {
  const { out } = site
  const members = type.properties.map((property) => {
    const value = project(present(property), access(property.name, 'value', site), {
      ...site,
      hint: `${site.hint} ${property.name}`,
    })
    return { name: property.name, value }
  })
  if (type.index.length > 0) {
    out.line('const result = Object.create(null)')
    for (const { name, value } of members) out.line(`${member('result', name)} = ${value}`)
    projectEntries(type, site)
    out.line('return result')
    return
  }
  const initializers = members.map(({ name, value }) => `${propertyKey(name)}: ${value}`)
  const line = initializers.length === 0 ? 'return {}' : `return { ${initializers.join(', ')} }`
  if (line.length <= width) {
    out.line(line)
    return
  }
  out.open('return {')
  for (const initializer of initializers) out.line(`${initializer},`)
  out.close()
}

function projectEntries(type: ObjectType, site: Site): void {
  const { out, hint } = site
  out.open('for (const key of Object.keys(value)) {')
  skipDeclared(type, 'key', site)
  eachEntry(
    type,
    'key',
    site,
    (signature) => `result[key] = ${project(signature.value, 'value[key]', { ...site, hint: `${hint} entry` })}`,
  )
  out.close()
}

/** Finds the member that a value is of: by its discriminant, by its class, or by its members. */
function projectUnion(type: UnionType, site: Site): void {
  const { out, on, hint } = site
  if (casesOf(type, on) !== undefined) {
    eachCase(type, site, project)
    return
  }
  const members = mostSpecificFirst(flatMembers(type, on), on)
  if (members.some((member) => isPlain(member, on)))
    out.line("if ((typeof value !== 'object' && typeof value !== 'bigint') || value === null) return value")
  const structured = members.filter((member) => !isPlain(member, on))
  for (const [index, member] of structured.entries()) {
    const expression = project(member, 'value', { ...site, hint: `${hint} ${index + 1}` })
    const test = testOf(member, structured, { ...site, hint: `${hint} ${index + 1}` })
    out.line(test === undefined ? `return ${expression}` : `if (${test}) return ${expression}`)
    if (test === undefined) return
  }
  out.line(throwUnfit(type, site))
}

const throwUnfit = (type: Type, { on }: Site): string => `throw ${on.wire('unfit')}(${quote(expectedText(type, on))})`

/** By the discriminant, where there is one: `case 'card': return projectCard(value)`. */
export function eachCase(type: UnionType, site: Site, part: (member: Type, value: string, site: Site) => string): void {
  const { out, on, hint } = site
  out.open(`switch (${access(type.discriminant!, 'value', site)}) {`)
  for (const { labels, member } of casesOf(type, on) ?? []) {
    for (const label of labels) out.line(`case ${label}:`)
    out.line(`  return ${part(member, 'value', { ...site, hint: `${hint} ${labels[0]}` })}`)
  }
  out.close().line(throwUnfit(type, site))
}

/** The condition under which a value is of a member and not of those that come later; undefined where nothing else is left. */
function testOf(member: Type, members: readonly Type[], site: Site): string | undefined {
  const { on } = site
  const alike = members.filter((other) => classOf(other, on) === classOf(member, on))
  if (alike.length > 1) {
    const conditions = refusal(member, 'value', site)
    return conditions.length === 0 ? undefined : noneHolds(conditions)
  }
  return classOf(member, on)
}

/** What `value` is at run time; undefined for the kind that is tried last. */
function classOf(type: Type, on: Emission): string | undefined {
  const whole = on.resolve(type)
  switch (whole.kind) {
    case 'bigint':
      return "typeof value === 'bigint'"
    case 'date':
      return 'value instanceof Date'
    case 'bytes':
      return 'value instanceof Uint8Array'
    case 'url':
      return 'value instanceof URL'
    case 'to-json':
      return "typeof value.toJSON === 'function'"
    case 'map':
      return 'value instanceof Map'
    case 'set':
      return 'value instanceof Set'
    case 'array':
      return whole.typed === undefined ? 'Array.isArray(value)' : `value instanceof ${whole.typed}`
    case 'tuple':
      return 'Array.isArray(value)'
    default:
      return undefined
  }
}
