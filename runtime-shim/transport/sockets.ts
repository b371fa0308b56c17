/**
 * What is between the network and an app's WebSockets, the same on every transport. A request that asks for one is an {@link Exchange}
 * that can be accepted instead of answered:
 *
 *   exchange.accept(protocol, headers, listener, maxPayloadLength)   ->   101, then listener.opened(link), text, bytes, ..., closed
 */
import type { AbortReason, Exchange, HeaderList } from './exchange.ts'
import type { NodeServer } from './node/server.ts'
import type { UwsServer } from './uws/server.ts'

/** What an upgrade can do beyond what requests can. */
export interface Upgrading {
  /** Opens the socket in place of an answer. After the client went away it does nothing. */
  accept(protocol: string, headers: HeaderList | null, listener: SocketListener, maxPayloadLength: number): void
  /** What was given to `onAbort`: the owner of the socket calls it when that is closed. */
  takeAbortListener(): ((reason: AbortReason) => void) | null
}

export type UpgradeExchange = Exchange & Upgrading

export const isUpgrade = (exchange: Exchange): exchange is UpgradeExchange => 'accept' in exchange

/** One open WebSocket. Once it is closed, calling it does nothing. */
export interface SocketLink {
  /** Bytes that wait for the client to take them. */
  readonly bufferedAmount: number
  /** A string as a text frame, bytes as a binary one. False: left out, for the client is behind by more than the limit, or gone. */
  send(data: string | Uint8Array): boolean
  subscribe(topic: string): void
  unsubscribe(topic: string): void
  isSubscribed(topic: string): boolean
  /** To all others that subscribed to the topic. Gives how many. */
  publish(topic: string, data: string | Uint8Array): number
  /** Says goodbye, once. What is sent after it goes nowhere. */
  close(code: number, reason: string): void
  terminate(): void
}

/** The app's side. Never throws. */
export interface SocketListener {
  opened(link: SocketLink): void
  text(text: string): void
  /** Memory that stays as it is. */
  bytes(bytes: Uint8Array): void
  /** A client that was behind has caught up. */
  drained(): void
  /** Called once, also where the client went away before it was opened. 1005: the client gave no code; 1006: the connection was lost. */
  closed(code: number, reason: string): void
}

/** What an app that has sockets gives to a transport. Only its server carries what opens them. */
export interface SocketSupport {
  /** Bytes of a message, of whichever socket takes the most. */
  readonly maxPayloadLength: number
  /** Milliseconds; 0: never. */
  readonly idleTimeout: number
  /** Bytes. */
  readonly backpressureLimit: number
  readonly closeOnBackpressureLimit: boolean
  /** Sees to upgrades on a server, of a transport that the app may run on. */
  readonly node?: ((server: NodeServer, support: SocketSupport) => void) | undefined
  readonly uws?: ((server: UwsServer, support: SocketSupport) => void) | undefined
  /** Set by the transport: to all sockets that subscribed to the topic. Gives how many. */
  publish: (topic: string, data: string | Uint8Array) => number
  /** How many are open. */
  readonly size: number
  /** Closes all of them with 1001, each when its messages have been dealt with; later ones at once. `left` is called as they go. */
  goAway(left: () => void): void
  /** Breaks off what is still there. */
  abort(): void
}

const KEY = /^[+/\dA-Za-z]{22}==$/

/** Whether a GET asks for a WebSocket, by RFC 6455 section 4.1; its version may still be one that is not spoken. */
export const isHandshake = (header: (name: string) => string): boolean =>
  KEY.test(header('sec-websocket-key')) && lists(header('upgrade'), 'websocket') && lists(header('connection'), 'upgrade')

/** Most clients name nothing else. */
const lists = (field: string, token: string): boolean =>
  field.length === token.length
    ? field.toLowerCase() === token
    : field.split(',').some((item) => item.trim().toLowerCase() === token)

/** Milliseconds before the end of the idle time at which a client is pinged: 4, 8 or 16 seconds, as uWebSockets.js has it. */
export function pingMargin(idleTimeout: number): number {
  let margin = 4_000
  while (idleTimeout - margin * 2 >= margin * 2 && margin < 16_000) margin *= 2
  return margin
}
