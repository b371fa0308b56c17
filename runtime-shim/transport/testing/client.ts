/** A client that sends exactly the bytes it is told, in the packets and at the times it is told, and reads what comes back. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Ends the sending, as `shutdown` does. */
export const FIN: unique symbol = Symbol('FIN')
/** Breaks the connection. */
export const RST: unique symbol = Symbol('RST')
/** Waits for the first answer to be here whole. */
export const ANSWERED: unique symbol = Symbol('ANSWERED')
/** Text (as UTF-8) and bytes are sent as one packet each; a number is a pause in milliseconds. */
export type Step = string | Uint8Array | number | typeof FIN | typeof RST | typeof ANSWERED

export interface Answer {
  readonly status: number
  /** Names in lower case; repeated fields joined with a line end. */
  readonly headers: Readonly<Record<string, string>>
  /** Byte for byte, as Latin-1. */
  readonly body: string
}

export interface Conversation {
  readonly answers: readonly Answer[]
  /** What came after the last whole answer. */
  readonly rest: string
  /** The server ended the connection. */
  readonly closed: boolean
  readonly milliseconds: number
}

export interface TalkOptions {
  /** The conversation is over when so many answers are here and nothing came for `linger` milliseconds; */
  readonly answers?: number
  readonly linger?: number
  /** or when the server closes, or after so many milliseconds. */
  readonly patience?: number
  /** Milliseconds for which nothing is read at first. */
  readonly deafFor?: number
  readonly host?: string
}

export async function talk(port: number, steps: readonly Step[], options: TalkOptions = {}): Promise<Conversation> {
  const { answers: wanted = 1, linger = 60, patience = 8_000, deafFor = 0, host = '127.0.0.1' } = options
  const started = performance.now()
  const methods = requestMethods(steps)
  const socket = connect({ port, host, noDelay: true, allowHalfOpen: true })
  const chunks: string[] = []
  let closed = false
  let firstAnswer = (): void => {}
  const answered = new Promise<void>((resolve) => {
    firstAnswer = resolve
  })
  const over = new Promise<void>((resolve) => {
    const end = (): void => {
      closed = true
      resolve()
    }
    let quiet: NodeJS.Timeout | undefined
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      chunks.push(chunk)
      clearTimeout(quiet)
      quiet = setTimeout(() => {
        const { length } = read(chunks.join(''), methods).answers
        if (length > 0) firstAnswer()
        if (length >= wanted) resolve()
      }, linger)
    })
    socket.on('end', end).on('close', end).on('error', end)
    setTimeout(resolve, patience).unref()
    if (deafFor > 0) setTimeout(() => socket.resume(), deafFor)
  })
  if (deafFor > 0) socket.pause()
  await send(socket, steps, Promise.race([answered, over]))
  await over
  socket.destroy()
  return { ...read(chunks.join(''), methods), closed, milliseconds: performance.now() - started }
}

async function send(socket: Socket, steps: readonly Step[], answered: Promise<void>): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'number') await pause(step)
    else if (step === ANSWERED) await answered
    else if (step === FIN) socket.end()
    else if (step === RST) socket.resetAndDestroy()
    else if (!socket.destroyed) socket.write(step)
  }
}

/** The methods of the requests that the steps hold: an answer to HEAD has no body, whatever length it announces. */
const requestMethods = (steps: readonly Step[]): string[] =>
  Array.from(
    steps
      .filter((step) => typeof step === 'string')
      .join('')
      .matchAll(/([A-Z]+) \/\S* HTTP\/1\.1\r\n/g),
    (match) => match[1]!,
  )

function read(text: string, methods: readonly string[]): Pick<Conversation, 'answers' | 'rest'> {
  const answers: Answer[] = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return { answers, rest }
    const [line = '', ...fields] = rest.slice(0, end).split('\r\n')
    const headers = readFields(fields)
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1] ?? 0)
    const bodiless = methods[answers.length] === 'HEAD' || status === 204 || status === 304 || status < 200
    if (!bodiless && headers['transfer-encoding'] === 'chunked') {
      const whole = readChunks(rest, end + 4)
      if (whole === undefined) return { answers, rest }
      answers.push({ status, headers, body: whole.body })
      rest = rest.slice(whole.end)
      continue
    }
    // What uWebSockets.js answers past us has no length and ends with the connection.
    const length = bodiless ? 0 : Number(headers['content-length'] ?? rest.length - end - 4)
    if (rest.length < end + 4 + length) return { answers, rest }
    if (status >= 200) answers.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) })
    rest = rest.slice(end + 4 + length)
  }
}

/** Undefined while the last chunk is not here. */
function readChunks(text: string, start: number): { readonly body: string; readonly end: number } | undefined {
  const parts: string[] = []
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(text.slice(at, lineEnd), 16)
    if (Number.isNaN(size)) throw new Error(`not a chunk: ${JSON.stringify(text.slice(at, at + 40))}`)
    const next = lineEnd + 2 + size + 2
    if (text.length < next) return undefined
    if (size === 0) return { body: parts.join(''), end: next }
    parts.push(text.slice(lineEnd + 2, next - 2))
    at = next
  }
}

function readFields(lines: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    fields[name] = fields[name] === undefined ? value : `${fields[name]}\n${value}`
  }
  return fields
}
