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
  (requested) => ({ reason: askedFor('node', requested), transport: nodeHttp(parts) })

export const uwsTransport =
  (...parts: readonly ExchangePart[]): ChooseTransport =>
  (requested, directory) => ({ reason: askedFor('uws', requested), transport: uws(parts, directory) })

const TITLES = { uws: 'uWebSockets.js', node: 'node:http' }

function askedFor(name: 'uws' | 'node', requested: TransportName = name): string {
  if (requested !== name && requested !== 'auto')
    throw new Error(
      `GATI_TRANSPORT=${requested}: this server was built for ${TITLES[name]} alone; build it with transport: 'auto' for both`,
    )
  return `${TITLES[name]} was asked for`
}

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
