/** What kind of body a request has, and its text or bytes as a value. */
import type { Exchange } from '../transport/index.ts'

/** What {@link parseJson} gives for text that is not JSON; no JSON text gives it. */
export const MALFORMED: unique symbol = Symbol('malformed')

const JSON_MEDIA_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i

const isJson = (contentType: string): boolean => contentType === 'application/json' || JSON_MEDIA_TYPE.test(contentType)

/** Whether the body may be read as JSON: it says that it is, or there is none. */
export function acceptsJson(exchange: Exchange): boolean {
  const contentType = exchange.header('content-type')
  if (contentType !== '') return isJson(contentType)
  if (exchange.header('transfer-encoding') !== '') return false
  const length = exchange.header('content-length')
  return length === '' || length === '0'
}

/** '{"a":1}' -> { a: 1 }, '' -> undefined, '{' -> MALFORMED */
export function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return MALFORMED
  }
}

/** The body of a route that declares none: JSON where it says so, else its text. */
export const parseUndeclared = (text: string, contentType: string): unknown =>
  text === '' ? undefined : isJson(contentType) ? parseJson(text) : text

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** For routes that read both `rawBody` and `body`; undefined: not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
