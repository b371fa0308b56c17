/**
 * What travels as text: path parameters, queries, headers, cookies, forms. Each function is the reverse of how the server reads it, and
 * throws for a value that the server would read as another one.
 */

import { encodeBase64 } from './base64.ts'

/** One text, or one for each item of a list; nothing is sent for undefined. */
export type Text = string | number | bigint | boolean | URL | null | undefined
export type Texts = Text | readonly Text[]

/** One segment of a path. Platforms take `.` and `..` for steps, percent-encoded or not. */
export function segment(value: Text): string {
  const text = String(value)
  if (value === undefined || text === '' || text === '.' || text === '..')
    throw new TypeError(`"${text}" cannot be a part of a path`)
  return encodeURIComponent(text)
}

/** `a/b` of `[...rest]`. */
export const segments = (value: Text): string => String(value).split('/').map(segment).join('/')

/** `[['tag', ['a', 'b']], ['limit', 2]]` -> `tag=a&tag=b&limit=2`. */
export const pairs = (entries: readonly (readonly [name: string, value: Texts])[]): string =>
  entries
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item: Text) => [name, item] as const))
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`)
    .join('&')

/** `/users` -> `/users?limit=2`, or as it is. */
export function withQuery(path: string, entries: readonly (readonly [name: string, value: Texts])[]): string {
  const query = pairs(entries)
  return query === '' ? path : `${path}?${query}`
}

/** The value of a header. Platforms trim it, and the server takes an empty one for none. */
export function header(value: Text): string | undefined {
  if (value === undefined) return undefined
  const text = String(value)
  if (!/^[!-~](?:[ -~]*[!-~])?$/.test(text)) throw new TypeError(`"${text}" cannot be the value of a header`)
  return text
}

/** `{ a: 'x y', b: undefined }` -> `a=x%20y`. Browsers send their own cookies instead. */
export function cookies(entries: readonly (readonly [name: string, value: Text])[]): string | undefined {
  const text = entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('; ')
  return text === '' ? undefined : text
}

/** What stands for a value, or for each item of a list, whose type leaves open what it is. */
export function textOf(value: unknown): any {
  if (Array.isArray(value)) return value.map(textOf)
  if (value instanceof Date) return value.toISOString()
  return value instanceof Uint8Array ? encodeBase64(value) : value
}
