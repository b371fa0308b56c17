import {
  declaredKeys,
  holdsSensitive,
  jsonForms,
  type Path,
  partAt,
  printTags,
  type Type,
  tagPathOf,
  type UnionType,
} from '../../../compiler/ir/index.ts'
import { literal, quote } from '../../code/index.ts'
import { allRefused, noneHolds, refuseIf } from '../conditions.ts'
import { block, call, inside, type Site } from '../emission.ts'
import { check, expectedText, explainPart, isScalar, read, refusal, shown } from './index.ts'
import { access, pointerTo } from './member.ts'
import { checkMembers } from './object.ts'
import { casesAt, casesOf, flatMembers, mostSpecificFirst, type UnionCase } from './union-members.ts'

/** Longer lists of texts are looked up. */
const fewLiterals = 8

/** Where every member is checked by an expression, so is the union. */
export function unionRefusal(type: UnionType, value: string, site: Site): string[] {
  const members = flatMembers(type, site.on)
  const texts = members.filter((member) => member.kind === 'literal' && typeof member.value === 'string')
  const isLong = texts.length > fewLiterals
  const others = isLong ? members.filter((member) => !texts.includes(member)) : members
  const alternatives = others.map((member) => refusal(member, value, site))
  if (isLong) {
    const list = texts.map((member) => (member.kind === 'literal' ? quote(String(member.value)) : '')).join(', ')
    alternatives.push([`!${site.on.constant(`${site.hint} values`, `new Set([${list}])`)}.has(${value})`])
  }
  if (alternatives.length === 1) return alternatives[0]!
  const refused = allRefused(alternatives.filter((conditions) => conditions[0] !== 'true'))
  return refused === undefined ? [] : [refused === '' ? 'true' : refused]
}

export function checkUnion(type: UnionType, value: string, site: Site): void {
  const { out } = site
  const members = flatMembers(type, site.on)
  const cases = casesOf(type, site.on)
  const scalars = members.filter((member) => isScalar(member, site.on))
  const composites = members.filter((member) => !isScalar(member, site.on))
  if (cases !== undefined) return checkCases(type, cases, value, site)
  if (composites.length !== 1) return refuseIf(site, unionRefusal(type, value, site))
  const notScalar = allRefused(scalars.map((member) => refusal(member, value, site)))
  if (notScalar === undefined) return
  if (notScalar === '') return check(composites[0]!, value, site)
  out.open(`if (${notScalar}) {`)
  check(composites[0]!, value, site)
  out.close()
}

function checkCases(type: UnionType, cases: readonly UnionCase[], value: string, site: Site): void {
  const { out } = site
  refuseIf(site, [`typeof ${value} !== 'object'`, `${value} === null`])
  out.open(`switch (${access(type.discriminant!, value, site)}) {`)
  for (const { labels, member } of cases) {
    for (const label of labels.slice(0, -1)) out.line(`case ${label}:`)
    const isInline = member.kind === 'object'
    out.open(`case ${labels.at(-1)}:${isInline ? ' {' : ''}`)
    const part = inside(site, caseName(labels))
    if (isInline) checkMembers(member, value, block(part), type.discriminant)
    else refuseIf(site, [`!${call(part, site.form, member, part.hint, value)}`])
    out.line('break')
    if (isInline) out.close()
    else out.leave()
  }
  out.open('default:').line(site.refused).leave().close()
}

export const caseName = (labels: readonly string[]): string => labels[0]!.replace(/\W/g, ' ')

const caseHint = (site: Site, labels: readonly string[]): string => `${site.hint} ${caseName(labels)}`

export function explainUnion(type: UnionType, site: Site, expected: string): void {
  const { out, on } = site
  const members = flatMembers(type, on)
  const cases = casesOf(type, on)
  const scalars = members.filter((member) => isScalar(member, on))
  const composites = members.filter((member) => !isScalar(member, on))
  if (cases !== undefined) return explainCases(type, cases, site, expected)
  const notScalar = allRefused(scalars.map((member) => refusal(member, 'value', site)))
  if (scalars.length > 0) out.line(notScalar === undefined ? 'return issues' : `if (${noneHolds([notScalar])}) return issues`)
  if (composites.length === 1 && (scalars.length === 0 || scalars.every(({ kind }) => kind === 'null' || kind === 'undefined'))) {
    const absent = scalars.length === 0 ? [] : [`value === undefined || value === null`]
    // Something that is there was meant to be the one thing that it can be.
    if (absent.length > 0)
      out.line(`if (${absent[0]}) return ${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`)
    explainPart(composites[0]!, 'value', 'at', site)
    out.line('return issues')
    return
  }
  const report = `return ${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`
  const lists = composites.filter((member) => jsonForms(member, on.resolve).has('list'))
  const objects = composites.filter((member) => jsonForms(member, on.resolve).has('object'))
  const hintOf = (member: Type) => memberHint(site, member, composites.indexOf(member))
  for (const [test, candidates] of [
    ['Array.isArray(value)', lists] as const,
    [`${on.wire('isRecord')}(value)`, objects] as const,
  ]) {
    if (candidates.length === 0) continue
    out.open(`if (${test}) {`)
    explainCandidates(candidates, hintOf, site, expected)
    out.close()
  }
  out.line(report)
}

const memberHint = (site: Site, member: Type, index: number): string =>
  member.kind === 'ref' ? member.id : `${site.hint} ${index + 1}`

/** For a value that is what all of these are as JSON: a list or an object. */
function explainCandidates(members: readonly Type[], hintOf: (member: Type) => string, site: Site, expected: string): void {
  const { out, on } = site
  const [only, ...others] = members
  if (others.length === 0) {
    out.line(`return ${call(site, 'explain', only!, hintOf(only!), 'value', 'at', 'issues')}`)
    return
  }
  const path = tagPathOf(members, on.resolve)
  const cases = path && casesAt(members, path, on)
  if (cases !== undefined) return explainByPath(path!, cases, hintOf, site)
  out.open('const attempts = [')
  for (const member of members) out.line(`${call(site, 'explain', member, hintOf(member), 'value', 'at', '[]')},`)
  out.close(']')
  const keys = members.map((member) => literal(declaredKeys(member, on.resolve)))
  const isTold = new Set(keys).size > 1
  const whole: Type = { kind: 'union', members }
  const told = `${on.wire('closest')}(issues, attempts, at, ${quote(expected)}, ${shown(whole, 'value', on)}${isTold ? `, [${keys.join(', ')}]` : ''})`
  if (!holdsSensitive(whole, on.types)) return void out.line(`return ${told}`)
  // What is no secret to the member that was meant may be one to another.
  out
    .line('const from = issues.length')
    .line(told)
    .line(`${on.wire('redactFrom')}(issues, from)`)
    .line('return issues')
}

function explainByPath(path: Path, cases: readonly UnionCase[], hintOf: (member: Type) => string, site: Site): void {
  const { out, on } = site
  const [first, second] = path
  const outer = partOf('value', first!, site)
  const at = pointerTo(String(first))
  if (second === undefined) return switchCases(cases, outer, at, hintOf, site)
  const parts = cases.map(({ member }) => partAt(member, first!, on.resolve)!)
  const part: Type = { kind: 'union', members: parts }
  const received = shown(part, outer, on)
  out.line(
    `if (typeof ${outer} !== 'object' || ${outer} === null) return ${on.wire('report')}(issues, at + ${quote(at)}, ${quote(expectedText(part, on))}, ${received})`,
  )
  switchCases(cases, partOf(outer, second, site), `${at}${pointerTo(String(second))}`, hintOf, site)
}

const partOf = (value: string, step: string | number, site: Site): string =>
  typeof step === 'number' ? `${value}[${step}]` : access(step, value, site)

/** Explains by the member whose tag the value has; says which tags there are where it has none of them. */
function switchCases(
  cases: readonly UnionCase[],
  tag: string,
  pointer: string,
  hintOf: (member: Type, labels: readonly string[]) => string,
  site: Site,
): void {
  const { out, on } = site
  out.open(`switch (${tag}) {`)
  for (const { labels, member } of cases) {
    for (const label of labels) out.line(`case ${label}:`)
    out.line(`  return ${call(site, 'explain', member, hintOf(member, labels), 'value', 'at', 'issues')}`)
  }
  out.open('default:')
  const tags = printTags(cases.flatMap((one) => one.literals))
  out.line(`return ${on.wire('report')}(issues, at + ${quote(pointer)}, ${quote(tags)}, ${tag})`).leave()
  out.close()
}

function explainCases(type: UnionType, cases: readonly UnionCase[], site: Site, expected: string): void {
  const { out, on } = site
  out.line(
    `if (!${on.wire('isRecord')}(value)) return ${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`,
  )
  const tag = access(type.discriminant!, 'value', site)
  switchCases(cases, tag, pointerTo(type.discriminant!), (_, labels) => caseHint(site, labels), site)
}

/** An expression where the value is null, absent or else of one type; undefined where a function has to find out. */
export function readUnionInline(
  type: UnionType,
  value: string,
  site: Pick<Site, 'on' | 'hint' | 'isEntry' | 'isReading'>,
): string | undefined {
  const members = flatMembers(type, site.on)
  const empty = members.filter(({ kind }) => kind === 'null' || kind === 'undefined')
  const rest = members.filter((member) => !empty.includes(member))
  if (rest.length !== 1) return undefined
  const expression = read(rest[0]!, value, site, site.hint)
  if (empty.length === 0) return expression
  return `${empty.map(({ kind }) => `${value} === ${kind}`).join(' || ')} ? ${empty.length === 1 ? empty[0]!.kind : value} : ${expression}`
}

/** Body of a function that finds the member which a valid value is of. */
export function readUnion(type: UnionType, site: Site): void {
  const { out, on } = site
  const cases = casesOf(type, on)
  if (cases !== undefined) {
    out.open(`switch (${access(type.discriminant!, 'value', site)}) {`)
    for (const { labels, member } of cases) {
      for (const label of labels) out.line(`case ${label}:`)
      out.line(`  return ${read(member, 'value', site, caseHint(site, labels))}`)
    }
    out.close().line('return value')
    return
  }
  for (const [index, member] of mostSpecificFirst(flatMembers(type, on), on).entries()) {
    const where = { ...inside(site, String(index + 1)), form: 'is' as const }
    const conditions = isScalar(member, on)
      ? refusal(member, 'value', where)
      : [`!${call(site, 'is', member, memberHint(site, member, index), 'value')}`]
    const result = read(member, 'value', site, memberHint(site, member, index))
    out.line(conditions.length === 0 ? `return ${result}` : `if (${noneHolds(conditions)}) return ${result}`)
    if (conditions.length === 0) return
  }
  out.line('return value')
}
