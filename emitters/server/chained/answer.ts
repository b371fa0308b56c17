/**
 * From what the handler answered to what clients of an older version expect, and how it leaves:
 *
 *   function answerGetUsersOf20260105(res) {
 *     switch (res.statusCode) {
 *       case 200: {
 *         let body = projectUser(res.body)
 *         body = getUsersResponse200(body)
 *         return rewriteAnswer(res, 200, body)
 *       }
 *     }
 *   }
 */
import { type ChainLink, isTransformedReply, type ReplyContract } from '../../../compiler/ir/index.ts'
import { quote, type Text, text } from '../../code/index.ts'
import type { ServerModule } from '../module.ts'
import { emitSend } from '../replies.ts'
import { emitNestedTypes } from './nested.ts'
import { transformCall } from './request.ts'
import type { ChainedRoute } from './route.ts'

/** The function that sends what a `Res` keeps, and those that it needs. */
export function emitRewrittenSend(
  module: ServerModule,
  chained: ChainedRoute,
  name: string,
  hint: string,
  timeout: number,
): string {
  const answer = emitAnswer(module, chained, hint)
  if (answer === undefined) return emitSend(module, chained.route, name, hint)
  const written = module.names.unique(`write ${hint}`)
  const out = text().open(`function ${name}(exchange, res) {`)
  if (chained.chained.isAnswerAsync)
    out.line(`${module.shim('sendRewritten')}(exchange, ${timeout}, ${answer.name}(res), res, ${written})`)
  else out.line(`${answer.name}(res)`).line(`${written}(exchange, res)`)
  return `${out.close().toString()}\n${answer.code}\n${emitSend(module, chained.route, written, hint)}`
}

function emitAnswer(
  module: ServerModule,
  { route, chained }: ChainedRoute,
  hint: string,
): { readonly name: string; readonly code: string } | undefined {
  const { target, chain, isAnswerAsync } = chained
  const links = chain.links.filter(({ response, replies }) => response !== undefined || replies.length > 0).toReversed()
  const rewritten = target.replies.filter((reply) => isRewritten(reply, route.replies, links))
  if (rewritten.length === 0) return undefined
  const name = module.names.unique(`answer ${hint}`)
  const out = text().open(`${isAnswerAsync ? 'async ' : ''}function ${name}(res) {`)
  const isOne = links.length === 1
  const first = links[0]
  const mayRefuse = chain.links.some(({ request, requestTypes }) => request !== undefined || requestTypes !== undefined)
  if (mayRefuse) out.line(`if (${module.shim('isRefused')}(res)) return`)
  if (first && !isOne) out.line(`let step = ${quote(first.file)}`)
  out.open('try {').open('switch (res.statusCode) {')
  for (const reply of rewritten) {
    out.open(reply.status === 'default' ? 'default: {' : `case ${reply.status}: {`)
    emitStatus(out, module, { chained, hint, links, id: route.id }, reply)
    out.close()
  }
  out.close().reopen('} catch (error) {')
  out.line(
    `throw ${module.shim('answerNotRewritten')}(${quote(route.id)}, ${first && !isOne ? 'step' : quote(first?.file ?? 'src/versions')}, error)`,
  )
  return { name, code: out.close().close().toString() }
}

/** With a body that is written as it was then; or without one, where a transform sees the whole reply. */
function isRewritten(reply: ReplyContract, then: readonly ReplyContract[], links: readonly ChainLink[]): boolean {
  if (links.some(({ response }) => response !== undefined)) return isTransformedReply(reply) || reply.content === 'none'
  return (
    isTransformedReply(reply) &&
    (then.some(({ status, body }) => status === reply.status && body !== reply.body) || isTouched(reply, links))
  )
}

const isTouched = ({ status }: ReplyContract, links: readonly ChainLink[]): boolean =>
  links.some(({ replies }) => replies.some((one) => one.status === status))

interface Answer {
  readonly chained: ChainedRoute['chained']
  readonly hint: string
  /** Newest first. */
  readonly links: readonly ChainLink[]
  readonly id: string
}

/** A status is known until a transform has seen the whole reply. */
function emitStatus(out: Text, module: ServerModule, answer: Answer, reply: ReplyContract): void {
  const { links, hint } = answer
  const { status, content, body } = reply
  const isDefault = status === 'default'
  const locals = module.names.scope()
  out.line(`if (res.content !== ${quote(content)}) return`)
  const value = content === 'json' && body ? `${module.values.project(body, `${hint} ${status}`)}(res.body)` : 'res.body'
  out.line(`let body = ${value}`)
  let known: ReplyContract['status'] | undefined = isDefault ? undefined : status
  const free = links.findIndex(({ response }) => response !== undefined)
  if (known === undefined || free >= 0) out.line('let status = res.statusCode')
  for (const [index, link] of links.entries()) {
    const isFirst = index === 0
    if (!isFirst && (link.response || speaksOf(link, known))) out.line(`step = ${quote(link.file)}`)
    if (link.response) {
      const whole = locals.unique('reply')
      out.line(`const ${whole} = ${transformCall(module, link.response, '{ status, body }')}`)
      out.line(`status = ${whole}.status`).line(`body = ${whole}.body`)
      known = undefined
    } else emitReplies(out, module, link, known, hint)
    if (link.response || speaksOf(link, known)) emitCheck(out, module, link, known, answer)
  }
  out.line(`return ${module.shim('rewriteAnswer')}(res, ${known === undefined ? 'status' : known}, body)`)
}

const speaksOf = ({ replies }: ChainLink, status: ReplyContract['status'] | undefined): boolean =>
  replies.some((one) => status === undefined || one.status === status)

function emitReplies(
  out: Text,
  module: ServerModule,
  link: ChainLink,
  known: ReplyContract['status'] | undefined,
  hint: string,
): void {
  const calls = link.replies.map(({ status, transform }) => {
    const code =
      transform.kind === 'function'
        ? transformCall(module, transform.transform, 'body')
        : emitNestedTypes(module, transform, `${hint} ${status}`, 'body')
    return { status, code }
  })
  if (known !== undefined) {
    const own = calls.find(({ status }) => status === known)
    if (own) out.line(`body = ${own.code}`)
    return
  }
  if (calls.length === 0) return
  out.open('switch (status) {')
  for (const { status, code } of calls)
    out
      .open(status === 'default' ? 'default:' : `case ${status}:`)
      .line(`body = ${code}`)
      .line('break')
      .leave()
  out.close()
}

/** What a transform gave, by the contract of the version that it gives it to. */
function emitCheck(
  out: Text,
  module: ServerModule,
  link: ChainLink,
  known: ReplyContract['status'] | undefined,
  { id, hint, chained: { checks } }: Answer,
): void {
  const values = module.valuesWith('strip')
  const unfit = (explained: string) => `throw ${module.shim('transformUnfit')}(${quote(id)}, ${quote(link.file)}, ${explained})`
  const of = (type: NonNullable<ReplyContract['body']>) => {
    const name = `${hint} before ${/([^/]+)\.\w+$/.exec(link.file)?.[1]}`
    return { is: `${values.is(type, name)}(body)`, explain: `${values.explain(type, name)}(body)` }
  }
  if (known !== undefined) {
    const body = link.before.find(({ status }) => status === known)?.body
    if (body) out.line(`if (${checks()} && !${of(body).is}) ${unfit(of(body).explain)}`)
    return
  }
  const bodies = link.before.filter(({ body }) => body !== undefined)
  if (bodies.length === 0) return
  out.open(`if (${checks()}) {`).open('switch (status) {')
  for (const { status, body } of bodies)
    out
      .open(status === 'default' ? 'default:' : `case ${status}:`)
      .line(`if (!${of(body!).is}) ${unfit(of(body!).explain)}`)
      .line('break')
      .leave()
  out.close().close()
}
