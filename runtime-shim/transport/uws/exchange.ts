/** One request on uWebSockets.js. */
import type { HttpMethod } from '../../authoring.ts'
import { addressText } from '../address.ts'
import { Body } from '../body.ts'
import type { AbortReason, AnswerStream, BodyFlow, BodySink, Exchange, HeaderList } from '../exchange.ts'
import { isSingle } from '../fields.ts'
import { checkHeaders, followingFields, missingFields } from '../header-list.ts'
import { LARGE_ANSWER, LINGER_BYTES, STALLED_ANSWER } from '../limits.ts'
import { Outgoing } from '../outgoing.ts'
import type { Waiting } from '../pending.ts'
import { isBodiless, PROBLEM_TYPE, problemText, statusLine } from '../status.ts'
import { StreamedBody } from '../streamed-body.ts'
import type { NativeRequest, NativeResponse } from './native.ts'
import { type OutletExchange, UwsOutlet } from './outlet.ts'
import { allFields } from './request-headers.ts'
import type { UwsServer } from './server.ts'

/** uWebSockets.js closes a connection about 9 s after a body began, however it comes in: told sooner, it starts anew. */
const REARM = 4_000
/** While closing, what the system does not take at once must not be cut off: more than this is written as the client takes it. */
const CLOSING_ANSWER = 16_384
const always = (): boolean => true

/** uWebSockets.js writes a string whose characters are all Latin-1 as Latin-1 bytes: what is not ASCII is encoded here. */
const utf8 = (content: string | Uint8Array): string | Uint8Array =>
  typeof content !== 'string' || Buffer.byteLength(content) === content.length ? content : Buffer.from(content)

export class UwsExchange implements Exchange, Waiting, OutletExchange {
  readonly method: HttpMethod
  readonly path: string
  route = -1
  startedAt = 0
  bytesIn = 0
  bytesOut = 0
  requestId = ''
  context: object | null = null
  trace: object | null = null
  kept: Readonly<Record<string, string>> | null = null
  common: HeaderList | null = null
  aborted = false
  answered = false
  slot = -1
  deadline = 0
  private readonly server: UwsServer
  private readonly response: NativeResponse
  private readonly request: NativeRequest
  /** Bytes of body announced; -1: chunked. */
  private readonly bodyLength: number
  private fields: Record<string, string> | null = null
  private body: Body | null = null
  private streamed: StreamedBody | null = null
  /** Milliseconds that the handler may take; 0 before it was deferred. */
  private patience = 0
  private listener: ((reason: AbortReason) => void) | null = null
  /** uWebSockets.js collects what is written and sends it at once: while its own call into the handler lasts. */
  private corked = true
  private watched = false
  /** The connection is closed: nothing of the response may be touched. */
  private lost = false
  private paused = false
  private over = false
  private outgoing: Outgoing | null = null
  private rearmAt = 0

  constructor(
    server: UwsServer,
    method: HttpMethod,
    path: string,
    response: NativeResponse,
    request: NativeRequest,
    bodyLength: number,
  ) {
    this.server = server
    this.method = method
    this.path = path
    this.response = response
    this.request = request
    this.bodyLength = bodyLength
  }

  // The request ------------------------------------------------------------------------------------------------------

  header(name: string): string {
    if (this.fields !== null) return this.fields[name] ?? ''
    const value = this.request.getHeader(name)
    // The native call gives the first of repeated fields. Looking at all of them costs some microseconds: only where it matters.
    if (value === '' || isSingle(name)) return value
    return this.headers()[name] ?? ''
  }

  headers(): Record<string, string> {
    this.fields ??= allFields(this.request)
    return this.fields
  }

  query(): string {
    return this.request.getQuery() ?? ''
  }

  remoteAddress(): string {
    return addressText(new Uint8Array(this.response.getRemoteAddress()))
  }

  readText(limit: number, done: (text: string) => void): void {
    if (this.bodyLength === 0) done('')
    else this.collect(new Body(limit, done, null))
  }

  readBytes(limit: number, done: (bytes: Uint8Array) => void): void {
    if (this.bodyLength === 0) done(new Uint8Array(0))
    else this.collect(new Body(limit, null, done))
  }

  private collect(body: Body): void {
    // The body of a request that announced its length is dropped by uWebSockets.js, for 10 s at most: the client gets to read this.
    if (this.bodyLength > body.limit) return this.problem(413)
    this.body = body
    this.server.pending.add(this)
    this.deadline = this.server.pending.deadline(this.server.options.bodyTimeout)
    this.watch()
    this.response.onData((chunk, last) => this.receive(chunk, last))
  }

  private receive(chunk: ArrayBuffer, last: boolean): void {
    const body = this.body
    if (body === null || this.answered || this.aborted) return
    this.bytesIn += chunk.byteLength
    if (!body.admits(chunk.byteLength)) return this.overflow(body, last)
    if (!last) {
      if (chunk.byteLength === 0) return
      body.keep(new Uint8Array(chunk.slice(0)))
      this.deadline = this.server.pending.deadline(this.server.options.bodyTimeout)
      return
    }
    this.body = null
    this.server.pending.remove(this)
    this.server.active = this
    this.corked = true
    this.server.guard(this, body, chunk)
    this.corked = false
  }

  /** Past the limit of a chunked body. The rest is dropped before the answer: closed on, the client would not get to read it. */
  private overflow(body: Body, last: boolean): void {
    body.drop()
    if (!last && body.received < body.limit + LINGER_BYTES) return
    this.corked = true
    this.problem(413, !last)
    this.corked = false
  }

  readStream(limit: number, sink: BodySink): BodyFlow | null {
    const streamed = new StreamedBody(limit, sink)
    if (this.bodyLength > limit) {
      this.problem(413)
      return null
    }
    if (this.bodyLength === 0) streamed.end()
    else {
      this.streamed = streamed
      this.server.pending.add(this)
      this.wait()
      this.watch()
      this.response.onData((chunk, last) => this.handOn(streamed, chunk, last))
    }
    return {
      pause: () => this.hold(streamed),
      resume: () => this.release(streamed),
      drop: () => {
        streamed.over = true
        this.release(streamed)
      },
    }
  }

  private handOn(streamed: StreamedBody, chunk: ArrayBuffer, last: boolean): void {
    if (this.answered || this.aborted) return
    this.server.active = this
    this.bytesIn += chunk.byteLength
    try {
      streamed.take(new Uint8Array(chunk.slice(0)))
      if (last) streamed.end()
    } catch (error) {
      this.server.failed(this, error)
    }
    this.wait()
    if (last && this.patience !== 0) this.server.deferred(this)
  }

  private hold(streamed: StreamedBody): void {
    if (streamed.over || streamed.paused || this.answered || this.aborted) return
    streamed.paused = true
    this.response.onWritable(always).pause()
    this.wait()
  }

  private release(streamed: StreamedBody): void {
    if (!streamed.paused) return
    streamed.paused = false
    if (this.answered || this.aborted) return
    this.response.resume()
    this.wait()
  }

  /** The deadline of whoever is waited for: the client while its body comes, else the handler. */
  private wait(): void {
    if (this.answered || this.aborted || this.slot < 0) return
    const time = this.streamed?.isAwaited === true ? this.server.options.bodyTimeout : this.patience
    this.deadline = time === 0 ? 0 : this.server.pending.deadline(time)
  }

  // Waiting ----------------------------------------------------------------------------------------------------------

  defer(timeout: number): void {
    if (this.answered || this.aborted) return
    this.patience = timeout
    this.server.pending.add(this)
    this.wait()
    this.server.deferred(this)
  }

  onAbort(listener: (reason: AbortReason) => void): void {
    this.listener = listener
    if (!this.paused) return
    this.paused = false
    this.response.resume()
  }

  /** Called when the dispatching call is over: the request object is gone and what is written from now on is not collected. */
  leave(): void {
    this.corked = false
    if (!this.answered && !this.aborted) this.watch()
  }

  /**
   * uWebSockets.js closes the connection when a second request comes in before the first is answered. Reading nothing meanwhile
   * keeps that request where it is; but then the client's going away is not seen either, so only where nobody asked to hear of it.
   */
  pause(): void {
    if (this.answered || this.aborted || this.slot < 0 || this.listener !== null || this.paused) return
    if (this.streamed?.over === false) return
    this.paused = true
    // The handler keeps the socket's own time-out from being set again: the deadline is ours.
    this.response.onWritable(always).pause()
  }

  private watch(): void {
    if (this.watched) return
    this.watched = true
    this.response.onAborted(() => this.gone())
  }

  private gone(): void {
    this.lost = true
    this.end(this.server.ending ? 'shutdown' : 'client')
  }

  /** Ends without an answer: the connection is closed, or about to be. */
  end(reason: AbortReason): void {
    const listener = this.aborted || (this.answered && this.outgoing === null) ? null : this.listener
    this.aborted = true
    this.body = null
    this.listener = null
    if (listener !== null) listener(reason)
    this.outgoing?.closed()
    this.streamed?.fail(0)
    this.finish(0)
  }

  tick(now: number): void {
    if ((this.body === null && this.streamed?.isAwaited !== true) || this.answered || now < this.rearmAt) return
    this.rearmAt = now + REARM
    // Resumed without having been paused, it would read no more.
    this.response.pause().resume()
  }

  expire(): void {
    this.deadline = 0
    if (this.answered) return void this.response.close()
    if (this.body !== null) return this.problem(408, true)
    if (this.streamed?.isAwaited === true) {
      this.streamed.fail(408)
      return this.wait()
    }
    const listener = this.listener
    this.listener = null
    if (listener !== null) listener('timeout')
    this.problem(503)
    this.aborted = true
  }

  // The answer -------------------------------------------------------------------------------------------------------

  send(status: number, headers: HeaderList | null, contentType: string | null, body: string | Uint8Array | null): void {
    if (this.answered || this.aborted) return
    const line = statusLine(status)
    const beyondAscii = checkHeaders(headers, contentType)
    this.answered = true
    if (this.server.isHolding) return this.holdBack(status, line, headers, contentType, body, beyondAscii)
    if (this.corked) return this.write(status, line, headers, contentType, body, beyondAscii, this.server.closing)
    const write = () => this.write(status, line, headers, contentType, body, beyondAscii, this.server.closing)
    this.server.cork(this, write)
  }

  /** Still in flight, and still to be told when the client goes away. */
  private holdBack(
    status: number,
    line: string,
    headers: HeaderList | null,
    contentType: string | null,
    body: string | Uint8Array | null,
    beyondAscii: boolean,
  ): void {
    this.server.pending.add(this)
    this.deadline = 0
    this.watch()
    this.server.holdBack(this, () => this.write(status, line, headers, contentType, body, beyondAscii, true))
  }

  stream(status: number, headers: HeaderList | null, contentType: string | null, length: number | null): AnswerStream | null {
    if (this.answered || this.aborted) return null
    statusLine(status)
    checkHeaders(headers, contentType)
    this.answered = true
    this.readOn()
    if (this.method === 'HEAD' || isBodiless(status) || length === 0) {
      const write = () => this.endUnwritten(status, headers, contentType, length)
      if (this.corked) write()
      else this.server.cork(this, write)
      return null
    }
    const outlet = new UwsOutlet(this, this.response, { status, headers, contentType, length })
    outlet.outgoing = this.outgoing = new Outgoing(outlet, this, this.server.pending, length, this.server.closing)
    this.watch()
    return this.outgoing
  }

  private endUnwritten(status: number, headers: HeaderList | null, contentType: string | null, length: number | null): void {
    this.writeStart(status, headers, contentType)
    if (isBodiless(status) || length === null) {
      if (this.isClosing) this.response.writeHeader('connection', 'close')
      this.response.endWithoutBody()
    } else this.response.endWithoutBody(length, this.isClosing)
    this.finish(status)
  }

  // Called by the outlet of a streamed answer ------------------------------------------------------------------------

  get isClosing(): boolean {
    return this.server.closing
  }

  inOnePiece(write: () => void): void {
    if (this.lost) return
    if (this.corked) write()
    else this.response.cork(write)
  }

  writeStart(status: number, headers: HeaderList | null, contentType: string | null): void {
    this.writeHead(status, statusLine(status), headers, contentType, checkHeaders(headers, contentType))
  }

  finishStream(status: number): void {
    this.outgoing = null
    this.finish(status)
  }

  reopen(): void {
    this.outgoing = null
    this.answered = false
  }

  /** Called when a shutdown begins. */
  stopping(): void {
    this.outgoing?.stopping()
  }

  /** Answers by itself with a problem document, and closes the connection where what follows on it cannot be trusted. */
  problem(status: number, close = false): void {
    if (this.answered || this.aborted) return
    this.answered = true
    this.body = null
    const closing = close || this.server.closing
    const write = () => this.write(status, statusLine(status), null, PROBLEM_TYPE, problemText(status), false, closing)
    if (this.corked) write()
    else this.server.cork(this, write)
  }

  /** Called by the server, corked. */
  writeLate(write: () => void): void {
    if (!this.lost) this.response.cork(write)
  }

  private write(
    status: number,
    line: string,
    headers: HeaderList | null,
    contentType: string | null,
    body: string | Uint8Array | null,
    beyondAscii: boolean,
    closing: boolean,
  ): void {
    const response = this.response
    this.readOn()
    this.writeHead(status, line, headers, contentType, beyondAscii)
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

  private writeHead(
    status: number,
    line: string,
    headers: HeaderList | null,
    contentType: string | null,
    beyondAscii: boolean,
  ): void {
    if (status !== 200) this.response.writeStatus(line)
    const fields = this.common === null ? headers : [...(headers ?? []), ...missingFields(this.common, headers)]
    if (fields !== null) this.writeFields(fields, contentType, beyondAscii)
    else if (contentType !== null)
      this.response.writeHeader('content-type', beyondAscii ? Buffer.from(contentType, 'latin1') : contentType)
  }

  /** What is answered needs no more of its body. */
  private readOn(): void {
    if (this.paused || this.streamed?.paused === true) {
      this.paused = false
      this.response.resume()
    }
    this.streamed?.fail(0)
  }

  /** All fields in one native call: the first one's value carries the others after it. */
  private writeFields(headers: HeaderList, contentType: string | null, beyondAscii: boolean): void {
    if (contentType === null && headers.length === 0) return
    const name = contentType === null ? headers[0]! : 'content-type'
    const value = contentType === null ? headers[1]! + followingFields(headers, 2) : contentType + followingFields(headers, 0)
    this.response.writeHeader(name, beyondAscii ? Buffer.from(value, 'latin1') : value)
  }

  private endBodiless(status: number, content: string | Uint8Array, closing: boolean): void {
    if (isBodiless(status)) {
      // An announced length cannot be left out and the connection closed in one call.
      if (closing) this.response.writeHeader('connection', 'close')
      this.response.endWithoutBody()
    } else {
      this.response.endWithoutBody(typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength, closing)
    }
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

  private finish(status: number): void {
    if (this.over) return
    this.over = true
    if (this.slot >= 0) this.server.pending.remove(this)
    this.server.options.onFinish(this, status)
  }
}
