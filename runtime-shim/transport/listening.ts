/** A server that listens, what it is answering, and how it ends: the same on every transport. */
import { type Departing, Departure } from './departure.ts'
import type { Dispatch, Exchange, ExchangeCore, Listening, TransportOptions } from './exchange.ts'
import { Pending } from './pending.ts'
import type { ServedExchange } from './served.ts'

export abstract class ListeningServer implements Listening, Departing {
  abstract readonly transport: 'uws' | 'node'
  readonly options: TransportOptions
  readonly pending = new Pending<ServedExchange<ListeningServer>>()
  /** No new connections are taken, and answers close theirs. */
  closing = false
  /** What is in flight is being ended. */
  ending = false
  port = 0
  /** Connections taken since the start. */
  accepted = 0
  protected readonly dispatch: Dispatch
  protected departure: Departure | null = null
  /** Answers, while the last connections are accepted: see {@link Departure}. */
  private held: (() => void)[] | null = null

  constructor(dispatch: Dispatch, options: TransportOptions) {
    this.dispatch = dispatch
    this.options = options
  }

  abstract get connections(): number
  protected abstract stopAccepting(): void
  abstract closeRest(): void

  get host(): string {
    return this.options.host
  }

  /** Its parts are there as far as the app needs them. */
  protected serveExchange(exchange: ServedExchange<ListeningServer>): void {
    try {
      this.dispatch(exchange as ExchangeCore as Exchange)
    } catch (error) {
      this.failed(exchange, error)
    }
    exchange.leave()
  }

  /** Thrown through uWebSockets.js, an error ends the process past every listener: it is thrown again where it does not. */
  failed(exchange: ServedExchange<ListeningServer>, error: unknown): void {
    exchange.problem(500)
    queueMicrotask(() => {
      throw error
    })
  }

  protected refused(status: number): void {
    const reason = status === 501 ? 'unknown method' : status === 417 ? 'unknown expectation' : 'malformed request'
    this.options.onClientError(status, reason)
  }

  // The end ----------------------------------------------------------------------------------------------------------

  get isHolding(): boolean {
    return this.held !== null
  }

  hold(write: () => void): void {
    this.held?.push(write)
  }

  /** A shutdown waits for sockets, too. */
  inFlight(): number {
    return this.pending.items.length + (this.closing ? (this.options.sockets?.size ?? 0) : 0)
  }

  close(): Promise<void> {
    this.departure ??= this.depart()
    return this.departure.done
  }

  private depart(): Departure {
    this.closing = true
    this.held = []
    const departure = new Departure(this)
    for (const exchange of [...this.pending.items]) exchange.stopping()
    this.pending.drained = () => departure.changed()
    this.options.sockets?.goAway(() => departure.changed())
    return departure
  }

  stopListening(): void {
    this.stopAccepting()
    const held = this.held ?? []
    this.held = null
    for (const write of held) write()
  }

  abort(): void {
    this.ending = true
    for (const exchange of [...this.pending.items]) exchange.end('shutdown')
    this.options.sockets?.abort()
    this.departure ??= this.depart()
    this.departure.end()
  }
}
