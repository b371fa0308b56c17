/** One client's WebSocket as its handlers see it. */
import type { LocalContext } from '../authoring/index.ts'
import type { MessageIssue, SocketConnection } from '../socket.ts'
import type { AbortReason, SocketLink, SocketListener } from '../transport/index.ts'
import { MALFORMED, parseJson } from './body.ts'
import { isPromise } from './later.ts'
import { log } from './logger.ts'
import type { SocketEndpoint } from './socket-endpoint.ts'

/** What was checked before the upgrade. */
export interface Opened {
  readonly params?: object
  readonly query?: object
  readonly headers?: object
  readonly cookies?: object
  readonly data?: unknown
}

/** Of a local context that lives as long as its socket. */
export type EndContext = (reason: AbortReason) => void

const NOTHING = Object.freeze({})
/** RFC 6455 section 7.4.1, and the statuses that were registered since. */
const GOING_AWAY = 1001
const UNSUPPORTED_DATA = 1003
const NOT_CONSISTENT = 1007
const POLICY_VIOLATION = 1008
const INTERNAL_ERROR = 1011

export class Connection implements SocketConnection<unknown, {}, unknown>, SocketListener {
  readonly params: any
  readonly query: any
  readonly headers: any
  readonly cookies: any
  readonly protocol: string
  data: any
  isOpen = false
  readonly #endpoint: SocketEndpoint
  readonly #lctx: LocalContext | undefined
  readonly #endContext: EndContext | null
  #link: SocketLink | null = null
  /** Messages that are being dealt with, and the end. */
  #running = 0
  #closed: readonly [code: number, reason: string] | null = null

  constructor(
    endpoint: SocketEndpoint,
    protocol: string,
    opened: Opened,
    lctx: LocalContext | undefined,
    endContext: EndContext | null,
  ) {
    this.params = opened.params ?? NOTHING
    this.query = opened.query ?? NOTHING
    this.headers = opened.headers ?? NOTHING
    this.cookies = opened.cookies ?? NOTHING
    this.data = opened.data
    this.protocol = protocol
    this.#endpoint = endpoint
    this.#lctx = lctx
    this.#endContext = endContext
  }

  get bufferedAmount(): number {
    return this.#link?.bufferedAmount ?? 0
  }

  send(message: unknown): boolean {
    const data = this.#endpoint.encode(message)
    if (!this.isOpen || !this.#link!.send(data)) return false
    this.#endpoint.messagesOut++
    return true
  }

  subscribe(topic: string): void {
    if (this.isOpen) this.#link!.subscribe(this.#endpoint.topics + topic)
  }

  unsubscribe(topic: string): void {
    if (this.isOpen) this.#link!.unsubscribe(this.#endpoint.topics + topic)
  }

  isSubscribed(topic: string): boolean {
    return this.isOpen && this.#link!.isSubscribed(this.#endpoint.topics + topic)
  }

  publish(topic: string, message: unknown): void {
    const data = this.#endpoint.encode(message)
    if (!this.isOpen) return
    this.#endpoint.messagesOut += this.#link!.publish(this.#endpoint.topics + topic, data)
  }

  close(code = 1000, reason = ''): void {
    if (!isSent(code)) throw new RangeError(`${String(code)} is not a code that a WebSocket may be closed with`)
    if (Buffer.byteLength(reason) > 123) throw new RangeError('the reason for closing a WebSocket has more than 123 bytes')
    this.#close(code, reason)
  }

  terminate(): void {
    this.isOpen = false
    this.#link?.terminate()
  }

  /** The shim's: closes it as soon as what it is doing is done. */
  goAway(): void {
    if (this.#running === 0) this.#close(GOING_AWAY, '')
  }

  /** The shim's: a shutdown waits no longer. */
  breakOff(): void {
    this.#endContext?.('shutdown')
    this.terminate()
  }

  #close(code: number, reason: string): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#closed = [code, reason]
    this.#link!.close(code, reason)
  }

  // What the transport tells -----------------------------------------------------------------------------------------

  opened(link: SocketLink): void {
    const { connections, handlers, gctx, isLeaving } = this.#endpoint
    this.#link = link
    this.isOpen = true
    connections.add(this)
    if (isLeaving) return this.goAway()
    if (handlers.open !== undefined) {
      try {
        this.#watch(handlers.open(this, gctx, this.#lctx!))
      } catch (error) {
        this.#failed(error)
      }
    }
  }

  text(text: string): void {
    if (!this.#admits()) return
    try {
      this.#wait(this.#takeText(text))
    } catch (error) {
      this.#failed(error)
    }
  }

  bytes(bytes: Uint8Array): void {
    const { bytes: areTaken, handlers, gctx } = this.#endpoint
    if (!this.#admits()) return
    if (!areTaken) return this.#close(UNSUPPORTED_DATA, 'unsupported_data')
    try {
      this.#wait(handlers.message?.(this, bytes, gctx, this.#lctx!))
    } catch (error) {
      this.#failed(error)
    }
  }

  drained(): void {
    const { handlers, gctx } = this.#endpoint
    if (!this.isOpen || handlers.drain === undefined) return
    try {
      this.#watch(handlers.drain(this, gctx, this.#lctx!))
    } catch (error) {
      this.#failed(error)
    }
  }

  closed(code: number, reason: string): void {
    // The client went away before it was told that the socket is open.
    if (this.#link === null) return this.#endContext?.('client')
    this.isOpen = false
    this.#link = null
    this.#endpoint.closes(this)
    this.#running++
    const [said, why] = this.#closed ?? [code, reason]
    // Where the transport tells it in the call that closes, the handler that closed it goes on first.
    queueMicrotask(() => this.#tellClosed(said, why))
  }

  #tellClosed(code: number, reason: string): void {
    const { handlers, gctx } = this.#endpoint
    try {
      this.#wait(handlers.close?.(this, code, reason, gctx, this.#lctx!))
    } catch (error) {
      this.#failed(error)
    }
    this.#endContext?.('client')
    this.#ended()
  }

  // Handlers ---------------------------------------------------------------------------------------------------------

  /** Whether a message is still looked at. */
  #admits(): boolean {
    if (!this.isOpen || this.#endpoint.isLeaving) return false
    this.#endpoint.messagesIn++
    return true
  }

  /** Gives what the handler gives. */
  #takeText(text: string): unknown {
    const { text: messages, handlers, gctx } = this.#endpoint
    if (messages === null) return this.#close(UNSUPPORTED_DATA, 'unsupported_data')
    const value = messages.isJson ? (text === '' ? MALFORMED : parseJson(text)) : text
    if (value === MALFORMED) return this.#refuse(NOT_CONSISTENT, 'malformed_json', NO_JSON)
    if (!messages.is(value)) return this.#refuse(POLICY_VIOLATION, 'invalid_message', () => messages.explain(value))
    return handlers.message?.(this, messages.read === undefined ? value : messages.read(value), gctx, this.#lctx!)
  }

  #refuse(code: number, reason: string, issues: () => readonly MessageIssue[]): unknown {
    const { handlers, gctx } = this.#endpoint
    return handlers.invalid === undefined ? this.#close(code, reason) : handlers.invalid(this, issues(), gctx, this.#lctx!)
  }

  /** Of handlers that may go on for as long as the socket is open. */
  #watch(result: unknown): void {
    if (isPromise(result)) result.then(undefined, (error: unknown) => this.#failed(error))
  }

  /** Of handlers that a shutdown waits for. */
  #wait(result: unknown): void {
    if (!isPromise(result)) return
    this.#running++
    result.then(
      () => this.#ended(),
      (error: unknown) => {
        this.#failed(error)
        this.#ended()
      },
    )
  }

  #ended(): void {
    if (--this.#running > 0) return
    if (this.#link === null) this.#endpoint.left()
    else if (this.#endpoint.isLeaving) this.goAway()
  }

  #failed(error: unknown): void {
    const { handlers, gctx } = this.#endpoint
    if (handlers.error === undefined) return this.#giveUp(error)
    try {
      const result = handlers.error(this, error, gctx, this.#lctx!)
      if (isPromise(result)) result.then(undefined, (failure: unknown) => this.#giveUp(failure))
    } catch (failure) {
      this.#giveUp(failure)
    }
  }

  #giveUp(error: unknown): void {
    const requestId = this.#lctx?.requestId
    log.error('a socket handler failed', { socket: this.#endpoint.id, ...(requestId !== undefined && { requestId }), error })
    this.#close(INTERNAL_ERROR, 'internal_error')
  }
}

const NO_JSON = (): readonly MessageIssue[] => [{ pointer: '', expected: 'JSON', received: undefined }]

/** 1004 to 1006 and 1015 are for what was not said. */
const isSent = (code: number): boolean =>
  Number.isInteger(code) && ((code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999))
