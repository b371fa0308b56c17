/** One request on node:http. What not every app needs are parts beside it: head.ts, bodies.ts, ... */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpMethod } from '../../authoring/index.ts'
import type { HeaderList, Receiving } from '../exchange.ts'
import { checkHeaders } from '../header-list.ts'
import { LARGE_ANSWER, LINGER, STALLED_ANSWER } from '../limits.ts'
import { ServedExchange } from '../served.ts'
import { isBodiless, PROBLEM_TYPE, problemText, reasonPhrase, statusLine } from '../status.ts'
import type { NodeServer } from './server.ts'

export class NodeExchange extends ServedExchange<NodeServer> {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  private readonly target: string
  /** The client waits with its body until it is told that it is wanted. */
  private isHeldBack: boolean
  /** Status of an answer that is still on its way out. */
  leaving = 0

  constructor(
    server: NodeServer,
    method: HttpMethod,
    target: string,
    request: IncomingMessage,
    response: ServerResponse,
    bodyLength: number,
    isHeldBack: boolean,
  ) {
    const queryAt = target.indexOf('?')
    super(server, method, queryAt < 0 ? target : target.slice(0, queryAt), bodyLength)
    this.target = target
    this.request = request
    this.response = response
    this.isHeldBack = isHeldBack
  }

  query(): string {
    return this.path.length === this.target.length ? '' : this.target.slice(this.path.length + 1)
  }

  override receive(receiving: Receiving): void {
    if (this.isHeldBack) this.response.writeContinue()
    this.isHeldBack = false
    super.receive(receiving)
  }

  protected listenForClose(): void {
    this.response.on('close', () => this.closed())
  }

  /** The answer is out, or the connection is gone. */
  private closed(): void {
    if (this.leaving !== 0) this.finish(this.response.writableFinished ? this.leaving : 0)
    else if (!this.answered || this.outgoing !== null) this.gone()
  }

  tick(): void {}

  destroy(): void {
    this.response.destroy()
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
    this.holdBack(() => this.write(status, headers, contentType, content, true))
  }

  protected writeProblem(status: number, closing: boolean): void {
    this.write(status, null, PROBLEM_TYPE, problemText(status), closing)
  }

  private write(
    status: number,
    headers: HeaderList | null,
    contentType: string | null,
    body: string | Uint8Array | null,
    closing: boolean,
  ): void {
    const content = contentType === null || body === null ? '' : body
    const length = Buffer.byteLength(content)
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
    const all = this.common === null ? headers : this.common.beside(headers)
    if (all !== null) fields.push(...all)
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
}
