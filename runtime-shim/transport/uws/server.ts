/** One listening uWebSockets.js app and what it is answering. */
import type { HttpMethod } from '../../authoring.ts'
import { Departure } from '../departure.ts'
import type { Dispatch, Exchange, Listening, TransportOptions } from '../exchange.ts'
import { Pending } from '../pending.ts'
import { PROBLEM_TYPE, problemText, statusLine } from '../status.ts'
import { UwsExchange } from './exchange.ts'
import { framing, MALFORMED, visited } from './framing.ts'
import type { Native, NativeApp, NativeRequest, NativeResponse } from './native.ts'

/**
 * Milliseconds that an answer may take before its connection is paused: see {@link UwsExchange.pause}. Pausing and resuming cost four
 * system calls, more than most answers that come sooner; a client who does not wait for answers may retry (RFC 9112, 9.3.2).
 */
const PAUSED_AFTER = 5

type MakeUpgrade = (path: string, bodyLength: number) => UwsExchange

export class UwsServer {
  readonly options: TransportOptions
  readonly pending = new Pending<UwsExchange>()
  /** No new connections are taken, and answers close theirs. */
  closing = false
  /** What is in flight is being ended. */
  ending = false
  /** Whose socket uWebSockets.js may be collecting the writes of: of the last request that came in, until the turn ends. */
  active: UwsExchange | null = null
  private readonly dispatch: Dispatch
  readonly app: NativeApp
  /** Deferred since the timer runs that pauses what is still waited for. */
  private waiting: UwsExchange[] = []
  private readonly pauseWaiting = (): void => {
    const { waiting } = this
    this.waiting = []
    for (const exchange of waiting) exchange.pause()
  }
  /** Answers that wait for the end of the turn, when no socket is being collected for. */
  private late: (() => void)[] = []
  private turnEnds = false
  private readonly atTurnEnd = (): void => this.endTurn()
  /** Remote ends of connections that were refused and are closed when the bytes at hand are used up. */
  private readonly refused = new Set<string>()
  private accepted = 0
  private held: (() => void)[] | null = null
  private connections = 0
  private departure: Departure | null = null

  constructor(native: Native, dispatch: Dispatch, options: TransportOptions) {
    this.dispatch = dispatch
    this.options = options
    this.app = native.App()
    const on = (method: HttpMethod) => (response: NativeResponse, request: NativeRequest) => this.serve(method, response, request)
    this.app
      .filter((_response, change) => this.connected(change))
      .get('/*', on('GET'))
      .post('/*', on('POST'))
      .put('/*', on('PUT'))
      .patch('/*', on('PATCH'))
      .del('/*', on('DELETE'))
      .head('/*', on('HEAD'))
      .options('/*', on('OPTIONS'))
      .any('/*', (response) => this.refuse(response, 501))
    options.sockets?.uws?.(this, options.sockets)
  }

  /** One connection more, or less. */
  private connected(change: number): void {
    if (change > 0) this.accepted++
    this.connections += change > 0 ? 1 : -1
    if (change < 0) this.departure?.changed()
  }

  /** Of sockets uWebSockets.js says nothing any more. */
  upgraded(): void {
    this.connected(-1)
  }

  /** `upgrade` makes the exchange of a request that asks for a WebSocket. */
  serve(method: HttpMethod, response: NativeResponse, request: NativeRequest, upgrade?: MakeUpgrade): void {
    const path = request.getUrl()
    const bodyLength = framing(request, method)
    if (bodyLength === MALFORMED || !isAscii(path) || this.wasRefused(response)) return this.refuse(response, 400)
    // What uWebSockets.js does for `100-continue` it has done already.
    if (bodyLength !== 0 && isUnknownExpectation(visited.expect ?? '')) return this.refuse(response, 417)
    const exchange = upgrade?.(path, bodyLength) ?? new UwsExchange(this, method, path, response, request, bodyLength)
    this.active = exchange
    try {
      // Its parts are there as far as the app needs them.
      this.dispatch(exchange as UwsExchange & Exchange)
    } catch (error) {
      this.failed(exchange, error)
    }
    exchange.leave()
  }

  /** Thrown through uWebSockets.js, an error ends the process past every listener: it is thrown again where it does not. */
  failed(exchange: UwsExchange, error: unknown): void {
    exchange.problem(500)
    queueMicrotask(() => {
      throw error
    })
  }

  /** Whether these bytes follow, in the same packet, what was refused: closing takes effect after the packet. */
  private wasRefused(response: NativeResponse): boolean {
    return this.refused.size > 0 && this.refused.has(remoteEnd(response))
  }

  private refuse(response: NativeResponse, status: number): void {
    this.refused.add(remoteEnd(response))
    this.scheduleTurnEnd()
    response.writeStatus(statusLine(status)).writeHeader('content-type', PROBLEM_TYPE).end(problemText(status), true)
    this.options.onClientError(
      status,
      status === 501 ? 'unknown method' : status === 417 ? 'unknown expectation' : 'malformed request',
    )
  }

  // Turns of the event loop ------------------------------------------------------------------------------------------

  deferred(exchange: UwsExchange): void {
    if (this.waiting.push(exchange) === 1) setTimeout(this.pauseWaiting, PAUSED_AFTER)
    this.scheduleTurnEnd()
  }

  /** While the last connections are accepted: see {@link Departure}. */
  get isHolding(): boolean {
    return this.held !== null
  }

  holdBack(exchange: UwsExchange, write: () => void): void {
    this.held?.push(() => exchange.writeLate(write))
  }

  /**
   * Writes an answer in one piece. While uWebSockets.js collects for another socket it would send every word by itself: then the
   * answer waits for the end of the turn.
   */
  cork(exchange: UwsExchange, write: () => void): void {
    if (this.active === null || this.active === exchange) return exchange.writeLate(write)
    this.late.push(() => exchange.writeLate(write))
    this.scheduleTurnEnd()
  }

  private scheduleTurnEnd(): void {
    if (this.turnEnds) return
    this.turnEnds = true
    setImmediate(this.atTurnEnd)
  }

  private endTurn(): void {
    this.turnEnds = false
    this.active = null
    this.refused.clear()
    const { late } = this
    this.late = []
    for (const write of late) write()
  }

  // Life -------------------------------------------------------------------------------------------------------------

  async listen(native: Native): Promise<Listening> {
    const { host, port } = this.options
    const socket = await new Promise<object | false>((resolve) => {
      this.app.listen(host, port, native.LIBUS_LISTEN_EXCLUSIVE_PORT, resolve)
    })
    if (socket === false) throw await listenError(host, port)
    return {
      transport: 'uws',
      host,
      port: native.us_socket_local_port(socket),
      close: () => this.close(() => native.us_listen_socket_close(socket)),
      abort: () => this.abort(),
      inFlight: () => this.inFlight(),
    }
  }

  /** A shutdown waits for sockets, too. */
  private inFlight(): number {
    return this.pending.items.length + (this.closing ? (this.options.sockets?.size ?? 0) : 0)
  }

  private close(stopListening: () => void): Promise<void> {
    if (this.departure !== null) return this.departure.done
    this.closing = true
    this.held = []
    this.departure = new Departure({
      accepted: () => this.accepted,
      connections: () => this.connections,
      inFlight: () => this.inFlight(),
      stopListening: () => {
        stopListening()
        const held = this.held ?? []
        this.held = null
        this.active = null
        for (const write of held) write()
      },
      closeRest: () => this.closeRest(),
    })
    for (const exchange of [...this.pending.items]) exchange.stopping()
    this.pending.drained = () => this.departure?.changed()
    this.options.sockets?.goAway(() => this.departure?.changed())
    return this.departure.done
  }

  private closeRest(): void {
    this.app.close()
    this.pending.stop()
  }

  private abort(): void {
    this.ending = true
    for (const exchange of [...this.pending.items]) exchange.end('shutdown')
    this.options.sockets?.abort()
    this.closing = true
    if (this.departure === null) this.closeRest()
    else this.departure.end()
  }
}

const isUnknownExpectation = (expected: string): boolean => expected !== '' && expected.toLowerCase() !== '100-continue'

/** RFC 3986 allows no more in a target, and node:http takes no more. */
function isAscii(path: string): boolean {
  for (let i = 0; i < path.length; i++) if (path.charCodeAt(i) > 126) return false
  return true
}

const remoteEnd = (response: NativeResponse): string =>
  `${Buffer.from(response.getRemoteAddress()).toString('hex')}:${response.getRemotePort()}`

/** uWebSockets.js only says that it could not listen: Node is asked for the system's reason. */
function listenError(host: string, port: number): Promise<Error> {
  return new Promise((resolve) => {
    const probe = process.getBuiltinModule('node:net').createServer()
    probe.once('error', resolve)
    probe.listen({ host, port, exclusive: true }, () => {
      probe.close(() => resolve(new Error(`uWebSockets.js could not listen on ${host}:${port}`)))
    })
  })
}
