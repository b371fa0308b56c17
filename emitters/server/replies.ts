/**
 * How the answers of a route leave: a switch over the statuses of its contract, in which each has its own serializer.
 *
 *   function sendGetUsersId(exchange, res) {
 *     switch (res.statusCode) {
 *       case 200: return sendJson(exchange, res, stringifyUser)
 *       case 404: return sendJson(exchange, res, stringifyUserNotFound)
 *       default: throw new UndeclaredReply(res)
 *     }
 *   }
 */
import { type ReplyContract, type Route, unreachable } from '../../compiler/ir/index.ts'
import { quote, type Text, text } from '../code/index.ts'
import type { RouteParts } from './endpoint.ts'
import { emitEventData } from './events.ts'
import { type ServerModule, WIDTH } from './module.ts'

export function emitSend(module: ServerModule, route: Route, name: string, hint: string): string {
  const before: string[] = []
  const call = (reply: ReplyContract) => callFor(module, route, reply, hint, before)
  const out = text().open(`function ${name}(exchange, res) {`).open('switch (res.statusCode) {')
  for (const reply of route.replies) {
    if (reply.status !== 'default') out.line(`case ${reply.status}: return ${call(reply)}`)
  }
  const rest = route.replies.find(({ status }) => status === 'default')
  out.line(rest === undefined ? `default: throw new ${module.shim('UndeclaredReply')}(res)` : `default: return ${call(rest)}`)
  return [...before, out.close().close().toString()].join('\n')
}

/** `before` takes functions that the call needs. */
function callFor(module: ServerModule, route: Route, reply: ReplyContract, hint: string, before: string[]): string {
  switch (reply.content) {
    case 'json':
      return `${module.shim(isTagged(module, route) && reply.status === 200 ? 'sendTaggedJson' : 'sendJson')}(exchange, res, ${stringifier(module, reply, hint)})`
    case 'text':
      return `${module.shim('sendText')}(exchange, res)`
    case 'bytes':
      return `${module.shim('sendBytes')}(exchange, res)`
    case 'stream':
      return `${module.shim('sendStream')}(exchange, res, ${streamType(reply)})`
    case 'events': {
      const { name, code } = emitEventData(module, reply, hint)
      before.push(code)
      return `${module.shim('sendEvents')}(exchange, res, ${name})`
    }
    case 'file':
      return `${module.shim('sendFile')}(exchange, res)`
    case 'negotiated':
      return `${module.shim('sendNegotiated')}(exchange, res, ${writers(module, reply, hint)})`
    case 'none':
      return `${module.shim('sendEmpty')}(exchange, res)`
    default:
      return unreachable(reply.content)
  }
}

/** `{ 'application/json': stringifyReport, 'text/csv': String }` */
function writers(module: ServerModule, { variants = [] }: ReplyContract, hint: string): string {
  const members = variants.map(({ mediaType, content, body }) => {
    const write = content === 'json' ? module.values.stringify(body, `${hint} ${mediaType}`) : '(value) => value'
    return `${quote(mediaType)}: ${write}`
  })
  return `{ ${members.join(', ')} }`
}

/** Of pieces that nothing else is said of. */
const streamType = ({ body }: ReplyContract): string =>
  quote(body?.kind === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream')

const stringifier = (module: ServerModule, { body, status }: ReplyContract, hint: string): string =>
  module.values.stringify(body ?? { kind: 'unknown' }, status === 200 ? `${hint} reply` : `${hint} ${status}`)

/** Statements that answer with what a handler returned; `call` is the expression that gives it. */
export function directAnswer(module: ServerModule, route: Route, call: string, hint: string): string[] {
  const ok = route.replies.find(({ status }) => status === 200)
  if (ok === undefined) return [call, `${module.shim('answerEmpty')}(exchange)`]
  const answer = (value: string) =>
    ok.content === 'stream'
      ? `${module.shim('answerStream')}(exchange, ${value}, ${streamType(ok)})`
      : `${module.shim(isTagged(module, route) ? 'answerTaggedJson' : 'answerJson')}(exchange, ${stringifier(module, ok, hint)}(${value}))`
  const mayBeNothing = route.replies.some(({ status }) => status === 204)
  if (!mayBeNothing && answer(call).length <= WIDTH) return [answer(call)]
  const named = /^\w+$/.test(call) ? [] : [`const value = ${call}`]
  const value = named.length === 0 ? call : 'value'
  return [
    ...named,
    ...(mayBeNothing ? [`if (${value} === undefined) return ${module.shim('answerEmpty')}(exchange)`] : []),
    answer(value),
  ]
}

/** The same for a promise: `answerLater(exchange, 30000, GET({ params }), (value) => answerJson(exchange, stringifyUser(value)))`. */
export function emitAnswerLater(out: Text, { module, route, timeout, name, send }: RouteParts, call: string): void {
  const hasValue = route.replies.some(({ status }) => status === 200)
  const statements = hasValue ? directAnswer(module, route, 'value', name) : [`${module.shim('answerEmpty')}(exchange)`]
  const end = isDirect(route)
    ? ')'
    : `, (error) => ${module.shim('failDeclared')}(exchange, error, new ${module.shim('Res')}(), ${send()}))`
  const begin = (result: string): string =>
    `${module.shim('answerLater')}(exchange, ${timeout}, ${result}, (${hasValue ? 'value' : ''}) =>`
  const isShort = begin(call).length <= WIDTH / 2
  if (!isShort) out.line(`const result = ${call}`)
  const beginning = begin(isShort ? call : 'result')
  const line = `${beginning} ${statements[0]}${end}`
  if (statements.length === 1 && line.length <= WIDTH) return void out.line(line)
  out.open(`${beginning} {`)
  for (const statement of statements) out.line(statement)
  out.close(`}${end}`)
}

const KEPT: Readonly<Partial<Record<ReplyContract['content'], readonly string[]>>> = {
  file: ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since', 'range', 'if-range', 'accept-encoding'],
  negotiated: ['accept'],
}

/** Names of the request headers that the answers of a route depend on. */
export const keptHeaders = (module: ServerModule, route: Route): readonly string[] => [
  ...new Set([
    ...route.replies.flatMap(({ content }) => KEPT[content] ?? []),
    ...(isTagged(module, route) ? ['if-none-match'] : []),
  ]),
]

/** Whether its JSON carries an ETag. */
const isTagged = ({ ir }: ServerModule, route: Route): boolean =>
  route.method === 'GET' &&
  (route.etag ?? ir.config.etag ?? false) &&
  route.replies.some(({ status, content }) => status === 200 && content === 'json')

/** Whether every answer is a returned value: nothing is thrown by contract, and `res` is not used. */
export const isDirect = (route: Route): boolean =>
  !route.facts.res && route.replies.every(({ status, content }) => (status === 200 && content === 'json') || status === 204)
