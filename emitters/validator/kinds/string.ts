import { type Format, type StringConstraint, type StringType, unreachable } from '../../../compiler/ir/index.ts'
import { pattern, quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import type { Emission, Site, WireName } from '../emission.ts'
import type { Scalar } from './kind.ts'
import { predicateRefusal } from './predicate.ts'

export const stringKind: Scalar<StringType> = {
  refusal(type, value, site) {
    const isText = `typeof ${value} !== 'string'`
    if (site.form === 'fits') return [isText]
    const violations = violationsOf(type, normalised(type, value), site)
    // What is normalised is worked out once: several conditions on it take statements, in a function of their own.
    return isNormalised(type) && violations.length > 1
      ? [`!${site.on.functionOf('is', type, site.hint)}(${value})`]
      : [isText, ...violations]
  },
  check(type, value, site) {
    if (site.form === 'fits' || !isNormalised(type) || violationsOf(type, value, site).length < 2) {
      refuseIf(site, stringKind.refusal(type, value, site))
      return
    }
    const text = site.scope.unique('text')
    refuseIf(site, [`typeof ${value} !== 'string'`])
    site.out.line(`const ${text} = ${normalised(type, value)}`)
    refuseIf(site, violationsOf(type, text, site))
  },
  read: (type, value) => normalised(type, value),
}

export const isNormalised = (type: StringType): boolean => type.constraints.some(({ kind }) => kind === 'transform')

const CALLS = { trim: 'trim()', lowercase: 'toLowerCase()', uppercase: 'toUpperCase()' } as const

function normalised(type: StringType, value: string): string {
  const calls = type.constraints.flatMap((constraint) => (constraint.kind === 'transform' ? [CALLS[constraint.transform]] : []))
  return [value, ...calls].join('.')
}

/** What looks at the whole text comes last: a pattern sees no text that is too long. */
const PATIENT: ReadonlySet<StringConstraint['kind']> = new Set(['format', 'pattern'])
const quickestFirst = (constraints: readonly StringConstraint[]) => [
  ...constraints.filter(({ kind }) => !PATIENT.has(kind)),
  ...constraints.filter(({ kind }) => kind === 'format'),
  ...constraints.filter(({ kind }) => kind === 'pattern'),
]

function violationsOf(type: StringType, value: string, site: Site): string[] {
  const length = exactLength(type)
  const predicates = predicateRefusal(type, value, site)
  const constraints = quickestFirst(type.constraints)
  if (length === undefined) return [...constraints.flatMap((constraint) => violation(constraint, value, site)), ...predicates]
  const others = constraints.filter(({ kind }) => kind !== 'minLength' && kind !== 'maxLength')
  return [`${value}.length !== ${length}`, ...others.flatMap((constraint) => violation(constraint, value, site)), ...predicates]
}

function exactLength({ constraints }: StringType): number | undefined {
  const lengths = constraints.filter((constraint) => constraint.kind === 'minLength' || constraint.kind === 'maxLength')
  const isExact = new Set(lengths.map(({ kind }) => kind)).size === 2 && new Set(lengths.map(({ value }) => value)).size === 1
  return isExact ? lengths[0]!.value : undefined
}

function violation(constraint: StringConstraint, value: string, { on, hint }: Site): string[] {
  switch (constraint.kind) {
    case 'minLength':
      return constraint.value > 0 ? [`${value}.length < ${constraint.value}`] : []
    case 'maxLength':
      return [`${value}.length > ${constraint.value}`]
    case 'pattern':
      return [`!${on.constant(`${hint} pattern`, pattern(constraint.source))}.test(${value})`]
    case 'format':
      return [`!${formatCheck(constraint.format, on)}(${value})`]
    case 'startsWith':
      return [`!${value}.startsWith(${quote(constraint.value)})`]
    case 'endsWith':
      return [`!${value}.endsWith(${quote(constraint.value)})`]
    case 'includes':
      return [`!${value}.includes(${quote(constraint.value)})`]
    case 'transform':
    case 'check':
    case 'sensitive':
    case 'brand':
      return []
    default:
      return unreachable(constraint)
  }
}

const FORMATS: Record<Format, WireName> = {
  email: 'isEmail',
  uuid: 'isUuid',
  cuid: 'isCuid',
  ulid: 'isUlid',
  url: 'isUrl',
  hostname: 'isHostname',
  ipv4: 'isIpv4',
  ipv6: 'isIpv6',
  date: 'isDate',
  time: 'isTime',
  'date-time': 'isDateTime',
  duration: 'isDuration',
  base64: 'isBase64',
  hex: 'isHex',
  slug: 'isSlug',
  jwt: 'isJwt',
  phone: 'isPhone',
  json: 'isJson',
}

const formatCheck = (format: Format, on: Emission): string => on.wire(FORMATS[format])
