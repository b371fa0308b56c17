import { resolve, type TemplateType, type Type } from '../ir/index.ts'
import { acceptsString } from './constraints.ts'
import type { Meaning } from './meaning.ts'

/**
 * As TypeScript infers from a string to a template literal type: the text before the first hole and behind the last one is taken off,
 * then each hole ends where the text behind it first occurs; where there is none, it takes one character. The last takes what is left.
 */
export function acceptsTemplate(value: unknown, { texts, types }: TemplateType, meaning: Meaning): boolean {
  if (typeof value !== 'string') return false
  const [first, last] = [texts[0]!, texts.at(-1)!]
  if (types.length === 0) return value === first
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false
  let rest = value.slice(first.length, value.length - last.length)
  for (const [index, type] of types.slice(0, -1).entries()) {
    const delimiter = texts[index + 1]!
    const end = delimiter === '' ? 1 : rest.indexOf(delimiter)
    if (end < 0 || end > rest.length || !fills(rest.slice(0, end), type, meaning)) return false
    rest = rest.slice(end + delimiter.length)
  }
  return fills(rest, types.at(-1)!, meaning)
}

function fills(text: string, type: Type, meaning: Meaning): boolean {
  const whole = resolve(type, meaning.types)
  switch (whole.kind) {
    case 'unknown':
      return true
    case 'string':
      return acceptsString(text, whole)
    case 'template':
      return acceptsTemplate(text, whole, meaning)
    case 'number':
      return text !== '' && Number.isFinite(Number(text))
    case 'bigint':
      return /^-?(0|[1-9]\d*)$/.test(text) || /^-?0([xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(text)
    case 'boolean':
      return text === 'true' || text === 'false'
    case 'null':
    case 'undefined':
      return text === whole.kind
    case 'literal':
      return text === String(whole.value)
    case 'union':
      return whole.members.some((member) => fills(text, member, meaning))
    default:
      return false
  }
}
