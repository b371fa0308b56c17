/** The part of servers on node:http whose answers are written as they come. */
import type { AnswerStreaming } from '../exchange.ts'
import { checkHeaders } from '../header-list.ts'
import { Outgoing } from '../outgoing.ts'
import { isBodiless, reasonPhrase, statusLine } from '../status.ts'
import type { NodeExchange } from './exchange.ts'
import { NodeOutlet } from './outlet.ts'

export const nodeStreams: AnswerStreaming & ThisType<NodeExchange> = {
  stream(status, headers, contentType, length) {
    if (this.answered || this.aborted) return null
    statusLine(status)
    checkHeaders(headers, contentType)
    this.answered = true
    const announced = isBodiless(status) ? null : length
    if (this.method === 'HEAD' || isBodiless(status) || length === 0) {
      const fields = this.responseFields(headers, contentType, announced, this.server.closing)
      this.response.writeHead(status, reasonPhrase(status), fields).end()
      this.depart(status, false)
      return null
    }
    const outlet = new NodeOutlet(this, { status, headers, contentType, length: announced })
    this.outgoing = new Outgoing(outlet, this, this.server.pending, length, this.server.closing)
    outlet.listen(this.outgoing)
    this.watch()
    this.wait()
    return this.outgoing
  },
}
