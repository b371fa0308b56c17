/**
 * The emitted part of the bundle as it was emitted: esbuild writes `void 0` for `undefined`, `3e4` for 30000, and no empty lines.
 * Of the shim it keeps the comments inside classes and drops all others: here they go, too (a tenth of a small server); the source
 * map has them. It follows, so that a stack still leads to the right column.
 */
import { decodedMappings, encodedMap, TraceMap } from '@jridgewell/trace-mapping'

type Segments = ReturnType<typeof decodedMappings>[number]

interface Shift {
  /** In the line as it was. */
  readonly column: number
  readonly by: number
}

/** `heading`: the line after which everything is emitted code. */
export function presented(code: string, mapText: string, heading: string): { readonly code: string; readonly map: string } {
  const lines = code.split('\n')
  const map = JSON.parse(mapText) as { sourceRoot?: string; sources: string[]; mappings: string }
  const mappings = decodedMappings(new TraceMap({ ...map, version: 3, names: [] })) as Segments[]
  const written: string[] = []
  const places: Segments[] = []
  const start = lines.indexOf(heading)
  const isShimComment = shimComments()
  for (const [index, line] of lines.entries()) {
    if (isShimComment(line, lines[index - 1] ?? '')) continue
    const emitted = start !== -1 && index > start
    if (emitted && opensSection(line, written.at(-1) ?? '')) {
      written.push('')
      places.push([])
    }
    const { text, shifts } = emitted ? rewritten(line) : { text: line, shifts: [] }
    written.push(text)
    places.push(shifted(mappings[index] ?? [], shifts))
  }
  const { mappings: encoded } = encodedMap(new TraceMap({ ...map, version: 3, names: [], mappings: places as never }))
  return { code: written.join('\n'), map: JSON.stringify({ ...map, mappings: encoded }) }
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

function shifted(segments: Segments, shifts: readonly Shift[]): Segments {
  if (shifts.length === 0) return segments
  return segments.map((segment) => {
    const by = shifts.reduce((sum, shift) => (segment[0] > shift.column ? sum + shift.by : sum), 0)
    return [segment[0] + by, ...segment.slice(1)] as typeof segment
  })
}
