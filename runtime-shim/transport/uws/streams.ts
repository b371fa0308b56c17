/** The part of servers on uWebSockets.js whose answers are written as they come. */
import type { AnswerStreaming } from '../exchange.ts'
import { checkHeaders } from '../header-list.ts'
import { type AnswerHead, Outgoing } from '../outgoing.ts'
import { isBodiless, statusLine } from '../status.ts'
import type { UwsExchange } from './exchange.ts'
import { UwsOutlet } from './outlet.ts'

export const uwsStreams: AnswerStreaming & ThisType<UwsExchange> = {
  stream(status, headers, contentType, length) {
    if (this.answered || this.aborted) return null
    statusLine(status)
    checkHeaders(headers, contentType)
    this.answered = true
    this.unpause()
    const head: AnswerHead = { status, headers, contentType, length }
    if (this.method === 'HEAD' || isBodiless(status) || length === 0) {
      this.inItsTurn(() => endUnwritten(this, head))
      return null
    }
    const outlet = new UwsOutlet(this, head)
    const outgoing = new Outgoing(outlet, this, this.server.pending, length, this.server.closing)
    outlet.outgoing = this.outgoing = outgoing
    this.watch()
    this.wait()
    return outgoing
  },
}

function endUnwritten(exchange: UwsExchange, { status, headers, contentType, length }: AnswerHead): void {
  const { response, server } = exchange
  exchange.writeHead(status, headers, contentType, checkHeaders(headers, contentType))
  if (isBodiless(status) || length === null) {
    if (server.closing) response.writeHeader('connection', 'close')
    response.endWithoutBody()
  } else response.endWithoutBody(length, server.closing)
  exchange.finish(status)
}
