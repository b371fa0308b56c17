/**
 * Diagnostics as a person reads them, each party underlined in its source:
 *
 *   error GT2104 route-conflict: GET /users/:id has two handlers
 *    --> src/api/users/[id].ts:5:14
 *     |
 *   5 | export const GET: Handler = (req) => find(req)
 *     |              ^^^ second handler
 *    ::: src/handlers/users.ts:9:14
 *     |
 *   9 | export const handler: Handler = (req) => find(req)
 *     |              ------- first declared here
 *     = hint: Delete one of them, or move it to another path.
 */
import type { Diagnostic, Label } from './diagnostic.ts'
import { sortDiagnostics } from './order.ts'

export interface RenderOptions {
  readonly color: boolean
}

/** Text of a file by its path from the app's root; undefined where it cannot be read, and then no excerpt is shown. */
export type Sources = (file: string) => string | undefined

type Paint = Record<'error' | 'warning' | 'second' | 'frame' | 'strong' | 'hint', (text: string) => string>

const ansi = (open: number, close: number) => (text: string) => (text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`)
const plain = (text: string) => text
const PLAIN: Paint = { error: plain, warning: plain, second: plain, frame: plain, strong: plain, hint: plain }
const COLOURED: Paint = {
  error: ansi(31, 39),
  warning: ansi(33, 39),
  second: ansi(34, 39),
  frame: ansi(34, 39),
  strong: ansi(1, 22),
  hint: ansi(36, 39),
}

/** Sorted, without repetitions, a blank line between two, one line of totals at the end. Empty when there are none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources, options: RenderOptions): string {
  const sorted = sortDiagnostics(diagnostics)
  if (sorted.length === 0) return ''
  const paint = options.color ? COLOURED : PLAIN
  return `${sorted.map((diagnostic) => renderOne(diagnostic, sources, paint)).join('\n\n')}\n\n${totals(sorted)}\n`
}

function totals(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  const say = (number: number, word: string) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`])
  return [...say(count('error'), 'error'), ...say(count('warning'), 'warning')].join(', ')
}

function renderOne(diagnostic: Diagnostic, sources: Sources, paint: Paint): string {
  const { severity, code, name, message, labels, hints } = diagnostic
  const margin = ' '.repeat(Math.max(1, ...labels.map(({ location }) => String(location.line).length)))
  const head = `${paint[severity](`${severity} ${code}`)} ${name}: ${paint.strong(printable(message))}`
  const frames = frameGroups(labels).flatMap((group, index) => frame(group, index === 0, sources, margin, paint, severity))
  const advice = hints.map(
    (hint) => `${margin} ${paint.frame('=')} ${paint.hint('hint:')} ${printable(hint).replaceAll('\n', `\n${margin}   `)}`,
  )
  return [head, ...frames, ...advice].join('\n')
}

/** Labels of one file share a frame, in the order of their lines; the main party's file comes first. */
function frameGroups(labels: readonly Label[]): (readonly Label[])[] {
  const byFile = new Map<string, Label[]>()
  for (const label of labels) {
    const group = byFile.get(label.location.file) ?? []
    group.push(label)
    byFile.set(label.location.file, group)
  }
  return [...byFile.values()]
}

function frame(
  group: readonly Label[],
  main: boolean,
  sources: Sources,
  margin: string,
  paint: Paint,
  severity: Diagnostic['severity'],
): string[] {
  const first = group[0]!
  const { file, line, column } = first.location
  const out = [`${margin}${paint.frame(main ? '-->' : ':::')} ${file}:${line}:${column}`]
  const lines = sources(file)?.split(/\r\n|\n|\r/)
  const ordered = [...group].sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column)
  const shown = ordered.filter(({ location }) => lines?.[location.line - 1] !== undefined)
  if (shown.length > 0) out.push(`${margin} ${paint.frame('|')}`)
  let previous = 0
  for (const label of shown) {
    const number = label.location.line
    if (previous !== 0 && number > previous + 1) out.push(`${paint.frame('...')}`)
    const text = lines![number - 1]!
    if (number !== previous) out.push(`${paint.frame(`${String(number).padStart(margin.length)} |`)} ${printable(text)}`)
    previous = number
    const isMain = main && label === first
    out.push(
      `${margin} ${paint.frame('|')} ${underline(text, label, isMain ? '^' : '-', isMain ? paint[severity] : paint.second)}`,
    )
  }
  for (const label of ordered) {
    if (!shown.includes(label) && label.text !== '')
      out.push(`${margin} ${paint.frame('=')} line ${label.location.line}: ${printable(label.text)}`)
  }
  return out
}

/** Tabs stay tabs so that the marks stand under what they mean; a stretch over several lines ends with its first. */
function underline(line: string, label: Label, mark: string, paint: (text: string) => string): string {
  const start = Math.min(label.location.column - 1, line.length)
  const length = Math.max(1, Math.min(label.length, line.length - start))
  const indent = line.slice(0, start).replace(/[^\t]/g, ' ')
  return indent + paint(mark.repeat(length) + (label.text === '' ? '' : ` ${printable(label.text)}`))
}

/** Names and sources come from users: control characters must not drive the terminal. */
const printable = (text: string) =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** For tools: `{ version, diagnostics }`, sorted, as one JSON text. */
export const diagnosticsJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify({ version: 1, diagnostics: sortDiagnostics(diagnostics) }, undefined, 2)}\n`
