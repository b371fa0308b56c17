import { decodeParam } from './percent.ts'

/**
 * `sid=abc; theme="dark"` -> `{ sid: 'abc', theme: 'dark' }`, in an object without a prototype. Of cookies with one name the first
 * counts: it belongs to the most specific path. A value that is not percent-encoded UTF-8 stays as it is.
 */
export function parseCookies(text: string): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null)
  let start = 0
  while (start < text.length) {
    let end = text.indexOf(';', start)
    if (end < 0) end = text.length
    const equals = text.indexOf('=', start)
    if (equals >= 0 && equals < end) {
      const name = text.slice(start, equals).trim()
      if (name !== '' && cookies[name] === undefined) cookies[name] = cookieValue(text.slice(equals + 1, end).trim())
    }
    start = end + 1
  }
  return cookies
}

function cookieValue(raw: string): string {
  const bare = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw
  return decodeParam(bare) ?? bare
}
