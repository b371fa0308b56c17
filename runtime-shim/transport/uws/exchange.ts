/** One request on uWebSockets.js. What not every app needs are parts beside it: head.ts, bodies.ts, ... */
import type { HttpMethod } from '../../authoring/index.ts'
import type { AbortReason, HeaderList } from '../exchange.ts'
import { checkHeaders, followingFields } from '../header-list.ts'
import { LARGE_ANSWER, STALLED_ANSWER } from '../limits.ts'
import { ServedExchange } from '../served.ts'
import { isBodiless, PROBLEM_TYPE, problemText, statusLine } from '../status.ts'
import type { NativeRequest, NativeResponse } from './native.ts'
import type { UwsServer } from './server.ts'

/** uWebSockets.js closes a connection about 9 s after a body began, however it comes in: told sooner, it starts anew. */
const REARM = 4_000
/** While closing, what the system does not take at once must not be cut off: more than this is written as the client takes it. */
const CLOSING_ANSWER = 16_384
const NONE: HeaderList = []
export const always = (): boolean => true

/** uWebSockets.js writes a string whose characters are all Latin-1 as Latin-1 bytes: what is not ASCII is encoded here. */
export const utf8 = (content: string | Uint8Array): string | Uint8Array =>
  typeof content !== 'string' || byteLength(content) === content.length ? content : Buffer.from(content)

/** Node defines the global as a getter, which is called anew for every answer. */
const { byteLength } = Buffer

export class UwsExchange extends ServedExchange<UwsServer> {
  readonly response: NativeResponse
  readonly request: NativeRequest
  /** Of the part that reads them. */
  fields: Record<string, string> | null = null
  /** uWebSockets.js collects what is written and sends it at once: while its own call into the handler lasts. */
  corked = true
  /** The connection is closed: nothing of the response may be touched. */
  lost = false
  /** Of the server: where it stands among those that are paused if they are not answered soon. */
  place = -1
  private paused = false
  private rearmAt = 0

  constructor(
    server: UwsServer,
    method: HttpMethod,
    path: string,
    response: NativeResponse,
    request: NativeRequest,
    bodyLength: number,
  ) {
    super(server, method, path, bodyLength)
    this.response = response
    this.request = request
  }

  query(): string {
    return this.request.getQuery() ?? ''
  }

  // Waiting ----------------------------------------------------------------------------------------------------------

  override defer(timeout: number): void {
    super.defer(timeout)
    if (!this.answered && !this.aborted) this.server.deferred(this)
  }

  override onAbort(listener: (reason: AbortReason) => void): void {
    this.listener = listener
    if (!this.paused) return
    this.paused = false
    this.response.resume()
  }

  /** The request object is gone, and what is written from now on is not collected. */
  override leave(): void {
    this.corked = false
    super.leave()
  }

  /**
   * uWebSockets.js closes the connection when a second request comes in before the first is answered. Reading nothing meanwhile
   * keeps that request where it is; but then the client's going away is not seen either, so only where nobody asked to hear of it, and
   * after a while.
   */
  pause(): void {
    if (this.answered || this.aborted || this.slot < 0 || this.listener !== null || this.paused) return
    if (this.receiving?.over === false) return
    this.paused = true
    // The handler keeps the socket's own time-out from being set again: the deadline is ours.
    this.response.onWritable(always).pause()
  }

  protected listenForClose(): void {
    this.response.onAborted(() => {
      this.lost = true
      this.gone()
    })
  }

  tick(now: number): void {
    if (this.receiving?.isAwaited !== true || !this.isOpen || now < this.rearmAt) return
    this.rearmAt = now + REARM
    // Resumed without having been paused, it would read no more.
    this.response.pause().resume()
  }

  destroy(): void {
    this.response.close()
  }

  override finish(status: number): void {
    if (this.place >= 0) this.server.answeredSoon(this)
    super.finish(status)
  }

  // The answer -------------------------------------------------------------------------------------------------------

  send(status: number, headers: HeaderList | null, contentType: string | null, body: string | Uint8Array | null): void {
    if (this.answered || this.aborted) return
    statusLine(status)
    const beyondAscii = checkHeaders(headers, contentType)
    this.answered = true
    const { server } = this
    if (this.corked && !server.isHolding) return this.write(status, headers, contentType, body, beyondAscii, server.closing)
    const write = () => this.write(status, headers, contentType, body, beyondAscii, server.closing)
    if (server.isHolding) this.holdBack(() => this.writeLate(write))
    else server.cork(this, write)
  }

  protected writeProblem(status: number, closing: boolean): void {
    this.receiving?.abandon()
    this.inItsTurn(() => this.write(status, null, PROBLEM_TYPE, problemText(status), false, closing))
  }

  /** Writes at once where uWebSockets.js collects for this socket, else when it can. */
  inItsTurn(write: () => void): void {
    if (this.corked) write()
    else this.server.cork(this, write)
  }

  /** Called by the server, corked. */
  writeLate(write: () => void): void {
    if (!this.lost) this.response.cork(write)
  }

  private write(
    status: number,
    headers: HeaderList | null,
    contentType: string | null,
    body: string | Uint8Array | null,
    beyondAscii: boolean,
    closing: boolean,
  ): void {
    const response = this.response
    this.readOn()
    this.writeHead(status, headers, contentType, beyondAscii)
    const content = contentType === null || body === null ? '' : body
    if (this.method === 'HEAD' || isBodiless(status)) this.endBodiless(status, content, closing)
    else if (content.length > (closing ? CLOSING_ANSWER : LARGE_ANSWER))
      return this.sendLarge(status, typeof content === 'string' ? Buffer.from(content) : content, closing)
    else {
      const bytes = utf8(content)
      this.bytesOut = bytes.length
      if (closing) response.end(bytes, true)
      else response.end(bytes)
    }
    this.finish(status)
  }

  writeHead(status: number, headers: HeaderList | null, contentType: string | null, beyondAscii: boolean): void {
    if (status !== 200) this.response.writeStatus(statusLine(status))
    const fields = (this.common === null ? headers : this.common.beside(headers)) ?? NONE
    if (contentType === null && fields.length === 0) return
    // All in one native call: the first one's value carries the others after it.
    const name = contentType === null ? fields[0]! : 'content-type'
    const value = contentType === null ? fields[1]! + followingFields(fields, 2) : contentType + followingFields(fields, 0)
    this.response.writeHeader(name, beyondAscii ? Buffer.from(value, 'latin1') : value)
  }

  /** What is answered needs no more of its body. */
  readOn(): void {
    this.unpause()
    this.receiving?.abandon()
  }

  /** Whoever paused it. */
  unpause(): void {
    if (!this.paused && this.receiving?.paused !== true) return
    this.paused = false
    this.response.resume()
  }

  private endBodiless(status: number, content: string | Uint8Array, closing: boolean): void {
    if (!isBodiless(status)) return void this.response.endWithoutBody(Buffer.byteLength(content), closing)
    // An announced length cannot be left out and the connection closed in one call.
    if (closing) this.response.writeHeader('connection', 'close')
    this.response.endWithoutBody()
  }

  /** Writes as the client takes it, so that nothing is copied and kept for a slow one. Pausing would end the writing too. */
  private sendLarge(status: number, content: Uint8Array, closing: boolean): void {
    const response = this.response
    this.bytesOut = content.byteLength
    if (closing) response.writeHeader('connection', 'close')
    if (response.tryEnd(content, content.byteLength)[1]) return this.finish(status)
    const { pending } = this.server
    pending.add(this)
    this.deadline = pending.deadline(STALLED_ANSWER)
    this.watch()
    response.onWritable((offset) => {
      this.deadline = pending.deadline(STALLED_ANSWER)
      const [ok, done] = response.tryEnd(content.subarray(offset), content.byteLength)
      if (done) this.finish(status)
      return ok
    })
  }
}
