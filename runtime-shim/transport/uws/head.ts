/** The part of servers on uWebSockets.js that read header fields and who sends them: one native call gives the first of a name, another visits all. */
import { addressText } from '../address.ts'
import type { HeadReading } from '../exchange.ts'
import { isSingle, joinFields } from '../fields.ts'
import type { UwsExchange } from './exchange.ts'
import type { NativeRequest } from './native.ts'

export const uwsHead: HeadReading & ThisType<UwsExchange> = {
  header(name) {
    if (this.fields !== null) return this.fields[name] ?? ''
    const value = this.request.getHeader(name)
    // The native call gives the first of repeated fields. Looking at all of them costs some microseconds: only where it matters.
    if (value === '' || isSingle(name)) return value
    this.fields = allFields(this.request)
    return this.fields[name] ?? ''
  },

  headers() {
    this.fields ??= allFields(this.request)
    return this.fields
  },

  remoteAddress() {
    return addressText(new Uint8Array(this.response.getRemoteAddress()))
  },
}

function allFields(request: NativeRequest): Record<string, string> {
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
