/**
 * Server-sent events as the HTML standard defines them (`text/event-stream`):
 *
 *   { event: 'price', id: '7', data: { sku: 'a', price: 3 } }   ->   event: price\nid: 7\ndata: {"sku":"a","price":3}\n\n
 */
import type { EventStreamOptions, ServerSentEvent } from '../authoring/index.ts'
import type { Exchange, HeaderList } from '../transport/index.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'
import { pump, release } from './stream.ts'

/** Milliseconds of silence after which a comment is sent: proxies drop connections that are idle for about a minute. */
const HEARTBEAT = 15_000

export interface EventSource {
  readonly events: AsyncIterable<ServerSentEvent>
  readonly options: EventStreamOptions
}

/** `data` gives the JSON of an event's data, by its name. */
export function sendEvents(exchange: Exchange, res: Res, data: (event: any) => string | undefined): void {
  if (res.content !== 'events') throw new UndeclaredReply(res)
  const { events, options } = res.body as EventSource
  const iterator = events[Symbol.asyncIterator]()
  const out = exchange.stream(res.statusCode, headersOf(res), 'text/event-stream', null)
  if (out === null) return release(iterator)
  // The first bytes tell the client that it is connected.
  out.write(options.retry === undefined ? ':\n\n' : `retry: ${wholeNumber(options.retry)}\n\n`)
  let timer: NodeJS.Timeout | undefined
  const beat = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (out.write(':\n\n')) beat()
    }, options.heartbeat ?? HEARTBEAT)
    timer.unref()
  }
  const texts: AsyncIterator<string> = {
    async next() {
      beat()
      const result = await iterator.next()
      clearTimeout(timer)
      return result.done === true ? { done: true, value: undefined } : { done: false, value: eventText(result.value, data) }
    },
    async return() {
      clearTimeout(timer)
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
  // Clients connect again, to whoever serves then.
  out.onShutdown(pump(exchange, out, texts, res))
}

function headersOf({ headerList }: Res): HeaderList {
  const headers = headerList ?? []
  const own = headers.includes('cache-control') ? [] : ['cache-control', 'no-cache']
  return [...headers, ...own, 'x-accel-buffering', 'no']
}

export function eventText(event: ServerSentEvent, data: (event: any) => string | undefined): string {
  const json = data(event)
  if (json === undefined) throw new TypeError('the data of an event has no JSON form')
  const name = event.event === undefined ? '' : `event: ${line('name', event.event)}\n`
  const id = event.id === undefined ? '' : `id: ${line('id', String(event.id))}\n`
  const retry = event.retry === undefined ? '' : `retry: ${wholeNumber(event.retry)}\n`
  return `${name}${id}${retry}data: ${json}\n\n`
}

function line(what: string, text: string): string {
  if (/[\r\n\0]/.test(text)) throw new TypeError(`the ${what} of an event has a line end in it`)
  return text
}

function wholeNumber(milliseconds: number): number {
  if (!Number.isInteger(milliseconds) || milliseconds < 0) throw new RangeError(`${milliseconds} is not a time to retry after`)
  return milliseconds
}
