import type { BodySink, Receiving } from './exchange.ts'

/** A request body that is handed on as it arrives: how much of it, within which limit, and whether more is wanted. */
export class StreamedBody implements Receiving {
  paused = false
  /** Nothing more is handed on. */
  over = false
  private received = 0
  private readonly limit: number
  private readonly sink: BodySink

  constructor(limit: number, sink: BodySink) {
    this.limit = limit
    this.sink = sink
  }

  /** Whether the client is who is waited for. */
  get isAwaited(): boolean {
    return !this.over && !this.paused
  }

  expire(): boolean {
    this.fail(408)
    return true
  }

  abandon(): void {
    this.fail(0)
  }

  take(bytes: Uint8Array): void {
    if (this.over) return
    this.received += bytes.byteLength
    if (this.received > this.limit) this.fail(413)
    else if (bytes.byteLength > 0) this.sink.data(bytes)
  }

  end(): void {
    if (this.over) return
    this.over = true
    this.sink.end()
  }

  fail(status: 413 | 408 | 0): void {
    if (this.over) return
    this.over = true
    this.sink.fail(status)
  }
}
