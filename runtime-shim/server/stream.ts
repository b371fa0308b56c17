/**
 * Answers whose body is made while it is sent: what an async iterable or a ReadableStream gives, no faster than the client takes it.
 * The iterable is ended (`return()`) when the client goes away. What it throws before its first piece is answered like any error;
 * after it the connection is broken off, so that nobody takes a part for the whole.
 */
import type { StreamSource } from '../authoring/index.ts'
import type { AnswerStream, Exchange } from '../transport/index.ts'
import { fail } from './fail.ts'
import { hidden, log } from './logger.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'

type Chunk = string | Uint8Array

export function sendStream(exchange: Exchange, res: Res, contentType: string): void {
  // A handler may return what it streams: then it was settled as a value.
  if ((res.content !== 'stream' && res.content !== 'json') || !isSource(res.body)) throw new UndeclaredReply(res)
  const chunks = iteratorOf(res.body)
  const out = exchange.stream(res.statusCode, res.headerList, res.contentType ?? contentType, null)
  if (out === null) release(chunks)
  else pump(exchange, out, chunks, res)
}

/** 200 with what a handler returned, where no `Res` is needed. */
export function answerStream(exchange: Exchange, source: unknown, contentType: string): void {
  if (!isSource(source)) throw new TypeError('the handler answered with a value that cannot be streamed')
  const chunks = iteratorOf(source)
  const out = exchange.stream(200, null, contentType, null)
  if (out === null) release(chunks)
  else pump(exchange, out, chunks, null)
}

const isSource = (value: unknown): value is StreamSource =>
  typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || value instanceof ReadableStream)

function iteratorOf(source: StreamSource): AsyncIterator<Chunk> {
  if (!(source instanceof ReadableStream)) return source[Symbol.asyncIterator]()
  // Its own iterator ends only when the piece that is waited for has come.
  const reader = (source as ReadableStream<Chunk>).getReader()
  return {
    next: () => reader.read() as Promise<IteratorResult<Chunk>>,
    return: async () => {
      await reader.cancel()
      return { done: true, value: undefined }
    },
  }
}

/**
 * Sends what `chunks` gives. The function that is given back ends it early, and cleanly. `recycle` gets the pieces of which the
 * memory is free again.
 */
export function pump(
  exchange: Exchange,
  out: AnswerStream,
  chunks: AsyncIterator<Chunk>,
  res: Res | null,
  recycle?: (piece: Chunk) => void,
): () => void {
  let over = false
  let wake: (() => void) | undefined
  const stop = (): void => {
    if (over) return
    over = true
    wake?.()
    release(chunks)
  }
  out.onDrain(() => wake?.())
  out.onClose(stop)
  const run = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await chunks.next()
      if (over) return
      if (done) break
      if (typeof value !== 'string' && !(value instanceof Uint8Array))
        throw new TypeError('a piece of a stream is neither text nor bytes')
      if (out.write(value, recycle && (() => recycle(value)))) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      if (over) return
    }
    over = true
    out.end()
  }
  run().catch((error: unknown) => {
    const wasOver = over
    stop()
    breakOff(exchange, out, error, res, wasOver)
  })
  return () => {
    stop()
    out.end()
  }
}

function breakOff(exchange: Exchange, out: AnswerStream, error: unknown, res: Res | null, wasOver: boolean): void {
  const fields = { method: exchange.method, path: hidden.path(exchange), error }
  if (wasOver) return log.debug('a stream failed after its end', fields)
  if (out.withdraw()) return fail(exchange, error, res)
  const context = exchange.context as { failed(error: unknown): void; readonly requestId: string } | null
  context?.failed(error)
  log.error('an answer broke off', context === null ? fields : { ...fields, requestId: context.requestId })
  out.abort()
}

/** What is left of it is not wanted. */
export function release(chunks: AsyncIterator<unknown>): void {
  const ended = chunks.return?.()
  ended?.then(undefined, (error: unknown) => log.warn('a stream failed when it was ended', { error }))
}
