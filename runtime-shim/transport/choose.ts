/**
 * uWebSockets.js or node:http: which of them serves, and why. A server has what its configuration lets it choose from, with the parts
 * that its app needs:
 *
 *   autoTransport(uwsTransport(uwsBodies), nodeTransport(nodeBodies))
 */
import type { ExchangePart, Transport } from './exchange.ts'
import { nodeHttp } from './node/index.ts'
import { uws } from './uws/index.ts'

export type TransportName = 'auto' | 'uws' | 'node'

export interface Choice {
  readonly transport: Transport
  /** One line for the log: `uWebSockets.js cannot load here: ...`. */
  readonly reason: string
}

/** `requested`: what GATI_TRANSPORT says, if anything. Throws, in one line, where that cannot be had. */
export type ChooseTransport = (requested: TransportName | undefined, directory: string) => Choice

export const nodeTransport =
  (...parts: readonly ExchangePart[]): ChooseTransport =>
  (requested) => {
    if (requested === 'uws') throw new Error(`GATI_TRANSPORT=uws: this server was built for node:http alone; ${REBUILD}`)
    return { transport: nodeHttp(parts), reason: 'node:http was asked for' }
  }

export const uwsTransport =
  (...parts: readonly ExchangePart[]): ChooseTransport =>
  (requested, directory) => {
    if (requested === 'node') throw new Error(`GATI_TRANSPORT=node: this server was built for uWebSockets.js alone; ${REBUILD}`)
    return { transport: uws(parts, directory), reason: 'uWebSockets.js was asked for' }
  }

const REBUILD = "build it with transport: 'auto' for both"

/** uWebSockets.js where a sound build lies beside the server and loads, else node:http. */
export const autoTransport =
  (uwsTransport: ChooseTransport, nodeTransport: ChooseTransport): ChooseTransport =>
  (requested, directory) => {
    if (requested === 'node') return nodeTransport(requested, directory)
    try {
      const { transport, reason } = uwsTransport(requested, directory)
      return { transport, reason: requested === 'uws' ? reason : 'uWebSockets.js loads' }
    } catch (error) {
      const { message } = error as Error
      if (requested === 'uws')
        throw new Error(`GATI_TRANSPORT=uws: ${message}; use auto or node, which serve with node:http here`)
      return { transport: nodeTransport(requested, directory).transport, reason: message }
    }
  }
