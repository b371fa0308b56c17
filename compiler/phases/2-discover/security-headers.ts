/** `server.securityHeaders` of the config -> the headers that every answer has. */
import { read, type Section, type SettingsReader, section, switchOrObject } from './settings.ts'

/** What an API wants of browsers; an answer that is a page says more by itself. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
const OTHERS = ['cross-origin-embedder-policy', 'origin-agent-cluster', 'permissions-policy', 'x-permitted-cross-domain-policies']
const KEYS = [...Object.keys(DEFAULTS), ...OTHERS]

const value = {
  expected: 'the text of a header, or false',
  accepts: (written: unknown): written is string | false =>
    written === false || (typeof written === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(written)),
}

/** Undefined: no answer has any of them. */
export function readSecurityHeaders(
  reader: SettingsReader,
  server: Section,
): readonly (readonly [name: string, value: string])[] | undefined {
  const written = read(reader, server, 'securityHeaders', switchOrObject("{ 'x-frame-options': 'SAMEORIGIN' }"))
  if (written === undefined || written === false) return undefined
  const headers = new Map(Object.entries(DEFAULTS))
  if (written !== true) {
    const given = section(reader, server.members.get('securityHeaders')!.value, 'server.securityHeaders', KEYS)
    for (const name of given.members.keys()) {
      const own = read(reader, given, name, value)
      if (own === false) headers.delete(name)
      else if (own !== undefined) headers.set(name, own)
    }
  }
  return headers.size === 0 ? undefined : [...headers]
}
