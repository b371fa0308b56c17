import type { TemplateType, Type } from '../../compiler/ir/index.ts'
import { escaped } from './string-schema.ts'

/** `user-${number}` as a pattern: `user-` and what `Number()` reads. */
export const templatePattern = ({ texts, types }: TemplateType): string =>
  texts.map((text, index) => escaped(text) + (index < types.length ? hole(types[index]!, texts, index) : '')).join('')

/** A hole ends where the text behind it first occurs; where there is none it takes one character, and the last takes what is left. */
function hole(type: Type, texts: readonly string[], index: number): string {
  if (type.kind !== 'string' && type.kind !== 'unknown') return filling(type)
  if (index === texts.length - 2) return '[\\s\\S]*'
  const behind = texts[index + 1]!
  return behind === '' ? '[\\s\\S]' : `(?:(?!${escaped(behind)})[\\s\\S])*`
}

const NUMBER =
  '\\s*(?:[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?<=\\s))\\s*'
const BIGINT = '-?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0|[1-9][0-9]*)'

function filling(type: Type): string {
  switch (type.kind) {
    case 'number':
      return NUMBER
    case 'bigint':
      return BIGINT
    case 'boolean':
      return '(?:true|false)'
    case 'null':
    case 'undefined':
      return type.kind
    case 'literal':
      return escaped(String(type.value))
    case 'template':
      return templatePattern(type)
    case 'union':
      return `(?:${type.members.map(filling).join('|')})`
    default:
      return '[\\s\\S]*'
  }
}
