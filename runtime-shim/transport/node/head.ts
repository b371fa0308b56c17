/** The part of servers on node:http that read header fields and who sends them. */
import { unmapped } from '../address.ts'
import type { HeadReading } from '../exchange.ts'
import { joinFields } from '../fields.ts'
import type { NodeExchange } from './exchange.ts'

export const nodeHead: HeadReading & ThisType<NodeExchange> = {
  header(name) {
    const raw = this.request.rawHeaders
    let value: string | undefined
    for (let i = 0; i < raw.length; i += 2) {
      const field = raw[i]!
      if (field.length !== name.length || field.toLowerCase() !== name) continue
      value = value === undefined ? raw[i + 1]! : joinFields(name, value, raw[i + 1]!)
    }
    return value ?? ''
  },

  headers() {
    const raw = this.request.rawHeaders
    const fields: Record<string, string> = Object.create(null)
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i]!.toLowerCase()
      const before = fields[name]
      fields[name] = before === undefined ? raw[i + 1]! : joinFields(name, before, raw[i + 1]!)
    }
    return fields
  },

  remoteAddress() {
    return unmapped(this.request.socket.remoteAddress ?? '')
  },
}
