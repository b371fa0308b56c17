/** One listening node:http server and what it is answering. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { HttpMethod } from '../../authoring/index.ts'
import type { Dispatch, Listening, TransportOptions } from '../exchange.ts'
import { HEAD_BYTES, HEAD_FIELDS, isChunked, isHost, isUnknownExpectation } from '../limits.ts'
import { ListeningServer } from '../listening.ts'
import { PROBLEM_TYPE, problemText, reasonPhrase, statusLine } from '../status.ts'
import { NodeExchange } from './exchange.ts'

const methods: ReadonlySet<string> = new Set<HttpMethod>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
/** Milliseconds in which a refused client may read the refusal before its connection is closed. */
const GOODBYE = 2_000
/** Connections that the system keeps until they are accepted: Node's own figure. */
const BACKLOG = 511

export class NodeServer extends ListeningServer {
  readonly transport = 'node'
  readonly httpServer: Server
  /** Connections whose last request was refused. */
  private readonly refusedOn = new WeakSet<Duplex>()
  private readonly sockets = new Set<Socket>()

  constructor(dispatch: Dispatch, options: TransportOptions) {
    super(dispatch, options)
    const serve = (request: IncomingMessage, response: ServerResponse) => this.serve(request, response)
    // Loaded only where it serves: a server on uWebSockets.js starts some milliseconds sooner without it.
    const { createServer } = process.getBuiltinModule('node:http')
    this.httpServer = createServer(
      {
        maxHeaderSize: HEAD_BYTES,
        headersTimeout: options.headersTimeout,
        // Bodies have a time-out of their own, by what arrives rather than as a whole.
        requestTimeout: 0,
        connectionsCheckingInterval: Math.max(50, Math.min(5_000, options.headersTimeout / 4)),
        keepAliveTimeout: options.keepAliveTimeout,
        noDelay: true,
        requireHostHeader: false,
      },
      serve,
    )
      // Whether the client shall send its body is known when somebody reads it.
      .on('checkContinue', serve)
      .on('checkExpectation', serve)
      .on('connection', (socket) => this.connected(socket))
      .on('connect', (_request, socket) => this.refuseUnread(socket, [505, 'tunnel']))
      .on('clientError', (error: ClientError, socket) => this.refuseUnread(socket, refusalOf(error)))
    options.sockets?.node?.(this, options.sockets)
  }

  private connected(socket: Socket): void {
    if (this.sockets.has(socket)) return
    this.accepted++
    this.sockets.add(socket)
    socket.once('close', () => {
      this.sockets.delete(socket)
      this.departure?.changed()
    })
  }

  /** `upgrade` makes the exchange of a request that asks for a WebSocket. */
  serve(request: IncomingMessage, response: ServerResponse, upgrade?: (bodyLength: number) => NodeExchange): void {
    if (this.refusedOn.has(request.socket)) return
    const head = readHead(request)
    if (head < -1) return this.refuse(request.socket, response, -head)
    const expected = head === 0 ? undefined : request.headers.expect
    if (isUnknownExpectation(expected)) return this.refuse(request.socket, response, 417)
    const exchange =
      upgrade?.(head) ??
      new NodeExchange(this, request.method as HttpMethod, request.url!, request, response, head, expected !== undefined)
    this.serveExchange(exchange)
  }

  /** Answers, in its turn, a request that the parser took and we do not; nothing more is taken from the connection. */
  private refuse(socket: Socket, response: ServerResponse, status: number): void {
    this.refusedOn.add(socket)
    const body = problemText(status)
    const fields = ['content-type', PROBLEM_TYPE, 'content-length', String(body.length), 'connection', 'close']
    response.writeHead(status, reasonPhrase(status), fields).end(body)
    this.refused(status)
  }

  /** Answers what the parser did not take. The client may read it for a while before the connection is closed. */
  private refuseUnread(socket: Duplex, [status, reason]: Refusal): void {
    if (!socket.writable || reason === AFTER_LAST || this.refusedOn.has(socket)) return
    const body = problemText(status)
    socket.end(
      `HTTP/1.1 ${statusLine(status)}\r\ncontent-type: ${PROBLEM_TYPE}\r\ndate: ${new Date().toUTCString()}\r\n` +
        `connection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    setTimeout(() => socket.destroy(), GOODBYE).unref()
    this.options.onClientError(status, reason)
  }

  async listen(): Promise<Listening> {
    await new Promise<void>((resolve, reject) => {
      this.httpServer.once('error', reject).once('listening', () => {
        this.httpServer.removeListener('error', reject)
        resolve()
      })
      this.listenAt(this.options)
    })
    this.port = (this.httpServer.address() as AddressInfo).port
    return this
  }

  /**
   * Given a host, `listen` loads the resolver, even for an address: five milliseconds, a tenth of a start. What it calls then is
   * called here, by the name that old modules know it by; should a Node have it no more, `listen` is as good.
   */
  private listenAt({ host, port }: TransportOptions): void {
    const server: Server & { _listen2?(address: string, port: number, family: number, backlog: number): void } = this.httpServer
    const family = process.getBuiltinModule('node:net').isIP(host)
    if (family !== 0 && server._listen2 !== undefined) server._listen2(host, port, family, BACKLOG)
    else server.listen({ host, port, exclusive: true })
  }

  get connections(): number {
    return this.sockets.size
  }

  /** As node:http's own `close` would, but for the connections without a request so far: theirs may be on its way. */
  protected stopAccepting(): void {
    process.getBuiltinModule('node:net').Server.prototype.close.call(this.httpServer)
  }

  /** What was answered and is still with us for a slow client gets out first, unless the server is aborted. */
  closeRest(): void {
    this.pending.stop()
    for (const socket of this.sockets) {
      if (socket.writableLength > 0 && !this.ending) socket.destroySoon()
      else socket.destroy()
    }
  }
}

interface ClientError extends Error {
  readonly code?: string
  readonly rawPacket?: Buffer
}

type Refusal = readonly [status: number, reason: string]

/** The parser's code for bytes after a request that was to be the last: they are not answered. */
const AFTER_LAST = 'HPE_CLOSED_CONNECTION'

/** What the parser refused. uWebSockets.js answers 505 for all that is not `METHOD /path HTTP/1.1`, a target that is no path included. */
function refusalOf({ code = '', rawPacket }: ClientError): Refusal {
  if (code === 'HPE_INVALID_METHOD' && isRequestLine(rawPacket)) return [501, 'unknown method']
  return REFUSALS[code] ?? [400, code]
}

const NOT_HTTP: Refusal = [505, 'not HTTP/1.1']
const REFUSALS: Readonly<Record<string, Refusal | undefined>> = {
  HPE_HEADER_OVERFLOW: [431, 'header fields too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'header fields too slow'],
  HPE_INVALID_METHOD: NOT_HTTP,
  HPE_INVALID_VERSION: NOT_HTTP,
  HPE_INVALID_CONSTANT: NOT_HTTP,
}

const isRequestLine = (packet: Buffer | undefined): boolean =>
  packet !== undefined && /^[\w!#$%&'*+.^`|~-]+ \/[!-\xff]* HTTP\/1\.1\r\n/.test(packet.toString('latin1'))

/**
 * Bytes of body announced, -1 when chunked; less than that: minus the status that the request is refused with, for what the parser
 * takes and uWebSockets.js does not. Ambiguous lengths were refused by the parser.
 */
function readHead(request: IncomingMessage): number {
  if (request.httpVersion !== '1.1') return -505
  if (!request.url!.startsWith('/')) return -400
  const raw = request.rawHeaders
  if (raw.length > 2 * HEAD_FIELDS) return -431
  let bytes = request.method!.length + request.url!.length + 14
  let hosts = 0
  let bodyLength = 0
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!
    const value = raw[i + 1]!
    bytes += name.length + value.length + 4
    if (name.length === 4 && name.toLowerCase() === 'host') {
      if (++hosts > 1 || !isHost(value)) return -400
    } else if (name.length === 14 && name.toLowerCase() === 'content-length') {
      bodyLength = Number(value)
    } else if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') {
      if (!isChunked(value) || bodyLength === -1) return -400
      bodyLength = -1
    }
  }
  if (bytes > HEAD_BYTES) return -431
  if (hosts === 0) return -400
  return methods.has(request.method!) ? bodyLength : -501
}
