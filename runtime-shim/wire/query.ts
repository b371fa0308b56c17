import { decodeParam } from './percent.ts'

/**
 * `tag=a&tag=b&q=x+y` -> `{ tag: ['a', 'b'], q: 'x y' }`, in an object without a prototype, as application/x-www-form-urlencoded;
 * undefined where the percent-encoding is malformed.
 */
export function parseQuery(text: string): Record<string, string | string[]> | undefined {
  const query: Record<string, string | string[]> = Object.create(null)
  let start = 0
  while (start < text.length) {
    let end = text.indexOf('&', start)
    if (end < 0) end = text.length
    if (end > start && !addPair(query, text.slice(start, end))) return undefined
    start = end + 1
  }
  return query
}

function addPair(query: Record<string, string | string[]>, pair: string): boolean {
  const equals = pair.indexOf('=')
  const name = decode(equals < 0 ? pair : pair.slice(0, equals))
  const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
  if (name === undefined || value === undefined) return false
  const present = query[name]
  if (present === undefined) query[name] = value
  else if (typeof present === 'string') query[name] = [present, value]
  else present.push(value)
  return true
}

const decode = (text: string): string | undefined => decodeParam(text.includes('+') ? text.replaceAll('+', ' ') : text)
