/** WebSockets as channels of messages: iterables that connect again where that is asked for. */
import { converse, type Ending, LOST } from './connection.ts'
import type { Channel, ChannelClose, ChannelFailure, ChannelOptions, ClientOptions, WebSocketLike } from './contract.ts'
import { inbox } from './inbox.ts'
import { pause } from './retry.ts'
import { type Handshake, openWebSocket } from './web-socket.ts'

/** A channel as an emitted function describes it. */
export interface ChannelDescription extends Handshake {
  /** Text of a message that is not bytes; absent: it is the text. */
  readonly write?: (message: any) => string | undefined
  /** The message of a text; absent: it is the message. */
  readonly read?: (text: string) => unknown
}

const SAID: Readonly<Record<ChannelFailure, string>> = {
  network: 'got no connection, or lost it',
  timeout: 'was not opened in time',
  aborted: 'was ended by its signal',
  invalid: 'cannot be asked for like this',
  closed: 'was closed by the server',
  unexpected: 'got a message that is not what it declares',
  overflow: 'got more messages than were taken',
}

/** Why a channel ended before all was said. */
export class ChannelError extends Error {
  readonly status: ChannelFailure
  readonly code: number
  readonly reason: string
  constructor(route: string, status: ChannelFailure, { code, reason, cause }: Ending) {
    const said = cause instanceof Error ? cause.message : reason
    super(`${route} ${SAID[status]}${said && `: ${said}`}`, { cause })
    this.name = 'ChannelError'
    this.status = status
    this.code = code
    this.reason = reason
  }
}

/** The server is gone or in trouble, and may come back: RFC 6455 section 7.4.1, and what was registered since. */
const PASSING: ReadonlySet<number> = new Set([1001, 1006, 1011, 1012, 1013, 1014])
/** Milliseconds after which a connection was one: what follows it is a first try. */
const LASTING = 5000

type AnyChannel = Channel<unknown, unknown>

/** `route`: `WS /rooms/:id`. `describe` may throw: what cannot be sent is `invalid`. */
export function channel(
  client: ClientOptions,
  options: ChannelOptions = {},
  route: string,
  describe: () => ChannelDescription,
): AnyChannel {
  const received = inbox()
  const aborter = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, aborter.signal]) : aborter.signal
  let state: AnyChannel['state'] = 'connecting'
  let connected: { readonly socket: WebSocketLike; readonly write: ChannelDescription['write'] } | undefined
  let goodbye: Ending | undefined
  let settleOpened: (channel: AnyChannel) => void = () => {}

  /** How it ends where the caller, or the time, ends it. */
  const abandoned = (): Ending =>
    options.signal?.aborted
      ? { ...LOST, status: 'aborted', cause: options.signal.reason }
      : (goodbye ?? { ...LOST, status: 'timeout' })

  async function connection(): Promise<Ending> {
    const late = new AbortController()
    const timeout = options.timeout ?? client.timeout
    const timer = timeout === undefined ? undefined : setTimeout(() => late.abort(), timeout)
    try {
      const { read, write, ...handshake } = describe()
      return await converse(openWebSocket(client, options, handshake), AbortSignal.any([signal, late.signal]), {
        opened: (socket) => {
          clearTimeout(timer)
          connected = { socket, write }
          state = 'open'
          settleOpened(self)
          received.tell('open', undefined)
        },
        heard: (data) => received.take(data, read),
        abandoned,
      })
    } catch (cause) {
      return { ...LOST, status: 'invalid', cause }
    } finally {
      clearTimeout(timer)
      connected = undefined
    }
  }

  async function life(): Promise<Ending> {
    const { attempts = 10, delay = 500, longest = 30_000 } = typeof options.reconnect === 'object' ? options.reconnect : {}
    for (let failures = 0; ; failures++) {
      const began = Date.now()
      const ending = await connection()
      if (goodbye !== undefined || signal.aborted) return abandoned()
      if (state === 'open' && Date.now() - began > LASTING) failures = 0
      if (!options.reconnect || !isPassing(ending) || failures >= attempts) return ending
      state = 'connecting'
      received.tell('disconnect', closeOf(route, ending))
      const isOver = await pause(Math.random() * Math.min(longest, delay * 2 ** failures), signal).then(
        () => false,
        () => true,
      )
      if (isOver) return abandoned()
    }
  }

  const closed = life().then((ending) => {
    const close = closeOf(route, ending)
    state = 'closed'
    received.end(close.error)
    return close
  })
  const opened = new Promise<AnyChannel>((resolve, reject) => {
    settleOpened = resolve
    closed.then((close) => reject(close.error ?? new ChannelError(route, 'closed', close)))
  })
  // Who does not wait for it is told by the end.
  opened.catch(() => {})
  closed.then((close) => received.tell('close', close))

  const self: AnyChannel = {
    opened,
    closed,
    get state() {
      return state
    },
    get protocol() {
      return connected?.socket.protocol ?? ''
    },
    get bufferedAmount() {
      return connected?.socket.bufferedAmount ?? 0
    },
    send(message) {
      if (state !== 'open' || connected === undefined) return false
      const { socket, write } = connected
      const data = message instanceof Uint8Array || write === undefined ? message : write(message)
      if (typeof data !== 'string' && !(data instanceof Uint8Array))
        throw new TypeError(`${route} has no message ${String(message)}`)
      socket.send(data)
      return true
    },
    close(code = 1000, reason = '') {
      if (code !== 1000 && !(code >= 3000 && code <= 4999)) throw new RangeError(`${code} is not a code to close a channel with`)
      if (state === 'closed') return
      // Where there is a connection, it ends when the other side has said goodbye as well.
      if (connected) connected.socket.close(code, reason)
      goodbye = { code, reason }
      state = 'closed'
      if (!connected) aborter.abort()
    },
    on: received.on,
    [Symbol.asyncIterator]: () => received.iterate(() => self.close()),
  }
  return self
}

const isPassing = ({ status, code }: Ending): boolean =>
  status === 'network' || status === 'timeout' || (status === 'closed' && PASSING.has(code))

function closeOf(route: string, ending: Ending): ChannelClose {
  const { status, code, reason } = ending
  return { code, reason, ...(status && { error: new ChannelError(route, status, ending) }) }
}
