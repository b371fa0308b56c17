/** What kind of body a request has, and its text or bytes as a value. */
import type { Exchange } from '../transport/index.ts'
import { parseQuery } from '../wire/index.ts'
import { hasBody } from './media-type.ts'

/** What {@link parseJson} gives for text that is not JSON; no JSON text gives it. */
export const MALFORMED: unique symbol = Symbol('malformed')

const JSON_MEDIA_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i

const isJson = (contentType: string): boolean => contentType === 'application/json' || JSON_MEDIA_TYPE.test(contentType)

/** Whether the body may be read as JSON: it says that it is, or there is none. */
export function acceptsJson(exchange: Exchange): boolean {
  const contentType = exchange.header('content-type')
  return contentType === '' ? !hasBody(exchange) : isJson(contentType)
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

/** More fields than this are no form that a person filled in. */
const MAX_FIELDS = 1000

/** 'a=1&a=2&b=x+y' -> { a: ['1', '2'], b: 'x y' }; undefined where it is malformed, or has more than a thousand fields. */
export function parseForm(text: string): Record<string, string | string[]> | undefined {
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) if (++fields > MAX_FIELDS) return undefined
  return parseQuery(text)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** For routes that read both `rawBody` and `body`; undefined: not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
