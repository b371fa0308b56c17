/** How a streamed answer is written on uWebSockets.js. */
import type { HeaderList } from '../exchange.ts'
import type { Outgoing, Outlet } from '../outgoing.ts'
import type { NativeResponse } from './native.ts'

/** What an outlet needs of its exchange. */
export interface OutletExchange {
  /** Runs `write` in one piece; not at all once the connection is closed. */
  inOnePiece(write: () => void): void
  writeStart(status: number, headers: HeaderList | null, contentType: string | null): void
  readonly isClosing: boolean
  finishStream(status: number): void
  reopen(): void
}

export interface AnswerHead {
  readonly status: number
  readonly headers: HeaderList | null
  readonly contentType: string | null
  /** null: chunked. */
  readonly length: number | null
}

export class UwsOutlet implements Outlet {
  /** Set once, by the exchange. */
  outgoing: Outgoing | null = null
  private readonly exchange: OutletExchange
  private readonly response: NativeResponse
  private readonly head: AnswerHead
  private headPending = false
  private ending = false
  /** What uWebSockets.js did not take of an answer whose length is known. */
  private rest: { readonly bytes: Uint8Array; readonly taken: (() => void) | undefined }[] = []
  /** Bytes of the body that were given to the outlet before `rest`. */
  private restStart = 0
  private complete = false
  private behind = false

  constructor(exchange: OutletExchange, response: NativeResponse, head: AnswerHead) {
    this.exchange = exchange
    this.response = response
    this.head = head
    response.onWritable((offset) => this.writable(offset))
  }

  /** Written with the first chunk, in one piece. */
  writeHead(): void {
    this.headPending = true
  }

  writeChunk(chunk: string | Uint8Array, taken: (() => void) | undefined): boolean {
    // Of strings it makes Latin-1 where that is enough; of a string in a piece of known length nothing could be cut off.
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    let isTaken = true
    this.exchange.inOnePiece(() => {
      this.flushHead()
      isTaken = this.head.length === null ? this.writeCopied(bytes, taken) : this.writeCounted(bytes, taken)
    })
    if (!isTaken) this.behind = true
    return isTaken
  }

  private flushHead(): void {
    if (!this.headPending) return
    this.headPending = false
    const { status, headers, contentType } = this.head
    this.exchange.writeStart(status, headers, contentType)
    if (this.exchange.isClosing) this.response.writeHeader('connection', 'close')
  }

  /** uWebSockets.js keeps a copy of what the system does not take of a chunk. */
  private writeCopied(bytes: Uint8Array, taken: (() => void) | undefined): boolean {
    const ok = this.response.write(bytes)
    taken?.()
    return ok
  }

  private writeCounted(bytes: Uint8Array, taken: (() => void) | undefined): boolean {
    if (this.rest.length > 0) {
      this.rest.push({ bytes, taken })
      return false
    }
    const before = this.response.getWriteOffset()
    const [ok, done] = this.response.tryEnd(bytes, this.head.length!)
    this.complete = done
    if (ok || done) {
      taken?.()
      return true
    }
    this.rest.push({ bytes, taken })
    this.restStart = before
    return false
  }

  end(): void {
    this.ending = true
    if (this.head.length !== null) {
      if (this.complete) this.exchange.finishStream(this.head.status)
      return
    }
    // Ended while the client is behind, the rest would be cut off by a shutdown.
    if (!this.behind) this.endChunks()
  }

  private endChunks(): void {
    this.exchange.inOnePiece(() => {
      this.flushHead()
      // Told to close the connection here, uWebSockets.js would write that header field into the body.
      this.response.end('')
    })
    this.exchange.finishStream(this.head.status)
  }

  private writable(offset: number): boolean {
    if (!this.writeRest(offset)) return false
    const wasBehind = this.behind
    this.behind = false
    if (!this.ending) {
      if (wasBehind) this.outgoing?.drained()
    } else if (this.head.length === null) this.endChunks()
    else if (this.complete) this.exchange.finishStream(this.head.status)
    return true
  }

  /** True when nothing is left of what was given. */
  private writeRest(offset: number): boolean {
    let at = offset
    while (this.rest.length > 0) {
      const first = this.rest[0]!
      const [ok, done] = this.response.tryEnd(first.bytes.subarray(at - this.restStart), this.head.length!)
      this.complete = done
      if (!ok && !done) return false
      this.rest.shift()
      first.taken?.()
      this.restStart += first.bytes.byteLength
      at = this.restStart
    }
    return true
  }

  destroy(): void {
    this.response.close()
  }

  takeBack(): void {
    this.exchange.reopen()
  }
}
