/** The answers of a route: how each is read, and what a caller is told of it. */
import { type Property, type ReplyContract, resolve, type Type, unreachable } from '../../compiler/ir/index.ts'
import { key, quote } from '../code/index.ts'
import { declared, member } from '../declaration/index.ts'
import type { SdkModule, SdkRoute } from './module.ts'

export interface Answer {
  readonly status: number | 'default'
  /** Expression of its reader: `json(readUser)`. */
  readonly reader: string
  /** TypeScript type of its data or error. */
  readonly type: string
  /** Of an answer that declares some. */
  readonly headers?: AnswerHeaders
}

export interface AnswerHeaders {
  /** Expression of its reader: `headers({ 'x-total': Number })`. */
  readonly reader: string
  /** `{ 'x-total': number }` */
  readonly type: string
}

export function answersOf(module: SdkModule, route: SdkRoute, hint: string): readonly Answer[] {
  const answers = route.replies.flatMap((reply) => {
    const answer = answerOf(module, route, reply, hint)
    // A part of a file, for who asked for one.
    return reply.content === 'file' && reply.status === 200 ? [answer, { ...answer, status: 206 }] : [answer]
  })
  // What middleware for errors makes of an invalid request is among the declared answers.
  if (takesInput(route) && !wordsErrors(route)) {
    const own = answers.find(({ status }) => status === 422)
    if (own)
      answers[answers.indexOf(own)] = {
        ...own,
        reader: `${module.runtime('orProblem')}(${own.reader})`,
        type: `${own.type} | Problem`,
        // The server's own answer has none of them.
        ...withHeaders(
          module,
          headersOfReply(route, 422).map((header) => ({ ...header, optional: true })),
        ),
      }
  }
  const isDeclared = (status: number) => route.replies.some((reply) => reply.status === status || reply.status === 'default')
  return (takesInput(route) || route.idempotency !== undefined) && !isDeclared(422)
    ? [...answers, { status: 422, reader: `${module.runtime('json')}()`, type: 'Problem' }]
    : answers
}

/** Whether middleware of the app answers what the server refuses. */
export const wordsErrors = ({ errorMiddleware = [], ownErrors }: SdkRoute): boolean =>
  errorMiddleware.length > 0 || ownErrors === true

/** Whether there is something that the server may refuse. */
export const takesInput = ({ request, segments }: SdkRoute): boolean =>
  Object.values(request).some((part) => part !== undefined) || segments.some(({ kind }) => kind !== 'static')

function answerOf(module: SdkModule, route: SdkRoute, reply: ReplyContract, hint: string): Answer {
  const { status } = reply
  const headers = withHeaders(module, reply.headers ?? [])
  if (route.method === 'HEAD') return { status, reader: module.runtime('none'), type: 'undefined', ...headers }
  return { status, ...read(module, reply, status === 200 ? `${hint} reply` : `${hint} ${status}`), ...headers }
}

const headersOfReply = ({ replies }: SdkRoute, status: number): readonly Property[] =>
  replies.find((reply) => reply.status === status)?.headers ?? []

/** Platforms keep `set-cookie` to themselves. */
function withHeaders(module: SdkModule, all: readonly Property[]): Pick<Answer, 'headers'> {
  const told = all.filter(({ name }) => name.toLowerCase() !== 'set-cookie')
  if (told.length === 0) return {}
  const readers = told.map(({ name, type }) => `${key(name)}: ${headerReader(module, type)}`)
  return {
    headers: {
      reader: `${module.runtime('headers')}({ ${readers.join(', ')} })`,
      type: `{ ${told.map((header) => member(header, module.spelling)).join('; ')} }`,
    },
  }
}

/** What makes the value of the text that a header has: numbers where the type leaves no other choice. */
function headerReader(module: SdkModule, type: Type): string {
  const kinds = headerKinds(type, module)
  if (kinds.has('list')) return kinds.has('text') ? module.runtime('texts') : module.runtime('numbers')
  return kinds.has('text') ? 'String' : 'Number'
}

function headerKinds(type: Type, module: SdkModule): ReadonlySet<'text' | 'number' | 'list'> {
  const whole = resolve(type, module.ir.types)
  if (whole.kind === 'union') return new Set(whole.members.flatMap((one) => [...headerKinds(one, module)]))
  if (whole.kind === 'array') return new Set(['list', ...headerKinds(whole.element, module)])
  if (whole.kind === 'undefined') return new Set()
  return new Set([whole.kind === 'number' || (whole.kind === 'literal' && typeof whole.value === 'number') ? 'number' : 'text'])
}

function read(module: SdkModule, reply: ReplyContract, hint: string): Omit<Answer, 'status'> {
  const { content, body = { kind: 'unknown' } } = reply
  switch (content) {
    case 'json':
      return { reader: jsonReader(module, body, hint), type: declared(body, module.spelling) }
    case 'text':
      return { reader: module.runtime('text'), type: declared(body, module.spelling) }
    case 'bytes':
      return { reader: module.runtime('bytes'), type: 'Uint8Array' }
    case 'file':
      return { reader: module.runtime('stream'), type: 'ReadableStream<Uint8Array>' }
    case 'stream':
      return body.kind === 'string'
        ? { reader: module.runtime('textStream'), type: 'ReadableStream<string>' }
        : { reader: module.runtime('stream'), type: 'ReadableStream<Uint8Array>' }
    case 'events':
      return eventStream(module, reply, hint)
    case 'negotiated':
      return forms(module, reply, hint)
    case 'none':
      return { reader: module.runtime('none'), type: 'undefined' }
    default:
      return unreachable(content)
  }
}

/** `events({ price: readPrice, closed: undefined })` */
function eventStream(module: SdkModule, { events = [] }: ReplyContract, hint: string): Omit<Answer, 'status'> {
  const readers = events.map(
    ({ name = 'message', data }) => `${key(name)}: ${module.read(data, `${hint} ${name}`) ?? 'undefined'}`,
  )
  const kinds = events.map(
    ({ name, data }) =>
      `{ event: ${name === undefined ? 'string' : quote(name)}; data: ${declared(data, module.spelling)}; id?: string }`,
  )
  return {
    reader: `${module.runtime('events')}({ ${readers.join(', ')} })`,
    type: `AsyncIterable<${kinds.join(' | ') || 'never'}>`,
  }
}

/** `negotiated({ 'application/json': json(readReport), 'text/csv': text })` */
function forms(module: SdkModule, { variants = [] }: ReplyContract, hint: string): Omit<Answer, 'status'> {
  const all = variants.map(({ mediaType, content, body }) => ({
    mediaType,
    ...read(module, { status: 200, content, body }, `${hint} ${mediaType}`),
  }))
  return {
    reader: `${module.runtime('negotiated')}({ ${all.map(({ mediaType, reader }) => `${quote(mediaType)}: ${reader}`).join(', ')} })`,
    type: all.map(({ mediaType, type }) => `{ type: ${quote(mediaType)}; value: ${type} }`).join(' | '),
  }
}

function jsonReader(module: SdkModule, body: Type, hint: string): string {
  const reader = `${module.runtime('json')}(${module.read(body, hint) ?? ''})`
  return mayBeNothing(body, module) ? `${module.runtime('optional')}(${reader})` : reader
}

function mayBeNothing(type: Type, module: SdkModule): boolean {
  const whole = resolve(type, module.ir.types)
  return whole.kind === 'undefined' || (whole.kind === 'union' && whole.members.some((member) => mayBeNothing(member, module)))
}
