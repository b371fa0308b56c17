/**
 * A pattern as the texts that it matches: `^[ab]-\d+$` -> `['ab', '-', { repeat: '0123456789', min: 1, max: 6 }]`.
 * What look-arounds and back-references demand is not in it: candidates are held against the pattern itself.
 */
import { type Pattern, parsePattern } from '../../compiler/ir/index.ts'
import { quote } from '../code/index.ts'
import type { Code } from './print.ts'

export const characterSets = (source: string): Code => setsOf(parsePattern(source))

/** More repetitions than these show nothing new. */
const enough = 5

function setsOf(pattern: Pattern): Code {
  switch (pattern.kind) {
    case 'character':
      return quote(charactersOf(pattern.source))
    case 'empty':
      return []
    case 'sequence':
      return pattern.items.filter(({ kind }) => kind !== 'empty').map(setsOf)
    case 'choice':
      return { one: pattern.options.map(setsOf) }
    case 'repeat':
      return { repeat: setsOf(pattern.item), min: String(pattern.min), max: String(Math.min(pattern.max, pattern.min + enough)) }
  }
}

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

/** Those of the keyboard, else the first of all others. */
export function charactersOf(source: string): string {
  if ([...source].length === 1 && !/[.\\]/.test(source)) return source
  const expression = new RegExp(`^(?:${source})$`, 'u')
  const found = printable.filter((character) => expression.test(character))
  if (found.length > 0) return found.join('')
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    if (expression.test(character)) return character
  }
  return ''
}
