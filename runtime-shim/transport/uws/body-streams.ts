/** The part of servers on uWebSockets.js that take bodies as they come in. */
import type { BodyStreaming } from '../exchange.ts'
import { StreamedBody } from '../streamed-body.ts'
import { always, type UwsExchange } from './exchange.ts'

export const uwsBodyStreams: BodyStreaming & ThisType<UwsExchange> = {
  readStream(limit, sink) {
    const streamed = new StreamedBody(limit, sink)
    if (this.bodyLength > limit) {
      this.problem(413)
      return null
    }
    if (this.bodyLength === 0) streamed.end()
    else {
      this.receive(streamed)
      this.response.onData((chunk, last) => handOn(this, streamed, chunk, last))
    }
    return {
      pause: () => hold(this, streamed),
      resume: () => release(this, streamed),
      drop: () => {
        streamed.over = true
        release(this, streamed)
      },
    }
  },
}

function handOn(exchange: UwsExchange, streamed: StreamedBody, chunk: ArrayBuffer, last: boolean): void {
  if (!exchange.isOpen) return
  exchange.server.active = exchange
  exchange.bytesIn += chunk.byteLength
  try {
    streamed.take(new Uint8Array(chunk.slice(0)))
    if (last) streamed.end()
  } catch (error) {
    exchange.server.failed(exchange, error)
  }
  exchange.wait()
  if (last && exchange.patience !== 0) exchange.server.deferred(exchange)
}

function hold(exchange: UwsExchange, streamed: StreamedBody): void {
  // Under an answer that is streamed pausing would end the writing: what comes meanwhile is kept, up to the body's limit.
  if (streamed.over || streamed.paused || exchange.answered || exchange.aborted) return
  streamed.paused = true
  exchange.response.onWritable(always).pause()
  exchange.wait()
}

function release(exchange: UwsExchange, streamed: StreamedBody): void {
  if (!streamed.paused) return
  streamed.paused = false
  if (!exchange.isOpen) return
  exchange.response.resume()
  exchange.wait()
}
