import type { Type, UnionType } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { allRefused, noneHolds, refuseIf } from '../conditions.ts'
import { block, call, inside, type Site } from '../emission.ts'
import { check, explainPart, isScalar, read, refusal } from './index.ts'
import { access, pointerTo } from './member.ts'
import { checkMembers } from './object.ts'
import { casesOf, flatMembers, mostSpecificFirst, type UnionCase } from './union-members.ts'

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
    if (absent.length > 0) out.line(`if (${absent[0]}) return ${on.wire('report')}(issues, at, ${quote(expected)}, value)`)
    explainPart(composites[0]!, 'value', 'at', site)
    out.line('return issues')
    return
  }
  out.open('const attempts = [')
  for (const [index, member] of composites.entries())
    out.line(`${call(site, 'explain', member, memberHint(site, member, index), 'value', 'at', '[]')},`)
  out.close(']')
  out.line(`return ${on.wire('closest')}(issues, attempts, at, ${quote(expected)}, value)`)
}

const memberHint = (site: Site, member: Type, index: number): string =>
  member.kind === 'ref' ? member.id : `${site.hint} ${index + 1}`

function explainCases(type: UnionType, cases: readonly UnionCase[], site: Site, expected: string): void {
  const { out, on } = site
  const report = on.wire('report')
  out.line(`if (!${on.wire('isRecord')}(value)) return ${report}(issues, at, ${quote(expected)}, value)`)
  const tag = access(type.discriminant!, 'value', site)
  out.open(`switch (${tag}) {`)
  for (const { labels, member } of cases) {
    for (const label of labels) out.line(`case ${label}:`)
    out.line(`  return ${call(site, 'explain', member, caseHint(site, labels), 'value', 'at', 'issues')}`)
  }
  out.open('default:')
  const tags = cases.flatMap((one) => one.tags).join(' | ')
  out.line(`return ${report}(issues, at + ${quote(pointerTo(type.discriminant!))}, ${quote(tags)}, ${tag})`).leave()
  out.close()
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
