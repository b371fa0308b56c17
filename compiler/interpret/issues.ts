import { closest, type Issue, maxIssues, pointer, redact, redactFrom, redactText, report } from '../../runtime-shim/wire/index.ts'
import {
  type ArrayType,
  declaredKeys,
  holdsSensitive,
  isSensitive,
  jsonForms,
  type LiteralType,
  type ObjectType,
  type Path,
  partAt,
  printTags,
  printType,
  resolve,
  type TupleType,
  type Type,
  tagPathOf,
  tagsAt,
  type UnionType,
} from '../ir/index.ts'
import { accepts, acceptsKeyCount, acceptsSize, isDistinct, passesChecks, placesOf, undeclared } from './accepts.ts'
import {
  deeper,
  definition,
  flat,
  isAbsent,
  isDeep,
  isKeyOf,
  isRecord,
  type Meaning,
  maxDepth,
  own,
  withoutTransforms,
} from './meaning.ts'

/** What is wrong with a JSON value: one issue for each place that can be told of by itself. */
export function issues(type: Type, value: unknown, meaning: Meaning): Issue[] {
  const found: Issue[] = []
  explainType(type, { value, at: '', found, depth: 0, meaning })
  return found
}

interface Place {
  readonly value: unknown
  readonly at: string
  readonly found: Issue[]
  readonly depth: number
  readonly meaning: Meaning
}

/** The depth has been counted already. */
function explainType(type: Type, place: Place): void {
  const from = place.found.length
  const { value, at, found, meaning } = place
  const whole = definition(type, meaning)
  if (isOnePlace(type, meaning)) {
    if (!accepts(whole, value, meaning))
      report(found, at, expected(resolve(type, meaning.types)), isSensitive(type, meaning.types) ? redact(value) : value)
    return
  }
  if (place.depth > maxDepth) report(found, at, expected(type), shown(whole, place))
  else {
    explainParts(whole, expected(type), place)
    if (found.length === from && found.length < maxIssues && !passesChecks(whole, value, meaning))
      report(found, at, expected(type), shown(whole, place))
  }
  if (isSensitive(type, meaning.types)) redactFrom(found, from)
}

/** Text in the place of what holds a secret may be the secret. */
const shown = (type: Type, { value, meaning }: Place): unknown =>
  holdsSensitive(type, meaning.types) ? redactText(value) : value

function explainParts(type: Type, name: string, place: Place): void {
  switch (type.kind) {
    case 'array':
      return explainArray(type, name, place)
    case 'set':
      return explainArray({ kind: 'array', element: type.element, constraints: [{ kind: 'uniqueItems' }] }, name, place)
    case 'map':
      return explainArray({ kind: 'array', element: pair(type.key, type.value), constraints: [] }, name, place)
    case 'tuple':
      return explainTuple(type, name, place)
    case 'object':
      return explainObject(type, name, place)
    case 'union':
      return explainUnion(type, name, place)
    default:
      return explainPart(type, place.value, place.at, place)
  }
}

const pair = (key: Type, value: Type): TupleType => ({
  kind: 'tuple',
  elements: [
    { type: key, mode: 'required', name: 'key' },
    { type: value, mode: 'required', name: 'entry' },
  ],
})

function explainPart(type: Type, value: unknown, at: string, place: Place): void {
  const depth = type.kind === 'ref' ? deeper(type, place.depth, place.meaning) : place.depth
  explainType(type, { ...place, value, at, depth })
}

function explainArray(type: ArrayType, name: string, place: Place): void {
  const { value, at, found } = place
  if (!Array.isArray(value)) return void report(found, at, name, shown(type, place))
  const isRepeated = type.constraints.some(({ kind }) => kind === 'uniqueItems') && !isDistinct(value)
  if (isRepeated || !acceptsSize(value, { ...type, constraints: type.constraints.filter(({ kind }) => kind !== 'uniqueItems') }))
    report(found, at, name, shown(type, place))
  for (let i = 0; i < value.length && found.length < maxIssues; i++) explainPart(type.element, value[i], `${at}/${i}`, place)
}

function explainTuple(type: TupleType, name: string, place: Place): void {
  const { value, at, found } = place
  const places = Array.isArray(value) ? placesOf(value.length, type) : undefined
  if (places === undefined) return void report(found, at, name, shown(type, place))
  for (const [index, element] of places.entries()) explainPart(element.type, (value as unknown[])[index], `${at}/${index}`, place)
}

function explainObject(type: ObjectType, name: string, place: Place): void {
  const { value, at, found, meaning } = place
  if (!isRecord(value)) return void report(found, at, name, shown(type, place))
  if (!acceptsKeyCount(value, type)) report(found, at, name, shown(type, place))
  for (const property of type.properties) {
    const given = own(value, property.name)
    const absent = isAbsent(value, property)
    if (absent && (property.optional || property.default !== undefined)) continue
    if (absent && property.type.kind === 'unknown') report(found, pointer(at, property.name), 'unknown', given)
    else explainPart(property.type, given, pointer(at, property.name), place)
  }
  const signaturesOf = (key: string) =>
    type.index.filter((signature) => isKeyOf(key, signature.key, (part, item) => accepts(part, item, meaning)))
  const hasSecretKeys = type.index.some((signature) => isSensitive(signature.key, meaning.types))
  const keys = Object.keys(value)
  const placeOf = (key: string) => pointer(at, hasSecretKeys ? `<redacted ${keys.indexOf(key) + 1}>` : key)
  if (meaning.extraKeys === 'strict') {
    for (const key of undeclared(value, type))
      if (signaturesOf(key).length === 0) report(found, placeOf(key), 'no such property', redact(value[key]))
  }
  for (const key of undeclared(value, type)) {
    for (const signature of signaturesOf(key)) {
      if (signature.key.kind === 'string') explainPart(withoutTransforms(signature.key), key, placeOf(key), place)
      explainPart(signature.value, value[key], placeOf(key), place)
    }
  }
}

function explainUnion(type: UnionType, name: string, place: Place): void {
  const { value, at, found, meaning } = place
  const members = flat(type)
  const onePlace = members.filter((member) => isOnePlace(member, meaning))
  const others = members.filter((member) => !onePlace.includes(member))
  if (type.discriminant !== undefined) return explainByTag(type, type.discriminant, name, place)
  if (onePlace.some((member) => accepts(member, value, meaning))) return
  if (others.length === 1 && onePlace.every(({ kind }) => kind === 'null' || kind === 'undefined')) {
    if (onePlace.length > 0 && (value === null || value === undefined)) return void report(found, at, name, shown(type, place))
    return explainPart(others[0]!, value, at, place)
  }
  const form = Array.isArray(value) ? 'list' : isRecord(value) ? 'object' : undefined
  const candidates = others.filter((member) => form !== undefined && jsonForms(member, resolving(meaning)).has(form))
  if (candidates.length === 0) report(found, at, name, shown(type, place))
  else explainCandidates(candidates, name, place)
}

const resolving =
  ({ types }: Meaning) =>
  (type: Type) =>
    resolve(type, types)

/** The value is a list or an object, as these are. */
function explainCandidates(members: readonly Type[], name: string, place: Place): void {
  const { value, at, found, meaning } = place
  if (members.length === 1) return explainPart(members[0]!, value, at, place)
  const path = tagPathOf(members, resolving(meaning))
  if (path !== undefined) return explainByPath(members, path, place)
  const attempts = members.map((member) => {
    const attempt: Issue[] = []
    explainPart(member, value, at, { ...place, found: attempt })
    return attempt
  })
  const keys = members.map((member) => declaredKeys(member, resolving(meaning)))
  const isTold = new Set(keys.map((names) => JSON.stringify(names))).size > 1
  const from = found.length
  const whole: UnionType = { kind: 'union', members }
  closest(found, attempts, at, name, shown(whole, place), isTold ? keys : [])
  // What is no secret to the member that was meant may be one to another.
  if (holdsSensitive(whole, meaning.types)) redactFrom(found, from)
}

/** The member that has the value's literal at that place. */
function explainByPath(members: readonly Type[], path: Path, place: Place): void {
  const { value, at, found, meaning } = place
  const [first, second] = path
  const outer = (value as any)[first!]
  if (second !== undefined && (typeof outer !== 'object' || outer === null)) {
    const parts = members.map((member) => partAt(member, first!, resolving(meaning))!)
    const part: UnionType = { kind: 'union', members: parts }
    return void report(found, pointer(at, String(first)), expected(part), shown(part, { ...place, value: outer }))
  }
  const tag = second === undefined ? outer : outer[second]
  const all = members.map((member) => ({ member, tags: tagsAt(member, path, resolving(meaning))! }))
  const meant = all.find(({ tags }) => tags.some((literal) => literal.value === tag))
  if (meant !== undefined) return explainPart(meant.member, value, at, place)
  report(found, path.map(String).reduce(pointer, at), printTags(all.flatMap(({ tags }) => tags)), tag)
}

/** The member whose discriminant has the value's tag; that of the others says nothing. */
function explainByTag(type: UnionType, discriminant: string, name: string, place: Place): void {
  const { value, at, found, meaning } = place
  if (!isRecord(value)) return void report(found, at, name, shown(type, place))
  const tag = own(value, discriminant)
  const tags: LiteralType[] = []
  for (const member of flat(type)) {
    const literals = tagsOf(member, discriminant, meaning)
    if (literals.some((literal) => literal === tag)) return explainPart(member, value, at, place)
    tags.push(...literals.map((literal) => ({ kind: 'literal', value: literal as string }) as const))
  }
  report(found, pointer(at, discriminant), printTags(tags), tag)
}

function tagsOf(member: Type, discriminant: string, meaning: Meaning): unknown[] {
  const whole = member.kind === 'ref' ? definition(member, meaning) : member
  if (whole.kind === 'ref') return tagsOf(whole, discriminant, meaning)
  if (whole.kind === 'union') return whole.members.flatMap((part) => tagsOf(part, discriminant, meaning))
  const property = whole.kind === 'object' ? whole.properties.find(({ name }) => name === discriminant) : undefined
  return property === undefined ? [] : literalsOf(property.type, meaning)
}

function literalsOf(type: Type, meaning: Meaning): unknown[] {
  const whole = definition(type, meaning)
  if (whole.kind === 'literal') return [whole.value]
  if (whole.kind === 'boolean') return [true, false]
  return whole.kind === 'union' ? whole.members.flatMap((member) => literalsOf(member, meaning)) : []
}

/** Whether one issue says everything: there are no places inside. */
function isOnePlace(type: Type, meaning: Meaning): boolean {
  if (type.kind === 'ref') return !isDeep(type, meaning) && isOnePlace(definition(type, meaning), meaning)
  if (type.kind === 'union') return type.members.every((member) => isOnePlace(member, meaning))
  return !['array', 'tuple', 'object', 'map', 'set'].includes(type.kind)
}

function expected(type: Type): string {
  const text = printType(type)
  return text.length > 120 ? `${text.slice(0, 119).replace(/[\ud800-\udbff]$/, '')}…` : text
}
