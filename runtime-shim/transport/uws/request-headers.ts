/** Request header fields as uWebSockets.js has them: one native call gives the first of a name, another visits all. */
import { joinFields } from '../fields.ts'
import type { NativeRequest } from './native.ts'

export function allFields(request: NativeRequest): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  const add = (name: string, text: string): void => {
    const value = bytewise(text)
    const before = fields[name]
    fields[name] = before === undefined ? value : joinFields(name, before, value)
  }
  request.forEach(add)
  return fields
}

/** Visited values are decoded as UTF-8; single ones, and node:http's, byte by byte. */
const bytewise = (value: string): string => (/^[\0-\x7f]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1'))

let occurrences = 0
const visit = (name: string): void => {
  if ((name.length === 14 && name === 'content-length') || (name.length === 17 && name === 'transfer-encoding')) occurrences++
}

/** How many fields say how the body is framed: one, where there is a body. Every request with a body pays for this: no closures. */
export function framingFields(request: NativeRequest): number {
  occurrences = 0
  request.forEach(visit)
  return occurrences
}
