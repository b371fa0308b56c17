/** The part of servers on node:http that take bodies as they come in. */
import type { BodyStreaming } from '../exchange.ts'
import { StreamedBody } from '../streamed-body.ts'
import type { NodeExchange } from './exchange.ts'

export const nodeBodyStreams: BodyStreaming & ThisType<NodeExchange> = {
  readStream(limit, sink) {
    const streamed = new StreamedBody(limit, sink)
    if (this.bodyLength > limit) {
      this.problem(413)
      return null
    }
    const { request } = this
    if (this.bodyLength === 0) streamed.end()
    else {
      this.receive(streamed)
      request.on('data', (chunk: Buffer) => handOn(this, streamed, chunk))
      request.on('end', () => handOn(this, streamed, null))
    }
    const flow = (paused: boolean, over: boolean): void => {
      if (streamed.over && !streamed.paused) return
      streamed.paused = paused
      streamed.over ||= over
      if (paused) request.pause()
      else request.resume()
      this.wait()
    }
    return { pause: () => flow(true, false), resume: () => flow(false, false), drop: () => flow(false, true) }
  },
}

function handOn(exchange: NodeExchange, streamed: StreamedBody, chunk: Buffer | null): void {
  if (!exchange.isOpen) return
  if (chunk !== null) exchange.bytesIn += chunk.byteLength
  try {
    if (chunk === null) streamed.end()
    else streamed.take(chunk)
  } catch (error) {
    exchange.server.failed(exchange, error)
  }
  exchange.wait()
}
