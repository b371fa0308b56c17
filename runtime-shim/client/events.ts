import type { Sent } from './call.ts'
import type { Outgoing } from './contract.ts'
import { pause } from './retry.ts'

/** Readers of data, by the name of their events. */
export type DataReaders = Readonly<Record<string, ((data: any) => unknown) | undefined>>

interface Received {
  readonly event: string
  readonly data: unknown
  readonly id?: string
}

/** Milliseconds until the first try to connect again, where the server says nothing else, and the most that later ones wait. */
const FIRST = 1000
const LONGEST = 30_000

/**
 * WHATWG server-sent events, as an iterable that connects again when its connection ends, saying the last `id` that it has seen. An
 * answer that is not 200, such as 204, ends it.
 */
export const events =
  (readers: DataReaders) =>
  (response: Response, sent: Sent): AsyncIterable<Received> =>
    received(response, sent, readers)

async function* received(
  first: Response,
  { request, send, options }: Sent,
  readers: DataReaders,
): AsyncGenerator<Received, undefined> {
  const state = { id: '', wait: FIRST }
  let failures = 0
  for (let response: Response | undefined = first; ; response = await again(send, withId(request, state.id))) {
    if (response !== undefined && !isEvents(response)) return
    try {
      if (response !== undefined)
        for await (const event of parsed(response.body ?? new Blob([]).stream(), state)) {
          failures = 0
          const read = readers[event.event] ?? readers['message']
          const json: unknown = JSON.parse(event.data)
          yield { event: event.event, data: read === undefined ? json : read(json), ...(state.id !== '' && { id: state.id }) }
        }
    } catch (error) {
      if (error instanceof SyntaxError || request.signal.aborted) throw error
    }
    if (options.reconnect === false) return
    await pause(Math.min(LONGEST, state.wait * 2 ** failures++), request.signal)
  }
}

const isEvents = ({ status, headers }: Response): boolean =>
  status === 200 && headers.get('content-type')?.startsWith('text/event-stream') === true

async function again(send: Sent['send'], request: Outgoing): Promise<Response | undefined> {
  try {
    return await send(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    return undefined // Nobody there at the moment.
  }
}

function withId(request: Outgoing, id: string): Outgoing {
  const headers = new Headers(request.headers)
  if (id !== '') headers.set('last-event-id', id)
  return { ...request, headers }
}

interface State {
  id: string
  wait: number
}

async function* parsed(body: ReadableStream<Uint8Array>, state: State): AsyncGenerator<{ event: string; data: string }> {
  let event = ''
  let data: string[] = []
  for await (const line of lines(body)) {
    if (line === '') {
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n') }
      event = ''
      data = []
    }
    const [, field, value = ''] = /^([^:]+)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id' && !value.includes('\0')) state.id = value
    else if (field === 'retry' && /^\d+$/.test(value)) state.wait = Number(value)
  }
}

/** Ends of lines are CR, LF or both. The stream is given up when the iteration is. */
async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = (body as ReadableStream<any>).pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const parts = (rest + value).split(/\r\n|\n|\r(?!$)/)
      rest = parts.pop()!
      yield* parts
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}
