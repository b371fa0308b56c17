/** What a channel has received: for listeners, for whoever iterates, and until there is one of them for neither. */
import type { Ending } from './connection.ts'
import type { ChannelEvents } from './contract.ts'

type Events = ChannelEvents<unknown>
type Listeners = { readonly [Name in keyof Events]: Set<(event: any) => void> }
type Result = IteratorResult<unknown, undefined>

interface Taker {
  readonly resolve: (result: Result) => void
  readonly reject: (error: Error) => void
}

export interface Inbox {
  /** Gives how the connection is to end, where it is to. */
  take(data: string | Uint8Array, read: ((text: string) => unknown) | undefined): Ending | undefined
  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void
  /** `leave`: what is done when an iteration is left. */
  iterate(leave: () => void): AsyncIterator<unknown, undefined>
  /** What came before is taken first. */
  end(error: Error | undefined): void
}

const MOST_WAITING = 10_000
/** Of the codes that are free for programs. */
const UNREADABLE = { status: 'unexpected', code: 4007, reason: 'unreadable' } as const
const OVERFLOW = { status: 'overflow', code: 4008, reason: 'overflow' } as const

export function inbox(): Inbox {
  const listeners: Listeners = { open: new Set(), message: new Set(), disconnect: new Set(), close: new Set() }
  const takers: Taker[] = []
  let waiting: unknown[] = []
  let isIterated = false
  let over: { readonly error: Error | undefined } | undefined

  const tell: Inbox['tell'] = (name, event) => {
    for (const listener of [...listeners[name]]) {
      try {
        listener(event)
      } catch (error) {
        // The listener's own: it is told to whoever is told of such errors, and the channel goes on.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  const finish = ({ resolve, reject }: Taker) =>
    over?.error === undefined ? resolve({ done: true, value: undefined }) : reject(over.error)
  const put = (message: unknown) => {
    const taker = takers.shift()
    if (taker === undefined) waiting.push(message)
    else taker.resolve({ done: false, value: message })
  }

  return {
    tell,
    take(data, read) {
      let message: unknown = data
      try {
        if (typeof data === 'string' && read !== undefined) message = read(data)
      } catch (cause) {
        return { ...UNREADABLE, cause }
      }
      if (isIterated || listeners.message.size === 0) put(message)
      tell('message', message)
      return waiting.length > MOST_WAITING ? OVERFLOW : undefined
    },
    on(name, listener) {
      listeners[name].add(listener)
      if (name === 'message' && !isIterated) for (const message of waiting.splice(0)) tell('message', message as never)
      return () => void listeners[name].delete(listener)
    },
    iterate(leave) {
      isIterated = true
      return {
        next: () =>
          new Promise((resolve, reject) => {
            if (waiting.length > 0) resolve({ done: false, value: waiting.shift() })
            else if (over === undefined) takers.push({ resolve, reject })
            else finish({ resolve, reject })
          }),
        async return() {
          isIterated = false
          waiting = []
          leave()
          return { done: true, value: undefined }
        },
      }
    },
    end(error) {
      over = { error }
      for (const taker of takers.splice(0)) finish(taker)
    },
  }
}
