/** One request on node:http. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpMethod } from '../../authoring.ts'
import { unmapped } from '../address.ts'
import { Body } from '../body.ts'
import type { AbortReason, AnswerStream, BodyFlow, BodySink, Exchange, HeaderList } from '../exchange.ts'
import { joinFields } from '../fields.ts'
import { checkHeaders, missingFields } from '../header-list.ts'
import { LARGE_ANSWER, LINGER, LINGER_BYTES, STALLED_ANSWER } from '../limits.ts'
import { Outgoing } from '../outgoing.ts'
import type { Waiting } from '../pending.ts'
import { isBodiless, PROBLEM_TYPE, problemText, reasonPhrase, statusLine } from '../status.ts'
import { StreamedBody } from '../streamed-body.ts'
import { NodeOutlet } from './outlet.ts'
import type { NodeServer } from './server.ts'

export class NodeExchange implements Exchange, Waiting {
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
  private readonly server: NodeServer
  private readonly request: IncomingMessage
  private readonly response: ServerResponse
  private readonly target: string
  /** Bytes of body announced; -1: chunked. */
  private readonly bodyLength: number
  /** The client waits with its body until it is told that it is wanted. */
  private isHeldBack: boolean
  private body: Body | null = null
  private streamed: StreamedBody | null = null
  /** Milliseconds that the handler may take; 0 before it was deferred. */
  private patience = 0
  private listener: ((reason: AbortReason) => void) | null = null
  private watched = false
  /** Status of an answer that is still on its way out. */
  private leaving = 0
  private outgoing: Outgoing | null = null

  constructor(
    server: NodeServer,
    method: HttpMethod,
    target: string,
    request: IncomingMessage,
    response: ServerResponse,
    bodyLength: number,
    isHeldBack: boolean,
  ) {
    this.server = server
    this.method = method
    this.target = target
    const queryAt = target.indexOf('?')
    this.path = queryAt < 0 ? target : target.slice(0, queryAt)
    this.request = request
    this.response = response
    this.bodyLength = bodyLength
    this.isHeldBack = isHeldBack
  }

  // The request ------------------------------------------------------------------------------------------------------

  header(name: string): string {
    const raw = this.request.rawHeaders
    let value: string | undefined
    for (let i = 0; i < raw.length; i += 2) {
      const field = raw[i]!
      if (field.length !== name.length || field.toLowerCase() !== name) continue
      value = value === undefined ? raw[i + 1]! : joinFields(name, value, raw[i + 1]!)
    }
    return value ?? ''
  }

  headers(): Record<string, string> {
    const raw = this.request.rawHeaders
    const fields: Record<string, string> = Object.create(null)
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i]!.toLowerCase()
      const before = fields[name]
      fields[name] = before === undefined ? raw[i + 1]! : joinFields(name, before, raw[i + 1]!)
    }
    return fields
  }

  query(): string {
    return this.path.length === this.target.length ? '' : this.target.slice(this.path.length + 1)
  }

  remoteAddress(): string {
    return unmapped(this.request.socket.remoteAddress ?? '')
  }

  readText(limit: number, done: (text: string) => void): void {
    if (this.bodyLength === 0) done('')
    else this.collect(new Body(limit, done, null))
  }

  readBytes(limit: number, done: (bytes: Uint8Array) => void): void {
    if (this.bodyLength === 0) done(new Uint8Array(0))
    else this.collect(new Body(limit, null, done))
  }

  private askForBody(): void {
    if (this.isHeldBack) this.response.writeContinue()
    this.isHeldBack = false
  }

  private collect(body: Body): void {
    if (this.bodyLength > body.limit) return this.problem(413)
    this.askForBody()
    this.body = body
    this.server.pending.add(this)
    this.deadline = this.server.pending.deadline(this.server.options.bodyTimeout)
    this.watch()
    this.request.on('data', (chunk: Buffer) => this.receive(chunk))
    this.request.on('end', () => this.complete())
  }

  private receive(chunk: Buffer): void {
    const body = this.body
    this.bytesIn += chunk.byteLength
    if (body === null) return
    if (!body.admits(chunk.byteLength)) {
      // Past the limit of a chunked body. The rest is dropped before the answer: closed on, the client would not get to read it.
      body.drop()
      if (body.received >= body.limit + LINGER_BYTES) this.problem(413, true)
      return
    }
    body.keep(chunk)
    this.deadline = this.server.pending.deadline(this.server.options.bodyTimeout)
  }

  private complete(): void {
    const body = this.body
    if (body === null || this.answered || this.aborted) return
    if (body.received > body.limit) return this.problem(413)
    this.body = null
    this.server.pending.remove(this)
    this.server.guard(this, body)
  }

  readStream(limit: number, sink: BodySink): BodyFlow | null {
    const streamed = new StreamedBody(limit, sink)
    if (this.bodyLength > limit) {
      this.problem(413)
      return null
    }
    const { request } = this
    if (this.bodyLength === 0) streamed.end()
    else {
      this.askForBody()
      this.streamed = streamed
      this.server.pending.add(this)
      this.wait()
      this.watch()
      request.on('data', (chunk: Buffer) => this.handOn(streamed, chunk))
      request.on('end', () => this.handOn(streamed, null))
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
  }

  private handOn(streamed: StreamedBody, chunk: Buffer | null): void {
    if (this.answered || this.aborted) return
    if (chunk !== null) this.bytesIn += chunk.byteLength
    try {
      if (chunk === null) streamed.end()
      else streamed.take(chunk)
    } catch (error) {
      this.server.failed(this, error)
    }
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
    this.watch()
  }

  onAbort(listener: (reason: AbortReason) => void): void {
    this.listener = listener
  }

  /** Called when the dispatching call is over. */
  leave(): void {
    if (!this.answered && !this.aborted) this.watch()
  }

  private watch(): void {
    if (this.watched) return
    this.watched = true
    this.response.on('close', () => this.closed())
  }

  /** The answer is out, or the connection is gone. */
  private closed(): void {
    if (this.leaving !== 0) this.finish(this.response.writableFinished ? this.leaving : 0)
    else if (!this.answered || this.outgoing !== null) this.end(this.server.ending ? 'shutdown' : 'client')
  }

  /** Ends without an answer: the connection is closed, or about to be. */
  end(reason: AbortReason): void {
    if (this.aborted) return
    this.aborted = true
    this.body = null
    const listener = this.listener
    this.listener = null
    if (listener !== null && (!this.answered || this.outgoing !== null)) listener(reason)
    this.outgoing?.closed()
    this.streamed?.fail(0)
    this.finish(0)
  }

  tick(): void {}

  expire(): void {
    this.deadline = 0
    if (this.answered) return void this.response.destroy()
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
    statusLine(status)
    const beyondAscii = checkHeaders(headers, contentType)
    this.answered = true
    // Text would take the head along into its own encoding.
    const content = beyondAscii && typeof body === 'string' ? Buffer.from(body) : body
    if (!this.server.isHolding) return this.write(status, headers, contentType, content, this.server.closing)
    // Still in flight.
    this.server.pending.add(this)
    this.deadline = 0
    this.server.holdBack(() => this.write(status, headers, contentType, content, true))
  }

  stream(status: number, headers: HeaderList | null, contentType: string | null, length: number | null): AnswerStream | null {
    if (this.answered || this.aborted) return null
    statusLine(status)
    checkHeaders(headers, contentType)
    this.answered = true
    if (this.method === 'HEAD' || isBodiless(status) || length === 0) {
      this.response.writeHead(status, reasonPhrase(status), this.streamFields(status, headers, contentType, length)).end()
      this.depart(status, false)
      return null
    }
    const outlet = new NodeOutlet(
      this.response,
      status,
      () => this.streamFields(status, headers, contentType, length),
      () => {
        this.leaving = status
      },
      () => this.reopen(),
    )
    this.outgoing = new Outgoing(outlet, this, this.server.pending, length, this.server.closing)
    outlet.listen(this.outgoing)
    this.watch()
    return this.outgoing
  }

  private streamFields(status: number, headers: HeaderList | null, contentType: string | null, length: number | null): string[] {
    const fields: string[] = contentType === null ? [] : ['content-type', contentType]
    if (headers !== null) fields.push(...headers)
    if (this.common !== null) fields.push(...missingFields(this.common, headers))
    if (length !== null && !isBodiless(status)) fields.push('content-length', String(length))
    if (this.server.closing || this.isHeldBack) fields.push('connection', 'close')
    return fields
  }

  private reopen(): void {
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
    this.write(status, null, PROBLEM_TYPE, problemText(status), close || this.server.closing)
  }

  private write(
    status: number,
    headers: HeaderList | null,
    contentType: string | null,
    body: string | Uint8Array | null,
    closing: boolean,
  ): void {
    const content = contentType === null || body === null ? '' : body
    const length = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength
    if (this.method !== 'HEAD' && !isBodiless(status)) this.bytesOut = length
    const fields: string[] = contentType === null ? [] : ['content-type', contentType]
    if (headers !== null) fields.push(...headers)
    if (this.common !== null) fields.push(...missingFields(this.common, headers))
    if (!isBodiless(status)) fields.push('content-length', String(length))
    // What comes next could be the body that was not asked for, or another request.
    if (closing || this.isHeldBack) fields.push('connection', 'close')
    const { response } = this
    response.writeHead(status, reasonPhrase(status), fields)
    const large = length > LARGE_ANSWER
    if (this.streamed !== null) this.abandon(this.streamed)
    if (large) this.watch()
    if (length === 0 || this.method === 'HEAD' || isBodiless(status)) response.end()
    else response.end(content)
    this.depart(status, large)
  }

  /** What is answered needs no more of its body. */
  private abandon(streamed: StreamedBody): void {
    streamed.fail(0)
    this.request.resume()
  }

  /** A large answer counts as in flight until it is out. */
  private depart(status: number, large: boolean): void {
    const { request } = this
    // node:http reads and drops the rest of a body that nobody wanted, for as long as it comes.
    if (this.bodyLength !== 0 && !request.complete) setTimeout(() => request.complete || request.socket.destroy(), LINGER).unref()
    if (!large) return this.finish(status)
    this.leaving = status
    request.socket.setTimeout(STALLED_ANSWER)
    this.server.pending.add(this)
    this.deadline = 0
  }

  private finish(status: number): void {
    if (this.slot >= 0) this.server.pending.remove(this)
    this.server.options.onFinish(this, status)
  }
}
