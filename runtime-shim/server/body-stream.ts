/** A request body as a web stream: read as fast as it is taken, and no faster. */
import type { BodyStream } from '../authoring/index.ts'
import type { BodyFlow, Exchange } from '../transport/index.ts'
import { BODY_TOO_LARGE, BODY_TOO_SLOW, Problem } from './problem.ts'

/** Bytes that may wait to be taken before the client is held back. */
const HIGH_WATER = 65_536

/** Undefined: refused with 413 already. What goes wrong later rejects the reading; left uncaught, it is answered as it should be. */
export function receiveStream(exchange: Exchange, limit: number): BodyStream | undefined {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  let flow: BodyFlow | null = null
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given
      },
      pull: () => flow?.resume(),
      cancel: () => flow?.drop(),
    },
    { highWaterMark: HIGH_WATER, size: ({ byteLength }) => byteLength },
  )
  flow = exchange.readStream(limit, {
    data(bytes) {
      controller.enqueue(bytes)
      if (controller.desiredSize! <= 0) flow?.pause()
    },
    end: () => controller.close(),
    fail: (status) => controller.error(bodyError(status)),
  })
  return flow === null ? undefined : stream
}

function bodyError(status: 413 | 408 | 0): Error {
  if (status === 413) return new Problem(BODY_TOO_LARGE)
  if (status === 408) return new Problem(BODY_TOO_SLOW)
  return new DOMException('the request ended before its body was read', 'AbortError')
}
