/** An answer whose body is written as it comes: what is the same on every transport. */
import type { AnswerStream, HeaderList } from './exchange.ts'
import { STALLED_ANSWER } from './limits.ts'
import type { Pending, Waiting } from './pending.ts'

export interface AnswerHead {
  readonly status: number
  readonly headers: HeaderList | null
  readonly contentType: string | null
  /** null: chunked. */
  readonly length: number | null
}

/** How one transport writes; called in this order: head, chunks, end, each only while the connection is there. */
export interface Outlet {
  writeHead(): void
  /** False: the client is behind; {@link Outgoing.drained} is called when it has caught up. */
  writeChunk(chunk: string | Uint8Array, taken: (() => void) | undefined): boolean
  /** All of it was handed over; the outlet finishes the exchange when it is out. */
  end(): void
  /** Closes the connection at once. */
  destroy(): void
  /** Nothing was written: the exchange may be answered again. */
  takeBack(): void
}

interface Answering extends Waiting {
  bytesOut: number
  /** Sets the deadline of whoever is waited for now. */
  wait(): void
}

export class Outgoing implements AnswerStream {
  private readonly outlet: Outlet
  private readonly exchange: Answering
  private readonly pending: Pending<Waiting>
  /** Bytes still to come; null: unknown. */
  private remaining: number | null
  private begun = false
  /** Nothing more is written. */
  over = false
  /** The client is behind: it is who is waited for. */
  behind = false
  private drain: (() => void) | null = null
  private close: (() => void) | null = null
  private shutdown: (() => void) | null = null
  private shuttingDown: boolean

  constructor(outlet: Outlet, exchange: Answering, pending: Pending<Waiting>, length: number | null, shuttingDown: boolean) {
    this.outlet = outlet
    this.exchange = exchange
    this.pending = pending
    this.remaining = length
    this.shuttingDown = shuttingDown
    pending.add(exchange)
    exchange.deadline = 0
  }

  write(chunk: string | Uint8Array, taken?: () => void): boolean {
    // An empty chunk is what ends a chunked body.
    if (this.over || chunk.length === 0) return true
    this.count(chunk)
    this.begin()
    if (this.outlet.writeChunk(chunk, taken)) return true
    this.behind = true
    if (!this.over) this.exchange.deadline = this.pending.deadline(STALLED_ANSWER)
    return false
  }

  private count(chunk: string | Uint8Array): void {
    const bytes = typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength
    this.exchange.bytesOut += bytes
    if (this.remaining === null) return
    if (bytes > this.remaining) throw new RangeError('the answer is longer than was announced')
    this.remaining -= bytes
  }

  private begin(): void {
    if (this.begun) return
    this.begun = true
    this.outlet.writeHead()
  }

  onDrain(listener: () => void): void {
    this.drain = listener
  }

  onClose(listener: () => void): void {
    this.close = listener
  }

  onShutdown(listener: () => void): void {
    this.shutdown = listener
    if (this.shuttingDown) this.stopping()
  }

  end(): void {
    if (this.over) return
    if (this.remaining !== null && this.remaining > 0) return this.abort()
    this.begin()
    this.over = true
    this.exchange.deadline = this.pending.deadline(STALLED_ANSWER)
    this.outlet.end()
  }

  withdraw(): boolean {
    if (this.begun || this.over) return false
    this.over = true
    this.outlet.takeBack()
    return true
  }

  abort(): void {
    if (this.over) return
    this.over = true
    this.outlet.destroy()
  }

  // Called by the transport ------------------------------------------------------------------------------------------

  drained(): void {
    this.behind = false
    this.exchange.deadline = this.over ? this.pending.deadline(STALLED_ANSWER) : 0
    if (this.over) return
    this.exchange.wait()
    this.drain?.()
  }

  /** The connection is gone. */
  closed(): void {
    if (this.over) return
    this.over = true
    this.close?.()
  }

  stopping(): void {
    this.shuttingDown = true
    const listener = this.shutdown
    this.shutdown = null
    if (!this.over) listener?.()
  }
}
