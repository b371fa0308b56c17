/**
 * node:http over connections that another process accepted: `gatic watch` keeps the listening socket and hands each connection to the
 * version of the app that serves. A version that is replaced hands those back on which nothing is being asked, so that no client
 * meets a closed connection or the old code; what it is answering it finishes, and closes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Dispatch, Transport, TransportOptions } from '../exchange.ts'
import type { NodeExchange } from './exchange.ts'
import { NodeServer } from './server.ts'

export interface InheritedConnections {
  readonly transport: Transport
  /** Takes a connection over; `give` gets it back when this version is replaced before anything was asked on it. */
  accept(socket: Socket): void
  /** Answers page requests with this instead of the app's answer; null: no longer. */
  cover(html: string | null): void
  /** Gives idle connections to `give`, now and while requests end. Resolves when none is left. */
  retire(give: Give): Promise<void>
}

/** Sends the connection on; `left` is to be called when it has gone. */
export type Give = (socket: Socket, left: () => void) => void

/** Milliseconds between two looks for connections that have become idle. */
const LOOK = 20

export function inheritedConnections(): InheritedConnections {
  let server: InheritedServer | undefined
  return {
    transport: {
      name: 'node',
      listen: async (dispatch, options) => {
        server = new InheritedServer(dispatch, options)
        return server
      },
    },
    accept: (socket) => server?.accept(socket),
    cover: (html) => server?.cover(html),
    retire: async (give) => server?.retire(give),
  }
}

class InheritedServer extends NodeServer {
  private readonly inherited = new Set<Socket>()
  private html: string | null = null
  private give: Give | null = null

  constructor(dispatch: Dispatch, options: TransportOptions) {
    super(dispatch, options)
    this.port = options.port
    // Connections are tracked, and slow ones timed out, from the moment that a server listens.
    this.httpServer.emit('listening')
  }

  accept(socket: Socket): void {
    if (this.give !== null) return this.giveBack(socket, this.give)
    this.inherited.add(socket)
    socket.once('close', () => this.inherited.delete(socket))
    this.httpServer.emit('connection', socket)
  }

  cover(html: string | null): void {
    this.html = html
  }

  override serve(request: IncomingMessage, response: ServerResponse, upgrade?: (bodyLength: number) => NodeExchange): void {
    if (this.html === null || !isForPage(request)) return super.serve(request, response, upgrade)
    const close = this.closing ? { connection: 'close' } : {}
    response
      .writeHead(500, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...close })
      .end(request.method === 'HEAD' ? undefined : this.html)
  }

  async retire(give: Give): Promise<void> {
    this.give = give
    // From here on each answer says that its connection closes.
    this.closing = true
    for (const exchange of [...this.pending.items]) exchange.stopping()
    this.options.sockets?.goAway(() => {})
    for (;;) {
      for (const socket of this.idle()) this.giveBack(socket, give)
      if (this.inherited.size === 0) return
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
  }

  /** Until it has left, node:http still takes it for an idle one of its own, and would close it. */
  private giveBack(socket: Socket, give: Give): void {
    this.inherited.delete(socket)
    stopReading(socket)
    socket.destroy = () => socket
    give(socket, () => {
      Reflect.deleteProperty(socket, 'destroy')
      socket.destroy()
    })
  }

  /** Those that wait for a request of which nothing has come: fresh ones, and those that node:http would close as idle. */
  private idle(): Socket[] {
    const found: Socket[] = []
    for (const socket of this.inherited) {
      if (socket.bytesRead === 0) found.push(socket)
      else
        socket.destroy = () => {
          if (socket.writableLength === 0) found.push(socket)
          return socket
        }
    }
    this.httpServer.closeIdleConnections()
    for (const socket of this.inherited) Reflect.deleteProperty(socket, 'destroy')
    return found
  }
}

/** What comes from now on stays with the system, for the process that the connection is sent to. node:net has no other name for it. */
const stopReading = (socket: Socket & { readonly _handle?: { readStop(): void } | null }): void => socket._handle?.readStop()

/** What a browser asks for when a person goes somewhere; a `fetch` accepts anything. */
const isForPage = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html')
