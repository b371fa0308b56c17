/**
 * Places in emitted text and where they come from -> a source map, revision 3 (ECMA-426):
 *
 *   [[], [[24, { file: 'src/api/hello.ts', line: 2, column: 14 }], [32]]]   ->   ";wBACa,Q"
 *
 * From a place on, a line's text comes from there, or from nowhere, up to the next place. An editor that finds no place before a position
 * takes the next one: lines start with a place that comes from nowhere.
 */
import type { Location } from '../../compiler/ir/index.ts'

/** Column from 0, in UTF-16 code units, and where it comes from. */
export type Place = readonly [column: number, from?: Location | undefined]

/** `lines[0]` is of the first line of `file`; sources are as locations name them. */
export function sourceMap(file: string, lines: readonly (readonly Place[])[]): string {
  const sources = [...new Set(lines.flatMap((places) => places.flatMap(([, from]) => from?.file ?? [])))].sort()
  const index = new Map(sources.map((source, position) => [source, position]))
  let before = [0, 0, 0]
  const mappings = lines.map((places) => {
    let columnBefore = 0
    const segments = places.map(([column, from]) => {
      const moved = vlq(column - columnBefore)
      columnBefore = column
      if (from === undefined) return moved
      const now = [index.get(from.file)!, from.line - 1, from.column - 1]
      const fields = now.map((value, field) => vlq(value - before[field]!))
      before = now
      return moved + fields.join('')
    })
    return segments.join(',')
  })
  return `${JSON.stringify({ version: 3, file, sourceRoot: '', sources, names: [], mappings: mappings.join(';') })}\n`
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 digits of five bits, the lowest first, which begin with the sign; the sixth says that there are more. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let text = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    text += DIGITS[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}
