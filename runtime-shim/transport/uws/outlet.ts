/** How a streamed answer is written on uWebSockets.js. */
import { checkHeaders } from '../header-list.ts'
import type { AnswerHead, Outgoing, Outlet } from '../outgoing.ts'
import type { UwsExchange } from './exchange.ts'
import type { NativeResponse } from './native.ts'

export class UwsOutlet implements Outlet {
  /** Set once, by who made it. */
  outgoing: Outgoing | null = null
  private readonly exchange: UwsExchange
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

  constructor(exchange: UwsExchange, head: AnswerHead) {
    this.exchange = exchange
    this.response = exchange.response
    this.head = head
    this.response.onWritable((offset) => this.writable(offset))
  }

  /** Written with the first chunk, in one piece. */
  writeHead(): void {
    this.headPending = true
  }

  writeChunk(chunk: string | Uint8Array, taken: (() => void) | undefined): boolean {
    // Of strings it makes Latin-1 where that is enough; of a string in a piece of known length nothing could be cut off.
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    let isTaken = true
    this.inOnePiece(() => {
      this.flushHead()
      isTaken = this.head.length === null ? this.writeCopied(bytes, taken) : this.writeCounted(bytes, taken)
    })
    if (!isTaken) this.behind = true
    return isTaken
  }

  /** Not at all once the connection is closed. */
  private inOnePiece(write: () => void): void {
    if (this.exchange.lost) return
    if (this.exchange.corked) write()
    else this.response.cork(write)
  }

  private flushHead(): void {
    if (!this.headPending) return
    this.headPending = false
    const { status, headers, contentType } = this.head
    this.exchange.writeHead(status, headers, contentType, checkHeaders(headers, contentType))
    if (this.exchange.server.closing) this.response.writeHeader('connection', 'close')
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
      if (this.complete) this.finish()
      return
    }
    // Ended while the client is behind, the rest would be cut off by a shutdown.
    if (!this.behind) this.endChunks()
  }

  private endChunks(): void {
    this.inOnePiece(() => {
      this.flushHead()
      // Told to close the connection here, uWebSockets.js would write that header field into the body.
      this.response.end('')
    })
    this.finish()
  }

  private writable(offset: number): boolean {
    if (!this.writeRest(offset)) return false
    const wasBehind = this.behind
    this.behind = false
    if (!this.ending) {
      if (wasBehind) this.outgoing?.drained()
    } else if (this.head.length === null) this.endChunks()
    else if (this.complete) this.finish()
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

  private finish(): void {
    this.exchange.outgoing = null
    this.exchange.readOn()
    this.exchange.finish(this.head.status)
  }

  destroy(): void {
    this.response.close()
  }

  takeBack(): void {
    this.exchange.outgoing = null
    this.exchange.answered = false
  }
}
