import type { Format, StringConstraint, StringType } from '../../compiler/ir/index.ts'
import type { JsonSchema } from './json-schema.ts'
import { merged } from './number-schema.ts'

/** RFC 4648 section 4 with padding, and without bits that stand for nothing. */
export const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$'

/** With fractions of the last number, which RFC 3339 leaves out of ISO 8601, and JSON Schema with it. */
const AMOUNT = '[0-9]+(?:[.,][0-9]+(?=[A-Z]$))?'
const optional = (units: string) => [...units].map((unit) => `(?:${AMOUNT}${unit})?`).join('')
const DURATION = `^P(?!$)(?:[0-9]+(?:[.,][0-9]+)?W|${optional('YMD')}(?:T(?=[0-9])${optional('HMS')})?)$`

/** Formats that JSON Schema names, and patterns or content for those that it does not. */
const FORMATS: Readonly<Record<Format, JsonSchema>> = {
  email: { format: 'email' },
  uuid: { format: 'uuid' },
  url: { format: 'uri' },
  hostname: { format: 'hostname' },
  ipv4: { format: 'ipv4' },
  ipv6: { format: 'ipv6' },
  date: { format: 'date' },
  time: { format: 'time' },
  'date-time': { format: 'date-time' },
  duration: { pattern: DURATION },
  cuid: { pattern: '^c[0-9a-z]{24,}$' },
  ulid: { pattern: '^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$' },
  base64: { contentEncoding: 'base64', pattern: BASE64 },
  hex: { pattern: '^(?:[0-9a-fA-F]{2})*$' },
  slug: { pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' },
  jwt: {
    pattern: '^(?:[\\w-]{4})*[\\w-]{2,4}\\.(?:[\\w-]{4})*[\\w-]{2,4}\\.(?:(?:[\\w-]{4})*(?:[\\w-]{2,3})?)$',
  },
  phone: { pattern: '^\\+[1-9][0-9]{1,14}$' },
  json: { contentMediaType: 'application/json' },
}

export const formatSchema = (format: Format): JsonSchema => ({ type: 'string', ...FORMATS[format] })

export function stringSchema({ constraints }: StringType): JsonSchema {
  const transforms = constraints.flatMap((constraint) => (constraint.kind === 'transform' ? [constraint.transform] : []))
  // What is trimmed was at least as long before; nothing else can be said of a text that is changed before it is checked.
  const told =
    transforms.length === 0
      ? constraints
      : constraints.filter(({ kind }) => kind === 'minLength' && transforms.every((transform) => transform === 'trim'))
  return merged({ type: 'string' }, told.map(keywordsOf))
}

function keywordsOf(constraint: StringConstraint): JsonSchema {
  switch (constraint.kind) {
    case 'minLength':
    case 'maxLength':
      return { [constraint.kind]: constraint.value }
    case 'pattern':
      return { pattern: constraint.source }
    case 'format':
      return FORMATS[constraint.format]
    case 'startsWith':
      return { pattern: `^${escaped(constraint.value)}` }
    case 'endsWith':
      return { pattern: `${escaped(constraint.value)}$` }
    case 'includes':
      return { pattern: escaped(constraint.value) }
    default:
      return {}
  }
}

/** Text as itself in a pattern with the flag `u`. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
