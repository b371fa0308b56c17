/**
 * The listening socket of `gatic watch`, which stays open whatever becomes of the servers behind it. Each connection goes to the
 * version that serves; while there is none yet it waits, and where there can be none it is told why.
 */
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

export interface Receiver {
  connection(socket: Socket): void
}

export interface FrontDoor {
  /** Listens there instead of where it did; rejects with the system's error, and goes on as before. */
  listen(address: Address): Promise<Address>
  /** Where connections go: to a server, into the waiting room, or to the page that says what is wrong. */
  lead(to: Receiver | 'wait' | { readonly page: string }): void
  /** A connection that a server gave back. */
  connection(socket: Socket): void
  close(): void
}

export interface Address {
  readonly host: string
  readonly port: number
}

export function frontDoor(): FrontDoor {
  const waiting: Socket[] = []
  let target: Parameters<FrontDoor['lead']>[0] = 'wait'
  let listener: { readonly asked: Address; readonly server: Server } | undefined
  const answering = createHttpServer((request, response) => {
    const text = typeof target === 'object' && 'page' in target ? target.page : ''
    const isForPage = (request.headers.accept ?? '').includes('text/html')
    const problem = { type: 'about:blank', title: 'Service Unavailable', status: 503, code: 'no_server' }
    response
      .writeHead(isForPage ? 500 : 503, {
        'content-type': isForPage ? 'text/html; charset=utf-8' : 'application/problem+json',
        'cache-control': 'no-store',
        connection: 'close',
      })
      .end(isForPage ? text : JSON.stringify(problem))
  })
  const connection = (socket: Socket): void => {
    if (target === 'wait') return void waiting.push(socket)
    if ('connection' in target) return target.connection(socket)
    answering.emit('connection', socket)
    socket.resume()
  }
  return {
    connection,
    async listen(asked) {
      if (listener?.asked.port === asked.port && listener.asked.host === asked.host) return addressOf(listener.server, asked)
      const server = await listening(asked, connection)
      listener?.server.close()
      listener = { asked, server }
      return addressOf(server, asked)
    },
    lead(to) {
      target = to
      if (to !== 'wait') for (const socket of waiting.splice(0)) connection(socket)
    },
    close() {
      listener?.server.close()
      answering.close()
      for (const socket of waiting.splice(0)) socket.destroy()
    },
  }
}

const addressOf = (server: Server, { host }: Address): Address => ({ host, port: (server.address() as AddressInfo).port })

function listening({ host, port }: Address, connection: (socket: Socket) => void): Promise<Server> {
  // Nothing is read here: what a client sends waits for the process that the connection is sent to.
  const server = createServer({ pauseOnConnect: true, noDelay: true }, connection)
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}
