/** WebSockets on uWebSockets.js: its own. */
import type { AbortReason, HeaderList } from '../exchange.ts'
import { checkHeaders, followingFields } from '../header-list.ts'
import { isHandshake, type SocketLink, type SocketListener, type SocketSupport, type Upgrading } from '../sockets.ts'
import { Anchor } from './anchor.ts'
import { UwsExchange, utf8 } from './exchange.ts'
import { uwsHead } from './head.ts'
import type { NativeApp, NativeRequest, NativeResponse, NativeSocket, NativeSocketOwner } from './native.ts'
import type { UwsServer } from './server.ts'

/**
 * A message over its limit ends the connection in uWebSockets.js without a word. Taking this much more, at least, lets most clients read
 * why: 1009.
 */
const TOLERANCE = 65_536

export function uwsSockets(server: UwsServer, support: SocketSupport): void {
  const { app } = server
  const { maxPayloadLength, idleTimeout, backpressureLimit, closeOnBackpressureLimit } = support
  const anchor = new Anchor(server)
  app.ws('/*', {
    compression: 0,
    maxLifetime: 0,
    maxPayloadLength: maxPayloadLength + Math.max(maxPayloadLength, TOLERANCE),
    idleTimeout: Math.ceil(idleTimeout / 1000),
    sendPingsAutomatically: true,
    maxBackpressure: backpressureLimit,
    closeOnBackpressureLimit,
    upgrade: (response, request, context) => upgrade(server, anchor, response, request, context),
    open: (socket) => socket.owner.opened(socket),
    message: (socket, data, isBinary) => socket.owner.received(data, isBinary),
    drain: (socket) => socket.owner.drained(),
    close: (socket, code, reason) => socket.owner.closed(code, reason),
  })
  support.publish = (topic, data) => {
    const name = topicName(topic)
    const count = app.numSubscribers(name)
    if (count > 0) app.publish(name, utf8(data), typeof data !== 'string', false)
    return count
  }
}

/** Called for every GET with a key, whatever else it says. */
function upgrade(server: UwsServer, anchor: Anchor, response: NativeResponse, request: NativeRequest, context: object): void {
  if (!isHandshake((name) => request.getHeader(name))) return server.serve('GET', response, request)
  const key = request.getHeader('sec-websocket-key')
  server.serve('GET', response, request, (path, bodyLength) => {
    return new UwsUpgrade(server, path, response, request, bodyLength, key, context, anchor)
  })
}

class UwsUpgrade extends UwsExchange implements Upgrading {
  private readonly key: string
  private readonly socketContext: object
  private readonly anchor: Anchor

  constructor(
    server: UwsServer,
    path: string,
    response: NativeResponse,
    request: NativeRequest,
    bodyLength: number,
    key: string,
    socketContext: object,
    anchor: Anchor,
  ) {
    super(server, 'GET', path, response, request, bodyLength)
    this.key = key
    this.socketContext = socketContext
    this.anchor = anchor
  }

  /** Looking at all fields for another of these would cost more than the rest of a handshake. */
  header(name: string): string {
    if (name === 'sec-websocket-version' || name === 'origin') return this.request.getHeader(name)
    return uwsHead.header.call(this, name)
  }

  accept(protocol: string, headers: HeaderList | null, listener: SocketListener, maxPayloadLength: number): void {
    if (this.answered || this.aborted) return
    checkHeaders(headers, null)
    this.answered = true
    const owner = new UwsLink(this.server.app, listener, maxPayloadLength)
    const head = () => this.writeSwitching(headers)
    const become = () => this.become(owner, protocol)
    if (this.corked) {
      head()
      return become()
    }
    // Of a response that becomes a socket while another is being read from, uWebSockets.js would think it were the other.
    this.server.atEndOfTurn(() => {
      if (!this.lost) this.response.cork(head)
      if (!this.lost) this.anchor.hold(become)
    })
  }

  private writeSwitching(headers: HeaderList | null): void {
    this.readOn()
    this.response.writeStatus('101 Switching Protocols')
    const fields = (this.common === null ? headers : this.common.beside(headers)) ?? []
    if (fields.length > 0) this.response.writeHeader(fields[0]!, fields[1]! + followingFields(fields, 2))
  }

  private become(owner: NativeSocketOwner, protocol: string): void {
    // The native response is gone with the upgrade, as if its connection were closed.
    this.lost = true
    this.server.upgraded()
    this.response.upgrade({ owner }, this.key, protocol, '', this.socketContext)
    this.finish(101)
  }

  takeAbortListener(): ((reason: AbortReason) => void) | null {
    return this.listener
  }
}

const SLAB = 65_536
let slab = new Uint8Array(SLAB)
let used = 0

/** Memory of its own for many short messages is dearer than the messages: they share some, of which no part is used twice. */
function copied(data: ArrayBuffer): Uint8Array {
  const length = data.byteLength
  if (length > SLAB / 16) return new Uint8Array(data.slice(0))
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB)
    used = 0
  }
  const bytes = slab.subarray(used, used + length)
  bytes.set(new Uint8Array(data))
  // Whoever reads numbers of it needs them aligned.
  used += (length + 7) & ~7
  return bytes
}

/** In ASCII, for the same reason. */
const topicName = (topic: string): string =>
  /^[\x20-\x7e]*$/.test(topic) ? `=${topic}` : `%${Buffer.from(topic).toString('hex')}`

class UwsLink implements SocketLink, NativeSocketOwner {
  private readonly app: NativeApp
  private readonly listener: SocketListener
  private readonly maxPayloadLength: number
  /** Null before it is opened and once it is closed: the native object may not be touched then. */
  private socket: NativeSocket | null = null
  private behind = false

  constructor(app: NativeApp, listener: SocketListener, maxPayloadLength: number) {
    this.app = app
    this.listener = listener
    this.maxPayloadLength = maxPayloadLength
  }

  get bufferedAmount(): number {
    return this.socket === null ? 0 : this.socket.getBufferedAmount()
  }

  send(data: string | Uint8Array): boolean {
    if (this.socket === null) return false
    const taken = this.socket.send(utf8(data), typeof data !== 'string', false)
    if (taken === BEHIND) this.behind = true
    return taken !== DROPPED
  }

  subscribe(topic: string): void {
    this.socket?.subscribe(topicName(topic))
  }

  unsubscribe(topic: string): void {
    this.socket?.unsubscribe(topicName(topic))
  }

  isSubscribed(topic: string): boolean {
    return this.socket?.isSubscribed(topicName(topic)) === true
  }

  publish(topic: string, data: string | Uint8Array): number {
    const { socket } = this
    if (socket === null) return 0
    const name = topicName(topic)
    const count = this.app.numSubscribers(name) - (socket.isSubscribed(name) ? 1 : 0)
    if (count > 0) socket.publish(name, utf8(data), typeof data !== 'string', false)
    return count
  }

  close(code: number, reason: string): void {
    this.socket?.end(code, utf8(reason))
  }

  terminate(): void {
    this.socket?.close()
  }

  // Called by uWebSockets.js ------------------------------------------------------------------------------------------

  opened(socket: NativeSocket): void {
    this.socket = socket
    this.listener.opened(this)
  }

  /** The memory is taken back when this returns. */
  received(data: ArrayBuffer, isBinary: boolean): void {
    if (data.byteLength > this.maxPayloadLength) this.close(TOO_BIG, '')
    else if (isBinary) this.listener.bytes(copied(data))
    else this.listener.text(Buffer.from(data).toString())
  }

  drained(): void {
    if (!this.behind || this.bufferedAmount > 0) return
    this.behind = false
    this.listener.drained()
  }

  closed(code: number, reason: ArrayBuffer): void {
    this.socket = null
    this.listener.closed(code, code === LOST ? '' : Buffer.from(reason).toString())
  }
}

/** What a native `send` gives besides 1: the rest waits for the client; it did not take it. */
const BEHIND = 0
const DROPPED = 2
const TOO_BIG = 1009
/** Its reason is a text of uWebSockets.js. */
const LOST = 1006
