/** esbuild's messages as diagnostics. */
import type { Message } from 'esbuild'
import { bundleFailed, type Diagnostic, type Label, unresolvedImport } from '../diagnostics/index.ts'

export function failure(message: Message): Diagnostic {
  const labels = labelsOf(message)
  const unresolved = /^Could not resolve "(.*)"/.exec(message.text)?.[1]
  if (unresolved !== undefined) return unresolvedImport({ specifier: unresolved }, labels)
  const notes = message.notes.map(({ text }) => text).filter((text) => text !== '')
  return bundleFailed({ reason: message.text }, labels, notes)
}

/** Lines count from 1 in both, columns from 0 in esbuild (in bytes, which is a column of text but for non-ASCII lines). */
function labelsOf({ location }: Message): Label[] {
  if (location === null || location.namespace === 'gatic') return []
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString()
  const file = location.file.replaceAll('\\', '/')
  return [{ location: { file, line: location.line, column: before.length + 1 }, length: Math.max(location.length, 1), text: '' }]
}
