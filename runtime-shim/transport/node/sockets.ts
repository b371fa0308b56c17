/** WebSockets on node:http, by `ws`: docs/decisions/0011. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket, WebSocketServer } from 'ws'
import type { AbortReason, HeaderList } from '../exchange.ts'
import { checkHeaders } from '../header-list.ts'
import { isHandshake, pingMargin, type SocketLink, type SocketListener, type SocketSupport, type Upgrading } from '../sockets.ts'
import { NodeExchange } from './exchange.ts'
import type { NodeServer } from './server.ts'

/** Milliseconds between two looks for clients that have gone silent. */
const LOOK = 1_000
const LOST = 1006
/** Bytes that a client may send before it is told that its socket is open. */
const EARLY_BYTES = 65_536

export function nodeSockets(server: NodeServer, support: SocketSupport): void {
  const sockets = new NodeSockets(support)
  support.publish = (topic, data) => sockets.publish(topic, data, null)
  const { httpServer } = server
  httpServer.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // What comes in while another request of the connection is being answered has no place to be answered in.
    if (isAnswering(server, socket)) return void socket.destroy()
    if (isHandshake((name) => fieldOf(request, name))) upgrade(server, sockets, request, socket, head)
    else withoutUpgrade(server, request, socket, head)
  })
}

const isAnswering = ({ pending }: NodeServer, socket: Socket): boolean =>
  pending.items.some((exchange) => (exchange as NodeExchange).request.socket === socket)

/** Of a field that is given once. */
const fieldOf = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '')

function upgrade(server: NodeServer, sockets: NodeSockets, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const { ServerResponse } = process.getBuiltinModule('node:http')
  const response: ServerResponse = new ServerResponse(request)
  // The parser has let go of the connection: after any other answer than 101 it is closed.
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.on('finish', () => socket.destroySoon())
  socket.on('error', () => socket.destroy())
  const early = readEarly(socket, response, head)
  server.serve(request, response, (bodyLength) => new NodeUpgrade(server, sockets, request, response, bodyLength, early))
}

/** Reads on, by which a client's going away is seen. What is given back stops it, and gives what came. */
function readEarly(socket: Socket, response: ServerResponse, head: Buffer): () => Buffer {
  const parts = [head]
  let bytes = head.length
  const keep = (part: Buffer): void => {
    parts.push(part)
    bytes += part.length
    if (bytes > EARLY_BYTES) socket.destroy()
  }
  // An answer that is written piece by piece waits for this.
  const drained = (): boolean => response.emit('drain')
  socket.on('data', keep).on('drain', drained)
  return () => {
    socket.removeListener('data', keep).removeListener('drain', drained)
    return Buffer.concat(parts)
  }
}

/** A server may ignore an upgrade that it does not know (`h2c`): the parser gets the request again, without it. */
function withoutUpgrade(server: NodeServer, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  const { rawHeaders } = request
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]!.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.httpServer.emit('connection', socket)
}

class NodeUpgrade extends NodeExchange implements Upgrading {
  private readonly sockets: NodeSockets
  private readonly early: () => Buffer

  constructor(
    server: NodeServer,
    sockets: NodeSockets,
    request: IncomingMessage,
    response: ServerResponse,
    bodyLength: number,
    early: () => Buffer,
  ) {
    super(server, 'GET', request.url!, request, response, bodyLength, false)
    this.sockets = sockets
    this.early = early
  }

  accept(protocol: string, headers: HeaderList | null, listener: SocketListener, maxPayloadLength: number): void {
    if (this.answered || this.aborted) return
    checkHeaders(headers, null)
    this.answered = true
    const { request, response } = this
    const { socket } = request
    response.detachSocket(socket)
    const fields = (this.common === null ? headers : this.common.beside(headers)) ?? []
    void this.sockets.open(request, this.early, protocol, fields, maxPayloadLength).then((opened) => {
      this.finish(opened === undefined ? 0 : 101)
      if (opened === undefined) listener.closed(LOST, '')
      else this.sockets.add(new NodeLink(this.sockets, opened, socket, listener))
    })
  }

  takeAbortListener(): ((reason: AbortReason) => void) | null {
    return this.listener
  }
}

/** What a handshake is answered with. */
interface Choice {
  readonly protocol: string
  readonly fields: HeaderList
}

class NodeSockets {
  readonly support: SocketSupport
  private readonly links = new Set<NodeLink>()
  private readonly topics = new Map<string, Set<NodeLink>>()
  private readonly choices = new WeakMap<IncomingMessage, Choice>()
  /** By the longest message that they take. */
  private readonly servers = new Map<number, Promise<WebSocketServer>>()
  private timer: NodeJS.Timeout | null = null

  constructor(support: SocketSupport) {
    this.support = support
  }

  /** Undefined: the client went away meanwhile. */
  async open(
    request: IncomingMessage,
    early: () => Buffer,
    protocol: string,
    fields: HeaderList,
    maxPayloadLength: number,
  ): Promise<WebSocket | undefined> {
    const server = await (this.servers.get(maxPayloadLength) ?? this.serverFor(maxPayloadLength))
    const { socket } = request
    if (!socket.readable || !socket.writable) return undefined
    this.choices.set(request, { protocol, fields })
    return new Promise((resolve) => server.handleUpgrade(request, socket, early(), resolve))
  }

  private serverFor(maxPayload: number): Promise<WebSocketServer> {
    const made = this.makeServer(maxPayload)
    this.servers.set(maxPayload, made)
    return made
  }

  private async makeServer(maxPayload: number): Promise<WebSocketServer> {
    // Loaded only where it serves: on uWebSockets.js nobody needs it.
    const { WebSocketServer } = await import('ws')
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      // Answered by `ws` itself, pongs would wait for a client that does not take them, without a limit.
      autoPong: false,
      handleProtocols: (_offered, request) => this.choices.get(request)?.protocol || false,
    })
    return server.on('headers', (lines, request) => {
      const { fields } = this.choices.get(request)!
      for (let i = 0; i < fields.length; i += 2) lines.push(`${fields[i]}: ${fields[i + 1]}`)
    })
  }

  add(link: NodeLink): void {
    this.links.add(link)
    if (this.support.idleTimeout > 0) this.timer ??= setInterval(() => this.look(), LOOK).unref()
    link.opened()
  }

  remove(link: NodeLink): void {
    this.links.delete(link)
    if (this.links.size > 0 || this.timer === null) return
    clearInterval(this.timer)
    this.timer = null
  }

  private look(): void {
    const now = performance.now()
    const { idleTimeout } = this.support
    for (const link of this.links) link.look(now - idleTimeout, now - idleTimeout + pingMargin(idleTimeout))
  }

  subscribe(topic: string, link: NodeLink): void {
    const subscribers = this.topics.get(topic)
    if (subscribers === undefined) this.topics.set(topic, new Set([link]))
    else subscribers.add(link)
  }

  unsubscribe(topic: string, link: NodeLink): void {
    const subscribers = this.topics.get(topic)
    subscribers?.delete(link)
    if (subscribers?.size === 0) this.topics.delete(topic)
  }

  isSubscribed(topic: string, link: NodeLink): boolean {
    return this.topics.get(topic)?.has(link) === true
  }

  /** The text is encoded once for all. */
  publish(topic: string, data: string | Uint8Array, except: NodeLink | null): number {
    const isBinary = typeof data !== 'string'
    const bytes = isBinary ? data : Buffer.from(data)
    let count = 0
    for (const link of this.topics.get(topic) ?? []) {
      if (link === except) continue
      link.sendFrame(bytes, isBinary)
      count++
    }
    return count
  }
}

class NodeLink implements SocketLink {
  private readonly sockets: NodeSockets
  private readonly ws: WebSocket
  private readonly socket: Socket
  private readonly listener: SocketListener
  private subscribed: Set<string> | null = null
  private behind = false
  private heardAt = performance.now()
  private pinged = false

  constructor(sockets: NodeSockets, ws: WebSocket, socket: Socket, listener: SocketListener) {
    this.sockets = sockets
    this.ws = ws
    this.socket = socket
    this.listener = listener
    ws.on('message', (data: Buffer, isBinary) => this.received(data, isBinary))
      .on('ping', (data) => this.answerPing(data))
      .on('close', (code, reason) => this.closed(code, reason.toString()))
      // What the client did wrong `ws` has told it, in closing.
      .on('error', () => {})
    socket.on('data', () => this.heard()).on('drain', () => this.drained())
  }

  opened(): void {
    this.listener.opened(this)
  }

  get bufferedAmount(): number {
    return this.ws.bufferedAmount
  }

  send(data: string | Uint8Array): boolean {
    return this.sendFrame(data, typeof data !== 'string')
  }

  sendFrame(data: string | Uint8Array, isBinary: boolean): boolean {
    if (this.ws.readyState !== this.ws.OPEN || !this.keepsUp()) return false
    this.ws.send(data, { binary: isBinary })
    if (this.socket.writableNeedDrain) this.behind = true
    return true
  }

  private keepsUp(): boolean {
    const { backpressureLimit, closeOnBackpressureLimit } = this.sockets.support
    if (this.ws.bufferedAmount <= backpressureLimit) return true
    if (closeOnBackpressureLimit) this.ws.terminate()
    return false
  }

  subscribe(topic: string): void {
    if (this.ws.readyState !== this.ws.OPEN) return
    this.subscribed ??= new Set()
    this.subscribed.add(topic)
    this.sockets.subscribe(topic, this)
  }

  unsubscribe(topic: string): void {
    this.subscribed?.delete(topic)
    this.sockets.unsubscribe(topic, this)
  }

  isSubscribed(topic: string): boolean {
    return this.sockets.isSubscribed(topic, this)
  }

  publish(topic: string, data: string | Uint8Array): number {
    return this.sockets.publish(topic, data, this)
  }

  close(code: number, reason: string): void {
    this.leaveTopics()
    this.ws.close(code, reason)
  }

  terminate(): void {
    this.ws.terminate()
  }

  /** Both in `performance.now()`: when it is given up, and when it is asked whether it is still there. */
  look(givenUp: number, asked: number): void {
    if (this.heardAt <= givenUp) this.ws.terminate()
    else if (this.heardAt <= asked && !this.pinged && this.ws.readyState === this.ws.OPEN) {
      this.pinged = true
      this.ws.ping()
    }
  }

  private heard(): void {
    this.heardAt = performance.now()
    this.pinged = false
  }

  private received(data: Buffer, isBinary: boolean): void {
    if (isBinary) this.listener.bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    else this.listener.text(data.toString())
  }

  private answerPing(data: Buffer): void {
    if (this.keepsUp() && this.ws.readyState === this.ws.OPEN) this.ws.pong(data)
  }

  private drained(): void {
    if (!this.behind || this.ws.bufferedAmount > 0) return
    this.behind = false
    this.listener.drained()
  }

  private closed(code: number, reason: string): void {
    this.leaveTopics()
    this.sockets.remove(this)
    this.listener.closed(code, reason)
  }

  private leaveTopics(): void {
    for (const topic of this.subscribed ?? []) this.sockets.unsubscribe(topic, this)
    this.subscribed = null
  }
}
