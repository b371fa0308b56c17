/** The answers of a route: how each is read, and what a caller is told of it. */
import { type ReplyContract, type Route, resolve, type Type, unreachable } from '../../compiler/ir/index.ts'
import { declared } from './declare.ts'
import type { SdkModule } from './module.ts'

export interface Answer {
  readonly status: number | 'default'
  /** Expression of its reader: `json(readUser)`. */
  readonly reader: string
  /** TypeScript type of its data or error. */
  readonly type: string
}

export function answersOf(module: SdkModule, route: Route, hint: string): readonly Answer[] {
  const answers = route.replies.map((reply) => answerOf(module, route, reply, hint))
  const isDeclared = (status: number) => route.replies.some((reply) => reply.status === status || reply.status === 'default')
  return takesInput(route) && !isDeclared(422)
    ? [...answers, { status: 422, reader: `${module.runtime('json')}()`, type: 'Problem' }]
    : answers
}

/** Whether there is something that the server may refuse. */
export const takesInput = ({ request, segments }: Route): boolean =>
  Object.values(request).some((part) => part !== undefined) || segments.some(({ kind }) => kind !== 'static')

function answerOf(module: SdkModule, route: Route, reply: ReplyContract, hint: string): Answer {
  const { status } = reply
  if (route.method === 'HEAD') return { status, reader: module.runtime('none'), type: 'undefined' }
  return { status, ...read(module, reply, status === 200 ? `${hint} reply` : `${hint} ${status}`) }
}

function read(module: SdkModule, reply: ReplyContract, hint: string): Omit<Answer, 'status'> {
  const { content, body = { kind: 'unknown' } } = reply
  switch (content) {
    case 'json':
      return { reader: jsonReader(module, body, hint), type: declared(body, module.typeName) }
    case 'text':
      return { reader: module.runtime('text'), type: declared(body, module.typeName) }
    case 'bytes':
      return { reader: module.runtime('bytes'), type: 'Uint8Array' }
    case 'file':
      return { reader: module.runtime('stream'), type: 'ReadableStream<Uint8Array>' }
    case 'stream':
      return body.kind === 'string'
        ? { reader: module.runtime('textStream'), type: 'ReadableStream<string>' }
        : { reader: module.runtime('stream'), type: 'ReadableStream<Uint8Array>' }
    case 'events':
      return { reader: module.runtime('textStream'), type: 'ReadableStream<string>' }
    case 'negotiated':
      return { reader: module.runtime('text'), type: 'string' }
    case 'none':
      return { reader: module.runtime('none'), type: 'undefined' }
    default:
      return unreachable(content)
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
