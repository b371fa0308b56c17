/**
 * The declaration that begins on a line, with the comment above it. Found by layout, as formatted code has it: a declaration lasts
 * while lines are indented deeper than its first, or close what it opened.
 */
export function sourceExcerpt(source: string, line: number): string {
  const lines = source.split(/\r\n|\n|\r/)
  const first = line - 1
  let end = first + 1
  while (end < lines.length && (lines[end]!.trim() === '' || /^[\s)\]}]/.test(lines[end]!))) end++
  while (end > first + 1 && lines[end - 1]!.trim() === '') end--
  return lines.slice(commentStart(lines, first), end).join('\n')
}

function commentStart(lines: readonly string[], first: number): number {
  let start = first
  while (start > 0 && /^\s*(?:\/\/|\/\*|\*)/.test(lines[start - 1]!)) start--
  return start
}
