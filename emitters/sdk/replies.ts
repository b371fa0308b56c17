/** The answers of a route: how each is read, and what a caller is told of it. */
import { type ReplyContract, resolve, type Type, unreachable } from '../../compiler/ir/index.ts'
import { key, quote } from '../code/index.ts'
import { declared } from '../declaration/index.ts'
import type { SdkModule, SdkRoute } from './module.ts'

export interface Answer {
  readonly status: number | 'default'
  /** Expression of its reader: `json(readUser)`. */
  readonly reader: string
  /** TypeScript type of its data or error. */
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
      }
  }
  const isDeclared = (status: number) => route.replies.some((reply) => reply.status === status || reply.status === 'default')
  return takesInput(route) && !isDeclared(422)
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
  if (route.method === 'HEAD') return { status, reader: module.runtime('none'), type: 'undefined' }
  return { status, ...read(module, reply, status === 200 ? `${hint} reply` : `${hint} ${status}`) }
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
