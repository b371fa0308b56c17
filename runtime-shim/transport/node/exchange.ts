/** One request on node:http. What not every app needs are parts beside it: head.ts, bodies.ts, ... */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpMethod } from '../../authoring.ts'
import type { AbortReason, ExchangeCore, HeaderList, Receiving } from '../exchange.ts'
import { checkHeaders, missingFields } from '../header-list.ts'
import { LARGE_ANSWER, LINGER, STALLED_ANSWER } from '../limits.ts'
import type { Outgoing } from '../outgoing.ts'
import type { Waiting } from '../pending.ts'
import { isBodiless, PROBLEM_TYPE, problemText, reasonPhrase, statusLine } from '../status.ts'
import { expireBody, waitOn } from '../waiting.ts'
import type { NodeServer } from './server.ts'

export class NodeExchange implements ExchangeCore, Waiting {
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
  readonly server: NodeServer
  readonly request: IncomingMessage
  readonly response: ServerResponse
  private readonly target: string
  /** Bytes of body announced; -1: chunked. */
  readonly bodyLength: number
  /** The client waits with its body until it is told that it is wanted. */
  private isHeldBack: boolean
  receiving: Receiving | null = null
  /** Milliseconds that the handler may take; 0 before it was deferred. */
  patience = 0
  protected listener: ((reason: AbortReason) => void) | null = null
  private watched = false
  /** Status of an answer that is still on its way out. */
  leaving = 0
  outgoing: Outgoing | null = null

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

  query(): string {
    return this.path.length === this.target.length ? '' : this.target.slice(this.path.length + 1)
  }

  isOn(socket: Socket): boolean {
    return this.request.socket === socket
  }

  /** Called by who is about to listen for its pieces. */
  receive(receiving: Receiving): void {
    if (this.isHeldBack) this.response.writeContinue()
    this.isHeldBack = false
    this.receiving = receiving
    this.server.pending.add(this)
    this.wait()
    this.watch()
  }

  /** The deadline of whoever is waited for: the client while its body comes, else the handler. */
  wait(): void {
    waitOn(this, this.server.pending, this.server.options.bodyTimeout)
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

  watch(): void {
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
    const listener = this.listener
    this.listener = null
    if (listener !== null && (!this.answered || this.outgoing !== null)) listener(reason)
    this.outgoing?.closed()
    this.receiving?.abandon()
    this.finish(0)
  }

  tick(): void {}

  expire(): void {
    this.deadline = 0
    if (this.answered) {
      if (!expireBody(this)) this.response.destroy()
      return
    }
    if (this.receiving?.isAwaited === true) return this.receiving.expire() ? this.wait() : this.problem(408, true)
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

  /** Called when a shutdown begins. */
  stopping(): void {
    this.outgoing?.stopping()
  }

  /** Answers by itself with a problem document, and closes the connection where what follows on it cannot be trusted. */
  problem(status: number, close = false): void {
    if (this.answered || this.aborted) return
    this.answered = true
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
    const { response } = this
    const fields = this.responseFields(headers, contentType, isBodiless(status) ? null : length, closing)
    response.writeHead(status, reasonPhrase(status), fields)
    const large = length > LARGE_ANSWER
    this.abandon()
    if (large) this.watch()
    if (length === 0 || this.method === 'HEAD' || isBodiless(status)) response.end()
    else response.end(content)
    this.depart(status, large)
  }

  /** As `writeHead` takes them. `length` null: not announced. */
  responseFields(headers: HeaderList | null, contentType: string | null, length: number | null, closing: boolean): string[] {
    const fields: string[] = contentType === null ? [] : ['content-type', contentType]
    if (headers !== null) fields.push(...headers)
    if (this.common !== null) fields.push(...missingFields(this.common, headers))
    if (length !== null) fields.push('content-length', String(length))
    // What comes next could be the body that was not asked for, or another request.
    if (closing || this.isHeldBack) fields.push('connection', 'close')
    return fields
  }

  /** What is answered needs no more of its body. */
  abandon(): void {
    const { receiving } = this
    if (receiving === null || (receiving.over && !receiving.paused)) return
    receiving.abandon()
    this.request.resume()
  }

  /** A large answer counts as in flight until it is out. */
  depart(status: number, large: boolean): void {
    const { request } = this
    // node:http reads and drops the rest of a body that nobody wanted, for as long as it comes.
    if (this.bodyLength !== 0 && !request.complete) setTimeout(() => request.complete || request.socket.destroy(), LINGER).unref()
    if (!large) return this.finish(status)
    this.leaving = status
    request.socket.setTimeout(STALLED_ANSWER)
    this.server.pending.add(this)
    this.deadline = 0
  }

  protected finish(status: number): void {
    if (this.slot >= 0) this.server.pending.remove(this)
    this.server.options.onFinish(this, status)
  }
}
