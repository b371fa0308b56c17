/** Comments: what they say goes into the IR's docs, and the tags that are constraints mean what the combinators mean. */
import {
  closest,
  invalidConstraintValue,
  invalidExample,
  misplacedConstraint,
  misspelledTag,
  unknownFormat,
} from '../../../diagnostics/index.ts'
import { type Doc, FORMATS, printType, type Type } from '../../../ir/index.ts'
import type { HostDoc, HostType, TypeHost } from '../../1-load/type-host.ts'
import { conforms } from './conforms.ts'
import { constrainMatching, contradiction, lostLiteral, misplaced, unusable } from './constrain.ts'
import { type At, type Context, labels } from './context.ts'
import { readTag } from './defaults.ts'
import { memberMarks } from './phantom.ts'
import { type Argument, combinatorText, type Requirement, readRequirement } from './requirement.ts'
import { tagText } from './tag-text.ts'

/** Tag -> phantom member of the combinator with the same meaning. */
const TAGS: Readonly<Record<string, string>> = {
  minimum: 'min',
  maximum: 'max',
  exclusiveMinimum: 'greaterThan',
  exclusiveMaximum: 'lessThan',
  multipleOf: 'multipleOf',
  minLength: 'minLen',
  maxLength: 'maxLen',
  pattern: 'pattern',
  format: 'brand',
  minItems: 'minItems',
  maxItems: 'maxItems',
  uniqueItems: 'uniqueItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  includes: 'includes',
  trim: 'trim',
  lowercased: 'lowercase',
  uppercased: 'uppercase',
  integer: 'numeric',
  sensitive: 'sensitive',
}
const FLAGS = new Set(['uniqueItems', 'trim', 'lowercased', 'uppercased', 'sensitive'])
/** Of which a misspelling is told: shorter ones may be tags of other tools. */
const LONG_TAGS = Object.keys(TAGS).filter((tag) => tag.length > 5 && tag !== 'includes' && tag !== 'integer')
const NUMERIC_FORMATS = new Set(['integer', 'int32', 'uint32', 'float'])
const ALIASES: Readonly<Record<string, string>> = { uri: 'url', 'idn-email': 'email', datetime: 'date-time' }

/** The combinator that says what a tag says: `@minLength 3` -> `MinLen<3>`. */
export function tagRequirement(tag: string, text: string): string {
  if (tag === 'default') return combinatorText('Default', defaultArgument(text))
  return combinatorText(TAGS[tag]!, argumentOf(tag, text))
}

function defaultArgument(text: string): Argument {
  if (text === 'true' || text === 'false') return text === 'true'
  return argumentOf('minimum', text) ?? text.replace(/^(['"])(.*)\1$/s, '$2')
}

export const isConstraintTag = (name: string): boolean => Object.hasOwn(TAGS, name)

export function docOf(doc: HostDoc | undefined): Doc | undefined {
  if (!doc) return undefined
  const deprecated = doc.tags.find(({ name }) => name === 'deprecated')
  const tags = doc.tags.filter(({ name }) => name !== 'deprecated' && name !== 'default' && !isConstraintTag(name))
  if (doc.summary === '' && !deprecated && tags.length === 0) return undefined
  return {
    ...(doc.summary === '' ? {} : { summary: doc.summary }),
    ...(deprecated ? { deprecated: deprecated.text || true } : {}),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

/** `Example<...>` and `Deprecated<...>` say what the tags of that name say. */
export function withMarks(doc: Doc | undefined, declared: HostType, host: TypeHost): Doc | undefined {
  const examples = memberMarks(host, declared, 'example')
  const [deprecated] = memberMarks(host, declared, 'deprecated')
  if (examples.length === 0 && deprecated === undefined) return doc
  const tags = [...(doc?.tags ?? []), ...examples.map((value) => ({ name: 'example', text: JSON.stringify(value) ?? '' }))]
  return {
    ...doc,
    ...(deprecated === undefined ? {} : { deprecated: deprecated === '' ? true : String(deprecated) }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

/** With examples as JSON that is of the type; those in code fences are for readers of the source. */
export function withExamples(doc: Doc | undefined, type: Type, at: At, context: Context): Doc | undefined {
  if (!doc?.tags?.some(({ name }) => name === 'example')) return doc
  const read = (text: string): string => {
    const value = readTag(tagText(text), type, context)
    if (!conforms(type, value, context.types))
      context.reject(invalidExample({ value: JSON.stringify(value), path: at.path, type: printType(type) }, labels(at)))
    return JSON.stringify(value)
  }
  const tags = doc.tags.flatMap(({ name, text }) => {
    if (name !== 'example') return [{ name, text }]
    return text.includes(FENCE) ? [] : [{ name, text: read(text) }]
  })
  const { tags: _, ...rest } = doc
  if (tags.length > 0) return { ...rest, tags }
  return Object.keys(rest).length > 0 ? rest : undefined
}
const FENCE = '```'

/** The type with what its comment demands. */
export function withTags(type: Type, doc: HostDoc | undefined, at: At, context: Context): Type {
  let result = type
  for (const { name, text } of doc?.tags ?? [])
    if (isConstraintTag(name)) result = withTag(result, name, tagText(text), at, context)
    else tellMisspelling(name, at, context)
  const problem = result === type ? undefined : contradiction(context.definition(result) ?? result, at)
  return problem ? context.reject(problem) : result
}

/** `@minlength 3` would constrain nothing. */
function tellMisspelling(tag: string, at: At, context: Context): void {
  const meant = OTHER_TAGS.has(tag) ? undefined : closest(tag, LONG_TAGS)
  if (meant) context.reject(misspelledTag({ tag, path: at.path, meant }, labels(at)))
}
const OTHER_TAGS: ReadonlySet<string> = new Set(['default', 'defaultValue', 'deprecated', 'example', 'internal', 'include'])

function withTag(type: Type, tag: string, text: string, at: At, context: Context): Type {
  const written = text === '' ? `@${tag}` : `@${tag} ${text}`
  if (tag === 'format') return withFormat(type, text, at, context)
  const flags = tag === 'pattern' ? /^\/.*\/([dgimsvy]+)$/s.exec(text)?.[1] : undefined
  if (flags !== undefined) {
    const reason = `patterns have the flag \`u\` and no other, and \`${flags}\` is written behind it`
    return context.reject(unusable({ problem: reason, kind: 'pattern' }, written, at))
  }
  const argument = argumentOf(tag, text)
  const requirement = readRequirement(TAGS[tag]!, argument, written)
  if (requirement === undefined || 'problem' in requirement) {
    const problem = requirement ?? { problem: 'it is not known', kind: 'value' as const }
    return context.reject(unusable(problem, written, at))
  }
  return applied(type, requirement, at, context) ?? context.reject(misplaced(type, requirement, at))
}

/** Undefined where no part of the type is of the requirement's kind. */
function applied(type: Type, requirement: Requirement, at: At, context: Context): Type | undefined {
  const result = constrainMatching(type, requirement, context)
  const lost = result && lostLiteral(context.definition(type) ?? type, result, requirement.text, at)
  return lost ? context.reject(lost) : result
}

function argumentOf(tag: string, text: string): Argument {
  if (FLAGS.has(tag)) return text === '' || text === 'true' ? true : undefined
  if (tag === 'integer') return text === '' || text === 'true' ? 'integer' : undefined
  if (tag === 'pattern') return /^\/(.*)\/u?$/s.exec(text)?.[1] ?? text
  if (tag === 'startsWith' || tag === 'endsWith' || tag === 'includes') return /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text
  if (tag === 'format') return text
  if (/^-?\d+n?$/.test(text))
    return Number.isSafeInteger(Number.parseInt(text, 10)) ? Number.parseInt(text, 10) : BigInt(text.replace('n', ''))
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

/** `Int64` is a bigint between two bounds. */
function withInt64(type: Type, text: string, at: At, context: Context): Type {
  const written = { text: `@format ${text}`, anywhere: false }
  const least = { ...written, constraints: { bigint: { kind: 'minimum', value: String(-(2n ** 63n)) } as const } }
  const most = { ...written, constraints: { bigint: { kind: 'maximum', value: String(2n ** 63n - 1n) } as const } }
  const bounded = applied(type, least, at, context)
  return bounded ? applied(bounded, most, at, context)! : context.reject(misplaced(type, least, at))
}

/** A format is not a brand: on the wrong type, or unknown, it would be forgotten in silence. */
function withFormat(type: Type, text: string, at: At, context: Context): Type {
  const name = Object.hasOwn(ALIASES, text) ? ALIASES[text]! : text
  if (name === 'date-time' && context.definition(type)?.kind === 'date') return type
  if (name === 'int64') return withInt64(type, text, at, context)
  const known = FORMATS.find((format) => format === name)
  if (!known && !NUMERIC_FORMATS.has(name)) {
    const nearest = closest(name, [...FORMATS, ...NUMERIC_FORMATS, 'int64'])
    const rewrite = nearest
      ? `Did you mean \`@format ${nearest}\`?`
      : 'Write `@pattern` with a regular expression, or one of the known formats.'
    return context.reject(unknownFormat({ format: text, path: at.path, rewrite }, labels(at)))
  }
  const read = known ? readRequirement('brand', known, `@format ${text}`) : readRequirement('numeric', name, `@format ${text}`)
  if (!read || 'problem' in read)
    return context.reject(
      invalidConstraintValue(
        { constraint: `@format ${text}`, path: at.path, reason: 'it is empty', rewrite: 'Name a format.' },
        labels(at),
      ),
    )
  const requirement = known
    ? { ...read, constraints: { string: { kind: 'format', format: known } as const }, anywhere: false }
    : read
  const constrained = applied(type, requirement, at, context)
  if (constrained) return constrained
  return context.reject(
    misplacedConstraint(
      {
        constraint: requirement.text,
        type: context.definition(type)?.kind ?? type.kind,
        path: at.path,
        rewrite: `It applies to ${known ? 'strings' : 'numbers'}. Move the tag, or change the type.`,
      },
      labels(at),
    ),
  )
}
