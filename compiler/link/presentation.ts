/**
 * The emitted part of the bundle as it was emitted: esbuild writes `void 0` for `undefined`, `3e4` for 30000, and no empty lines.
 * Of the shim it keeps the comments inside classes and drops all others: here they go, too (a tenth of a small server); the source
 * map has them. It follows, so that a stack still leads to the right column.
 */
import { decodedMappings, encodedMappings, TraceMap } from '@jridgewell/trace-mapping'
import type { BundledCode } from './source-map.ts'

interface Shift {
  /** In the line as it was. */
  readonly column: number
  readonly by: number
}

/** `heading`: the line after which everything is emitted code. */
export function presented({ code, map }: BundledCode, heading: string): BundledCode {
  const lines = code.split('\n')
  const mappings = map.mappings.split(';')
  const written: string[] = []
  const places: string[] = []
  const start = lines.indexOf(heading)
  const isShimComment = shimComments()
  let dropped: string[] = []
  for (const [index, line] of lines.entries()) {
    const mapped = mappings[index] ?? ''
    if (isShimComment(line, lines[index - 1] ?? '')) {
      if (mapped !== '') dropped.push(mapped)
      continue
    }
    const emitted = start !== -1 && index > start
    if (emitted && opensSection(line, written.at(-1) ?? '')) {
      written.push('')
      places.push('')
    }
    const { text, shifts } = emitted ? rewritten(line) : { text: line, shifts: [] }
    written.push(text)
    places.push(shifted(mapped, shifts, mapped === '' ? [] : dropped))
    if (mapped !== '') dropped = []
  }
  return { code: written.join('\n'), map: { ...map, mappings: places.join(';') } }
}

/** To be asked line by line. */
function shimComments(): (line: string, before: string) => boolean {
  let inShim = false
  let inComment = false
  return (line, before) => {
    if (before === '' && /^\/\/ \S/.test(line)) {
      inShim = line.startsWith('// @gati-framework/core/')
      return false
    }
    const begins = /^\s+\/[/*]/.test(line) && !/^\s+\/\*.*\*\/ *\S/.test(line)
    if (!inShim || !(inComment || begins)) return false
    inComment = !/^\s+\/\//.test(line) && !line.endsWith('*/')
    return true
  }
}

/** A comment or declaration at the margin after the end of a block. */
const opensSection = (line: string, previous: string): boolean =>
  /^(?:\/\/ |(?:async )?function |var |start\()/.test(line) && /^[}\]]/.test(previous)

const TOKEN = /"(?:[^"\\]|\\.)*"|\bvoid 0\b|\b\d+e\d{1,2}\b/g

/** A line with quotes that are not simple strings (a pattern, a template) is left as it is: it cannot be told apart by its letters. */
function rewritten(line: string): { readonly text: string; readonly shifts: readonly Shift[] } {
  const unchanged = { text: line, shifts: [] }
  if (!/void 0|\de\d/.test(line)) return unchanged
  if (/["'`/]/.test(line.replace(/"(?:[^"\\/]|\\.|\/(?![/*]))*"/g, ''))) return unchanged
  const shifts: Shift[] = []
  const text = line.replace(TOKEN, (token: string, column: number) => {
    if (token.startsWith('"')) return token
    const replacement = token === 'void 0' ? 'undefined' : String(Number(token))
    shifts.push({ column, by: replacement.length - token.length })
    return replacement
  })
  return { text, shifts }
}

/**
 * One line of mappings. Sources and their lines count on from the line before, so that a line is read and written by itself, with what was
 * dropped before it.
 */
function shifted(line: string, shifts: readonly Shift[], dropped: readonly string[]): string {
  if (shifts.length === 0 && dropped.length === 0) return line
  const mappings = [...dropped, line].join(';')
  const segments = decodedMappings(new TraceMap({ version: 3, names: [], sources: [], mappings })).at(-1) ?? []
  const moved = segments.map(([column, ...rest]) => [column + movedBy(column, shifts), ...rest])
  return encodedMappings(new TraceMap({ version: 3, names: [], sources: [], mappings: [moved] as never }))
}

const movedBy = (column: number, shifts: readonly Shift[]): number =>
  shifts.reduce((sum, shift) => (column > shift.column ? sum + shift.by : sum), 0)
