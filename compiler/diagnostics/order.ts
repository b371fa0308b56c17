/** Diagnostics in the order in which one reads them: by file, line and column of the main party, each said once. */
import type { Diagnostic } from './diagnostic.ts'

export function sortDiagnostics(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const once = new Map<string, Diagnostic>()
  for (const diagnostic of diagnostics) {
    const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.labels.map(({ location }) => location)])
    if (!once.has(key)) once.set(key, diagnostic)
  }
  return [...once.values()].sort(compare)
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function compare(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [a.labels[0]?.location, b.labels[0]?.location]
  // What has no place concerns the whole app: it is read first.
  if (!left || !right) return Number(Boolean(left)) - Number(Boolean(right)) || text(a.code, b.code) || text(a.message, b.message)
  return (
    text(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    text(a.code, b.code) ||
    text(a.message, b.message)
  )
}
