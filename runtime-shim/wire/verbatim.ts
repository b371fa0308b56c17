/** What emitted serialisers ask before they put JSON together themselves. */

/** A loop is quicker than a pattern for short text; very long text JSON.stringify copies as quickly as it is looked through. */
const short = 64
const longest = 5000
const escaped = /[\0-\x1f"\\\ud800-\uffff]/

/** Text that stands in JSON as it is, between quotes: no control, quote, backslash (RFC 8259, section 7), nor maybe a lone surrogate. */
export function isVerbatim(value: unknown): value is string {
  if (typeof value !== 'string') return false
  if (value.length > short) return value.length <= longest && !escaped.test(value)
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
