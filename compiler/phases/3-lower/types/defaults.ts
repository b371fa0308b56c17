/** The value taken when a member is absent: `Default<20>`, `@default 20`. */
import { invalidConstraintValue, invalidDefault } from '../../../diagnostics/index.ts'
import { type JsonValue, printType, type Type } from '../../../ir/index.ts'
import type { HostDoc, HostType } from '../../1-load/type-host.ts'
import { conforms } from './conforms.ts'
import { type At, type Context, labels } from './context.ts'
import { memberMarks } from './phantom.ts'
import type { Argument } from './requirement.ts'
import { tagText } from './tag-text.ts'

export function withDefault(
  declared: HostType,
  type: Type,
  doc: HostDoc | undefined,
  at: At,
  context: Context,
): JsonValue | undefined {
  const { host } = context
  const written = memberMarks(host, declared, 'default')
  if (written.length > 1) return refuse('it is given twice, with different values', written.join(', '))
  if (written.length === 1 && written[0] === undefined) return refuse('it must be one literal', '...')
  const tag = doc?.tags.find(({ name }) => name === 'default' || name === 'defaultValue')
  if (written.length === 0 && !tag) return undefined
  const value = written.length > 0 ? jsonOf(written[0]!) : readTag(tagText(tag!.text), type, context)
  if (conforms(type, value, context.types)) return asWire(value, type, context)
  context.reject(invalidDefault({ value: JSON.stringify(value), path: at.path, type: printType(type) }, labels(at)))
  return undefined

  function refuse(reason: string, shown: string): undefined {
    const values = { constraint: `Default<${shown}>`, path: at.path, reason, rewrite: 'Write one literal: `Default<20>`.' }
    context.reject(invalidConstraintValue(values, labels(at)))
  }
}

const jsonOf = (argument: NonNullable<Argument>): JsonValue => (typeof argument === 'bigint' ? String(argument) : argument)

/** A bigint is a decimal string on the wire, however its default was written. */
function asWire(value: JsonValue, type: Type, context: Context): JsonValue {
  return typeof value === 'number' && context.definition(type)?.kind === 'bigint' ? String(value) : value
}

/** JSON where it is JSON and fits; else the text itself, so that `@default draft` needs no quotes. */
export function readTag(text: string, type: Type, context: Context): JsonValue {
  try {
    const value = JSON.parse(text.replace(/^'(.*)'$/s, (_, inner: string) => JSON.stringify(inner))) as JsonValue
    if (typeof value === 'string' || conforms(type, value, context.types)) return value
    return conforms(type, text, context.types) ? text : value
  } catch {
    return text
  }
}
