/** What all sockets of one path have in common: how their messages are read and written, their handlers, and who is there. */
import type { GlobalContext } from '../authoring/index.ts'
import type { OpenSockets, SocketHandlers } from '../socket.ts'
import type { Issue } from '../wire/index.ts'
import { labelText } from './exposition.ts'
import { type HandshakeRules, handshakeRules, type Origins } from './handshake.ts'
import type { Connection } from './socket-connection.ts'

/** How text frames become messages. */
export interface TextMessages {
  /** Else the text is the message. */
  readonly isJson: boolean
  readonly is: (value: unknown) => boolean
  readonly explain: (value: unknown) => Issue[]
  /** Absent: the value is what was sent. */
  readonly read?: (value: unknown) => unknown
}

/** As emitted. */
export interface SocketContract {
  /** `WS /rooms/:id` */
  readonly id: string
  readonly handlers: SocketHandlers<any, any, any, any>
  /** Absent: clients send no text. */
  readonly text?: TextMessages
  /** Whether they send bytes. */
  readonly bytes: boolean
  /** Absent: what is sent is text or bytes as it is. */
  readonly stringify?: (message: any) => string | undefined
  readonly maxPayloadLength: number
  readonly protocols?: readonly string[]
  readonly origins: Origins
  /** As trusted proxies tell it; absent: none are. */
  readonly hostOf?: HandshakeRules['hostOf']
}

export class SocketEndpoint implements OpenSockets<unknown> {
  readonly id: string
  readonly handlers: SocketContract['handlers']
  readonly text: TextMessages | null
  readonly bytes: boolean
  readonly maxPayloadLength: number
  readonly rules: HandshakeRules
  readonly connections = new Set<Connection>()
  /** Goes before its topics: those of other paths may have the same names. */
  readonly topics: string
  messagesIn = 0
  messagesOut = 0
  isLeaving = false
  readonly gctx: GlobalContext
  readonly #stringify: ((message: any) => string | undefined) | null
  /** Closed, but not done with. */
  #ending = 0
  #left: (() => void) | null = null
  #publish: (topic: string, data: string | Uint8Array) => number = () => 0

  constructor(gctx: GlobalContext, contract: SocketContract) {
    this.id = contract.id
    this.handlers = contract.handlers
    this.text = contract.text ?? null
    this.bytes = contract.bytes
    this.maxPayloadLength = contract.maxPayloadLength
    this.rules = handshakeRules(contract.origins, contract.protocols, contract.hostOf)
    this.topics = `${contract.id} `
    this.gctx = gctx
    this.#stringify = contract.stringify ?? null
  }

  get size(): number {
    return this.connections.size
  }

  publish(topic: string, message: unknown): void {
    this.messagesOut += this.#publish(this.topics + topic, this.encode(message))
  }

  /** Only what the contract declares leaves. */
  encode(message: unknown): string | Uint8Array {
    if (message instanceof Uint8Array) return message
    const text = this.#stringify === null ? message : this.#stringify(message)
    if (typeof text !== 'string') throw new TypeError(`a message of ${this.id} has no form that could be sent`)
    return text
  }

  // The shim's -------------------------------------------------------------------------------------------------------

  publishWith(publish: (topic: string, data: string | Uint8Array) => number): void {
    this.#publish = publish
  }

  /** Those that a shutdown waits for. */
  get pending(): number {
    return this.connections.size + this.#ending
  }

  closes(connection: Connection): void {
    // One that was broken off before it was opened was never there.
    this.connections.delete(connection)
    this.#ending++
  }

  left(): void {
    this.#ending--
    this.#left?.()
  }

  goAway(left: () => void): void {
    this.isLeaving = true
    this.#left = left
    for (const connection of this.connections) connection.goAway()
  }

  *metrics(): Generator<readonly [name: string, labels: string, value: number]> {
    const labels = { route: this.id.slice(3) }
    yield ['gati_websocket_connections', labelText(labels), this.size]
    yield ['gati_websocket_messages_total', labelText({ ...labels, direction: 'in' }), this.messagesIn]
    yield ['gati_websocket_messages_total', labelText({ ...labels, direction: 'out' }), this.messagesOut]
  }
}
