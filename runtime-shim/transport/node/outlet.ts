/** How a streamed answer is written on node:http. */
import type { AnswerHead, Outgoing, Outlet } from '../outgoing.ts'
import { reasonPhrase } from '../status.ts'
import type { NodeExchange } from './exchange.ts'

export class NodeOutlet implements Outlet {
  private readonly exchange: NodeExchange
  private readonly head: AnswerHead

  constructor(exchange: NodeExchange, head: AnswerHead) {
    this.exchange = exchange
    this.head = head
  }

  listen(outgoing: Outgoing): void {
    this.exchange.response.on('drain', () => outgoing.drained())
  }

  /** Only now is it known whether the connection is to close. */
  writeHead(): void {
    const { exchange } = this
    const { status, headers, contentType, length } = this.head
    const fields = exchange.responseFields(headers, contentType, length, exchange.server.closing)
    exchange.response.writeHead(status, reasonPhrase(status), fields)
  }

  writeChunk(chunk: string | Uint8Array, taken: (() => void) | undefined): boolean {
    const { response } = this.exchange
    return taken === undefined ? response.write(chunk) : response.write(chunk, () => taken())
  }

  end(): void {
    this.exchange.leaving = this.head.status
    this.exchange.abandon()
    this.exchange.response.end()
  }

  destroy(): void {
    this.exchange.response.destroy()
  }

  takeBack(): void {
    this.exchange.outgoing = null
    this.exchange.answered = false
  }
}
