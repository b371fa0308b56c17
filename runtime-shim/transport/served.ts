/** One request while it is served: what is the same on every transport. One transport runs in a process, so that calls of it go one way. */
import type { HttpMethod } from '../authoring/index.ts'
import type { CommonFields } from './common-fields.ts'
import type { AbortReason, ExchangeCore, HeaderList, Receiving } from './exchange.ts'
import type { ListeningServer } from './listening.ts'
import type { Outgoing } from './outgoing.ts'
import type { Waiting } from './pending.ts'

export abstract class ServedExchange<Server extends ListeningServer> implements ExchangeCore, Waiting {
  readonly server: Server
  readonly method: HttpMethod
  readonly path: string
  /** Bytes of body announced; -1: chunked. */
  readonly bodyLength: number
  route = -1
  startedAt = 0
  bytesIn = 0
  bytesOut = 0
  requestId = ''
  context: object | null = null
  trace: object | null = null
  kept: Readonly<Record<string, string>> | null = null
  common: CommonFields | null = null
  aborted = false
  answered = false
  slot = -1
  deadline = 0
  receiving: Receiving | null = null
  outgoing: Outgoing | null = null
  /** Milliseconds that the handler may take; 0 before it was deferred. */
  patience = 0
  protected listener: ((reason: AbortReason) => void) | null = null
  private watched = false
  private over = false

  constructor(server: Server, method: HttpMethod, path: string, bodyLength: number) {
    this.server = server
    this.method = method
    this.path = path
    this.bodyLength = bodyLength
  }

  abstract query(): string
  abstract send(status: number, headers: HeaderList | null, contentType: string | null, body: string | Uint8Array | null): void
  protected abstract writeProblem(status: number, closing: boolean): void
  abstract tick(now: number): void
  /** Hears of it from now on when the connection is closed. Called once. */
  protected abstract listenForClose(): void
  /** Closes the connection at once. */
  abstract destroy(): void

  // Waiting ----------------------------------------------------------------------------------------------------------

  /** Whether somebody still takes of the body: a handler, or an answer that is streamed. */
  get isOpen(): boolean {
    return !this.aborted && (!this.answered || (this.outgoing !== null && !this.outgoing.over))
  }

  defer(timeout: number): void {
    if (this.answered || this.aborted) return
    this.patience = timeout
    this.server.pending.add(this)
    this.wait()
  }

  /** Called by who is about to listen for the pieces of the body. */
  receive(receiving: Receiving): void {
    this.receiving = receiving
    this.server.pending.add(this)
    this.wait()
    this.watch()
  }

  /** Sets the deadline of whoever is waited for: the client while its body comes, else the handler. */
  wait(): void {
    if (!this.isOpen || this.slot < 0 || this.outgoing?.behind === true) return
    const { pending, options } = this.server
    const patience = this.answered ? 0 : this.patience
    const time = this.receiving?.isAwaited === true ? options.bodyTimeout : patience
    this.deadline = time === 0 ? 0 : pending.deadline(time)
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
    this.listenForClose()
  }

  expire(): void {
    this.deadline = 0
    if (this.answered) return this.expireAnswered()
    if (this.receiving?.isAwaited === true) return this.receiving.expire() ? this.wait() : this.problem(408, true)
    const { listener } = this
    this.listener = null
    if (listener !== null) listener('timeout')
    this.problem(503)
    this.aborted = true
  }

  /** Under a streamed answer it may be the body that did not come: its reader is told. */
  private expireAnswered(): void {
    if (this.isOpen && this.outgoing?.behind === false) this.receiving?.expire()
    else this.destroy()
  }

  /** An answer that waits until the last connections are accepted: still in flight, and still to be told when the client goes away. */
  protected holdBack(write: () => void): void {
    this.server.pending.add(this)
    this.deadline = 0
    this.watch()
    this.server.hold(write)
  }

  /** Answers by itself with a problem document, and closes the connection where what follows on it cannot be trusted. */
  problem(status: number, close = false): void {
    if (this.answered || this.aborted) return
    this.answered = true
    this.writeProblem(status, close || this.server.closing)
  }

  // The end ----------------------------------------------------------------------------------------------------------

  /** Called when a shutdown begins. */
  stopping(): void {
    this.outgoing?.stopping()
  }

  /** The connection is closed, with or without an answer on its way. */
  protected gone(): void {
    this.end(this.server.ending ? 'shutdown' : 'client')
  }

  /** Ends without an answer: the connection is closed, or about to be. */
  end(reason: AbortReason): void {
    const listener = this.aborted || (this.answered && this.outgoing === null) ? null : this.listener
    this.aborted = true
    this.listener = null
    if (listener !== null) listener(reason)
    this.outgoing?.closed()
    this.receiving?.abandon()
    this.finish(0)
  }

  finish(status: number): void {
    if (this.over) return
    this.over = true
    if (this.slot >= 0) this.server.pending.remove(this)
    this.server.options.onFinish(this, status)
  }
}
