/** What emitted serialisers ask before they put JSON together themselves. */

/** Where text is longer, JSON.stringify is as quick to look through it, and what follows need not be put together. */
const longest = 64

/** Text that stands in JSON as it is, between quotes: no control, quote, backslash (RFC 8259, section 7), nor maybe a lone surrogate. */
export function isVerbatim(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longest) return false
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code < 32 || code === 34 || code === 92 || code >= 0xd800) return false
  }
  return true
}

/** Whether that is quicker than JSON.stringify here. It is on V8 before 12 (Node 20), and not on later ones. */
export const joinsText: boolean = Number.parseInt(engine() ?? '', 10) < 12

/** The version of V8, where it is one. */
function engine(): string | undefined {
  const { process } = globalThis as { process?: { versions?: { v8?: string; bun?: string } } }
  return process?.versions?.bun === undefined ? process?.versions?.v8 : undefined
}
