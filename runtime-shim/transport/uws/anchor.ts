/**
 * Finishes handshakes that waited for something: `response.upgrade()` after the call that brought the request.
 *
 * `cork` sends at once what is written to a response meanwhile. When it ends it looks at the response, also where that has become a socket;
 * the memory may be another's by then, and now and then the new socket is closed for what stands there. Without `cork` uWebSockets.js prints
 * a warning. Within the `cork` of another response neither happens. That one is never answered: the server asks itself for it.
 */
import type { NativeResponse } from './native.ts'
import type { UwsServer } from './server.ts'

const PATH = '/.gati/anchor'

export class Anchor {
  private response: NativeResponse | null = null

  constructor(server: UwsServer) {
    let ownPort = -1
    server.app.get(PATH, (response, request) => {
      if (response.getRemotePort() !== ownPort) return server.serve('GET', response, request)
      this.response = response
      // Nobody waits for this connection when the server closes.
      server.connections--
      response.onAborted(() => {
        this.response = null
        server.connections++
      })
    })
    server.onListening = () => {
      const { host, port } = server
      const socket = process.getBuiltinModule('node:net').connect({ host: ANY[host] ?? host, port })
      socket.unref().once('connect', () => {
        ownPort = socket.localPort ?? -1
        socket.write(`GET ${PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      })
      // Without it handshakes go on, with uWebSockets.js's warning.
      socket.on('error', () => {})
    }
  }

  /** Calls `upgrade` where what it writes is not corked. */
  hold(upgrade: () => void): void {
    if (this.response === null) upgrade()
    else this.response.cork(upgrade)
  }
}

/** Addresses to listen on that are none to connect to, everywhere. */
const ANY: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
