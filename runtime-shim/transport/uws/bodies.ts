/** The part of servers on uWebSockets.js that read bodies as a whole. */
import { Body } from '../body.ts'
import type { BodyReading } from '../exchange.ts'
import { LINGER_BYTES } from '../limits.ts'
import type { UwsExchange } from './exchange.ts'

export const uwsBodies: BodyReading & ThisType<UwsExchange> = {
  readText(limit, done) {
    if (this.bodyLength === 0) done('')
    else collect(this, new Body(limit, done, null))
  },

  readBytes(limit, done) {
    if (this.bodyLength === 0) done(new Uint8Array(0))
    else collect(this, new Body(limit, null, done))
  },
}

function collect(exchange: UwsExchange, body: Body): void {
  // The body of a request that announced its length is dropped by uWebSockets.js, for 10 s at most: the client gets to read this.
  if (exchange.bodyLength > body.limit) return exchange.problem(413)
  exchange.receive(body)
  exchange.response.onData((chunk, last) => receive(exchange, body, chunk, last))
}

function receive(exchange: UwsExchange, body: Body, chunk: ArrayBuffer, last: boolean): void {
  if (body.over || exchange.answered || exchange.aborted) return
  exchange.bytesIn += chunk.byteLength
  if (!body.admits(chunk.byteLength)) return overflow(exchange, body, last)
  if (!last) {
    if (chunk.byteLength === 0) return
    body.keep(new Uint8Array(chunk.slice(0)))
    return exchange.wait()
  }
  body.over = true
  exchange.server.pending.remove(exchange)
  exchange.server.active = exchange
  exchange.corked = true
  try {
    if (!body.deliver(Buffer.from(chunk))) exchange.problem(400)
  } catch (error) {
    exchange.server.failed(exchange, error)
  }
  exchange.corked = false
}

/** Past the limit of a chunked body. The rest is dropped before the answer: closed on, the client would not get to read it. */
function overflow(exchange: UwsExchange, body: Body, last: boolean): void {
  body.drop()
  if (!last && body.received < body.limit + LINGER_BYTES) return
  exchange.corked = true
  exchange.problem(413, !last)
  exchange.corked = false
}
