/** One connection of a channel, from its first word to its last. */
import type { ChannelFailure, WebSocketLike } from './contract.ts'

/** How a connection ended; without a status all was said. */
export interface Ending {
  readonly code: number
  readonly reason: string
  readonly status?: ChannelFailure
  readonly cause?: unknown
}

/** Nobody said why. */
export const LOST = { code: 1006, reason: '' } as const
/** Codes that say that all was said; 1005 is none. RFC 6455 section 7.4.1. */
const DONE: ReadonlySet<number> = new Set([1000, 1005])

export interface Hearer {
  opened(socket: WebSocketLike): void
  /** Gives how the connection is to end, where it is to. */
  heard(data: string | Uint8Array): Ending | undefined
  /** How it ends when the signal says so. */
  abandoned(): Ending
}

/** Ends at the latest with the signal, whatever the other side does. */
export async function converse(
  opening: WebSocketLike | Promise<WebSocketLike>,
  signal: AbortSignal,
  hearer: Hearer,
): Promise<Ending> {
  const given = Promise.resolve(opening)
  let socket: WebSocketLike | undefined
  try {
    socket = await Promise.race([given, ended(signal)])
  } catch (cause) {
    return { ...LOST, status: 'network', cause }
  }
  if (socket !== undefined) return conversation(socket, signal, hearer)
  given.then(hangUp, () => {})
  return hearer.abandoned()
}

function conversation(socket: WebSocketLike, signal: AbortSignal, hearer: Hearer): Promise<Ending> {
  return new Promise((resolve) => {
    let cause: unknown
    const end = (ending: Ending) => {
      signal.removeEventListener('abort', abandon)
      socket.onopen = socket.onmessage = socket.onclose = null
      resolve(ending)
    }
    const abandon = () => {
      end(hearer.abandoned())
      hangUp(socket)
    }
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => hearer.opened(socket)
    socket.onmessage = ({ data }) => {
      const ending = hearer.heard(typeof data === 'string' ? data : new Uint8Array(data))
      if (ending === undefined) return
      end(ending)
      socket.close(ending.code, ending.reason)
    }
    socket.onerror = (event) => {
      cause = event.error ?? event.message
    }
    socket.onclose = ({ code: said, reason }) => {
      const code: number = said || LOST.code // Deno says 0.
      if (DONE.has(code)) end({ code, reason })
      else end({ code, reason, status: code === LOST.code ? 'network' : 'closed', cause })
    }
    signal.addEventListener('abort', abandon)
    if (signal.aborted) abandon()
  })
}

const ended = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    const end = () => resolve(undefined)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

/** Some platforms throw an error that nobody hears: closing what is not open yet is one. */
function hangUp(socket: WebSocketLike): void {
  socket.onerror = () => {}
  socket.close(1000)
}
