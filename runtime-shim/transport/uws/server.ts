/** One listening uWebSockets.js app and what it is answering. */
import type { HttpMethod } from '../../authoring/index.ts'
import type { Dispatch, Listening, TransportOptions } from '../exchange.ts'
import { isUnknownExpectation } from '../limits.ts'
import { ListeningServer } from '../listening.ts'
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

export class UwsServer extends ListeningServer {
  readonly transport = 'uws'
  /** Whose socket uWebSockets.js may be collecting the writes of: of the last request that came in, until the turn ends. */
  active: UwsExchange | null = null
  readonly app: NativeApp
  private readonly native: Native
  private socket: object | null = null
  connections = 0
  /** Of a part that has something to do once the port is known. */
  onListening: (() => void) | null = null
  /** Deferred since the timer runs that pauses what is still waited for; null: answered meanwhile, and nobody's to keep in memory. */
  private waiting: (UwsExchange | null)[] = []
  private readonly pauseWaiting = (): void => {
    const { waiting } = this
    this.waiting = []
    for (const exchange of waiting) exchange?.pause()
  }
  /** Answers that wait for the end of the turn, when no socket is being collected for. */
  private late: (() => void)[] = []
  private turnEnds = false
  private readonly atTurnEnd = (): void => this.endTurn()
  /** Remote ends of connections that were refused and are closed when the bytes at hand are used up. */
  private readonly refusedAt = new Set<string>()

  constructor(native: Native, dispatch: Dispatch, options: TransportOptions) {
    super(dispatch, options)
    this.native = native
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
    if (bodyLength !== 0 && isUnknownExpectation(visited.expect)) return this.refuse(response, 417)
    const exchange = upgrade?.(path, bodyLength) ?? new UwsExchange(this, method, path, response, request, bodyLength)
    this.active = exchange
    this.serveExchange(exchange)
  }

  /** Whether these bytes follow, in the same packet, what was refused: closing takes effect after the packet. */
  private wasRefused(response: NativeResponse): boolean {
    return this.refusedAt.size > 0 && this.refusedAt.has(remoteEnd(response))
  }

  private refuse(response: NativeResponse, status: number): void {
    this.refusedAt.add(remoteEnd(response))
    this.scheduleTurnEnd()
    response.writeStatus(statusLine(status)).writeHeader('content-type', PROBLEM_TYPE).end(problemText(status), true)
    this.refused(status)
  }

  // Turns of the event loop ------------------------------------------------------------------------------------------

  deferred(exchange: UwsExchange): void {
    exchange.place = this.waiting.length
    if (this.waiting.push(exchange) === 1) setTimeout(this.pauseWaiting, PAUSED_AFTER)
    this.scheduleTurnEnd()
  }

  answeredSoon(exchange: UwsExchange): void {
    if (this.waiting[exchange.place] === exchange) this.waiting[exchange.place] = null
  }

  /**
   * Writes an answer in one piece. While uWebSockets.js collects for another socket it would send every word by itself: then the
   * answer waits for the end of the turn.
   */
  cork(exchange: UwsExchange, write: () => void): void {
    if (this.active === null || this.active === exchange) return exchange.writeLate(write)
    this.atEndOfTurn(() => exchange.writeLate(write))
  }

  /** When uWebSockets.js is not reading from any socket. */
  atEndOfTurn(write: () => void): void {
    this.late.push(write)
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
    this.refusedAt.clear()
    const { late } = this
    this.late = []
    for (const write of late) write()
  }

  // Life -------------------------------------------------------------------------------------------------------------

  async listen(): Promise<Listening> {
    const { host, port } = this.options
    const socket = await new Promise<object | false>((resolve) => {
      this.app.listen(host, port, this.native.LIBUS_LISTEN_EXCLUSIVE_PORT, resolve)
    })
    if (socket === false) throw await listenError(host, port)
    this.socket = socket
    this.port = this.native.us_socket_local_port(socket)
    this.onListening?.()
    return this
  }

  protected stopAccepting(): void {
    if (this.socket !== null) this.native.us_listen_socket_close(this.socket)
    this.active = null
  }

  closeRest(): void {
    this.app.close()
    this.pending.stop()
  }
}

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
