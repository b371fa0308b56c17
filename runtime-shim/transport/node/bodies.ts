/** The part of servers on node:http that read bodies as a whole. */
import { Body } from '../body.ts'
import type { BodyReading } from '../exchange.ts'
import { LINGER_BYTES } from '../limits.ts'
import type { NodeExchange } from './exchange.ts'

const nothing = Buffer.alloc(0)

export const nodeBodies: BodyReading & ThisType<NodeExchange> = {
  readText(limit, done) {
    if (this.bodyLength === 0) done('')
    else collect(this, new Body(limit, done, null))
  },

  readBytes(limit, done) {
    if (this.bodyLength === 0) done(new Uint8Array(0))
    else collect(this, new Body(limit, null, done))
  },
}

function collect(exchange: NodeExchange, body: Body): void {
  if (exchange.bodyLength > body.limit) return exchange.problem(413)
  exchange.receive(body)
  exchange.request.on('data', (chunk: Buffer) => keep(exchange, body, chunk))
  exchange.request.on('end', () => complete(exchange, body))
}

function keep(exchange: NodeExchange, body: Body, chunk: Buffer): void {
  exchange.bytesIn += chunk.byteLength
  if (body.over) return
  if (!body.admits(chunk.byteLength)) {
    // Past the limit of a chunked body. The rest is dropped before the answer: closed on, the client would not get to read it.
    body.drop()
    if (body.received >= body.limit + LINGER_BYTES) exchange.problem(413, true)
    return
  }
  body.keep(chunk)
  exchange.wait()
}

function complete(exchange: NodeExchange, body: Body): void {
  if (body.over || exchange.answered || exchange.aborted) return
  if (body.received > body.limit) return exchange.problem(413)
  body.over = true
  exchange.server.pending.remove(exchange)
  try {
    if (!body.deliver(nothing)) exchange.problem(400)
  } catch (error) {
    exchange.server.failed(exchange, error)
  }
}
