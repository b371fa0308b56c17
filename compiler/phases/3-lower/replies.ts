/**
 * Answers as types -> the replies of a contract, one entry a status:
 *
 *   User | Reply<404, { error: 'user_not_found' }> | undefined   ->   200 json User, 204, 404 json { error }
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { Doc, Property, ReplyContract } from '../../ir/index.ts'
import { hostSymbol, hostType, typeScriptType } from '../1-load/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { docOf } from './doc.ts'
import { lowerContent } from './reply-content.ts'
import { isPiece, piecesOf } from './streams.ts'

/** One answer as it was found, before answers of one status are put together. */
export interface RawReply {
  readonly status: number | 'default'
  /** Undefined: no body. */
  readonly body?: ts.Type
  readonly content: ReplyContract['content']
  readonly headers?: ts.Type
  readonly node: ts.Node
  readonly doc?: Doc
}

/** Answers that a returned value stands for; `silent` where it may be nothing. */
export interface Returned {
  readonly replies: readonly RawReply[]
  /** Values that are not replies, which answer 200. */
  readonly plain: readonly RawReply[]
  readonly silent: boolean
  /** Whether `res` is returned before it has an answer. */
  readonly unfinished: boolean
}

export function repliesOfReturn(lowering: AppLowering, type: ts.Type, node: ts.Node): Returned {
  const { app, core } = lowering
  const members = parts(lowering, app.checker.getAwaitedType(type) ?? type)
  const isNothing = ({ flags }: ts.Type) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0
  const isPlain = (member: ts.Type) =>
    !isNothing(member) && !core.reply(member) && !core.response(member) && !(member.flags & ts.TypeFlags.Never)
  return {
    replies: members.flatMap((member) => (core.reply(member) ? repliesOfType(lowering, member, node) : [])),
    plain: members.filter(isPlain).map((body) => replyOfValue(lowering, body, node)),
    silent: members.some(isNothing),
    unfinished: members.some((member) => core.response(member) !== undefined),
  }
}

/** A value is answered as JSON, a stream piece by piece. */
function replyOfValue(lowering: AppLowering, body: ts.Type, node: ts.Node): RawReply {
  const pieces = piecesOf(lowering, body)
  if (!pieces) return { status: 200, body, content: 'json', node }
  return { status: 200, body: pieces, content: 'stream', node }
}

/** The members of a union, kept whole where they are plain values with a name of their own. */
function parts(lowering: AppLowering, type: ts.Type): readonly ts.Type[] {
  if (!type.isUnion() || isPlainUnion(lowering, type)) return [type]
  return lowering.app.host
    .unionMembers(hostType(type))
    .map(typeScriptType)
    .flatMap((member) => (member.isUnion() && !isPlainUnion(lowering, member) ? member.types : [member]))
}

const isPlainUnion = (lowering: AppLowering, type: ts.UnionType): boolean =>
  !type.types.some(
    (member) =>
      member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void) ||
      lowering.core.reply(member) ||
      lowering.core.response(member) ||
      piecesOf(lowering, member),
  )

/** Of a type that is a `Reply`. */
export function repliesOfType({ core }: AppLowering, type: ts.Type, node: ts.Node): RawReply[] {
  const [status, body, headers, as] = core.reply(type) ?? []
  if (!status || !body) return []
  const hasBody = !(body.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void))
  const content = hasBody ? contentOf(as) : 'none'
  return statuses(status).map((code) => ({ status: code, content, node, ...(hasBody && { body }), ...(headers && { headers }) }))
}

const CONTENTS = ['text', 'bytes', 'stream', 'events', 'file', 'negotiated'] as const

const contentOf = (type: ts.Type | undefined): ReplyContract['content'] => {
  const value = type?.isStringLiteral() ? type.value : 'json'
  return CONTENTS.find((content) => content === value) ?? 'json'
}

function statuses(type: ts.Type): readonly (number | 'default')[] {
  const members = type.isUnion() ? type.types : [type]
  return [...new Set(members.map((member) => (member.isNumberLiteral() ? member.value : 'default')))]
}

/** Of an instance of `HttpError`. */
export function repliesOfError({ app }: AppLowering, type: ts.Type, node: ts.Node): RawReply[] {
  const member = (name: string) => {
    const property = app.checker.getPropertyOfType(type, name)
    return property && app.checker.getTypeOfSymbol(property)
  }
  const status = member('status')
  const body = member('body')
  if (!status) return []
  const hasBody = body !== undefined && !(body.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void))
  const doc = type.symbol.getName() === 'HttpError' ? undefined : docOf(app.host.doc(hostSymbol(type.symbol)))
  return statuses(status).map((code) => ({
    status: code,
    content: hasBody ? 'json' : 'none',
    node,
    ...(hasBody && { body }),
    ...(doc && { doc }),
  }))
}

export const nothing = (node: ts.Node): RawReply => ({ status: 204, content: 'none', node })

/** Entries of one status become one; sorted, `default` last. `who` begins its messages: `GET /users/:id`. */
export function lowerReplies(
  lowering: AppLowering,
  raw: readonly RawReply[],
  who: string,
  at: ts.Node,
): readonly ReplyContract[] {
  const byStatus = groupByStatus(raw)
  return [...byStatus.values()].map((group) => lowerStatus(lowering, group, who, at)).sort(compareStatus)
}

const order = ({ status }: ReplyContract): number => (status === 'default' ? Number.POSITIVE_INFINITY : status)
const compareStatus = (a: ReplyContract, b: ReplyContract): number => order(a) - order(b)

function groupByStatus(raw: readonly RawReply[]): Map<number | 'default', RawReply[]> {
  const groups = new Map<number | 'default', RawReply[]>()
  for (const reply of raw) {
    const group = groups.get(reply.status)
    if (group) group.push(reply)
    else groups.set(reply.status, [reply])
  }
  return groups
}

function lowerStatus(lowering: AppLowering, group: readonly RawReply[], who: string, at: ts.Node): ReplyContract {
  const { app } = lowering
  const status = group[0]!.status
  const withBody = group.filter(({ content }) => content !== 'none')
  const content = withBody[0]?.content ?? 'none'
  const other = withBody.findLast((reply) => reply.content !== content)
  if (other) reportMixed(lowering, status, withBody.findLast((reply) => reply.content === content)!, other, who)
  const bodies = [...new Set(withBody.flatMap(({ body }) => (body ? [body] : [])))]
  const mayBeEmpty = bodies.length > 0 && withBody.length < group.length
  const all = mayBeEmpty ? [...bodies, app.checker.getUndefinedType()] : bodies
  if (content === 'stream') reportValues(lowering, withBody, who)
  const headers = lowerHeaders(lowering, group, `response ${status} headers`, at)
  const doc = group.find((reply) => reply.doc)?.doc
  return {
    status,
    content,
    ...lowerContent(lowering, content, { bodies: all, status, who, at }),
    ...(headers.length > 0 && { headers }),
    ...(doc && { doc }),
  }
}

function reportValues(lowering: AppLowering, streams: readonly RawReply[], who: string): void {
  const { app, diagnostics } = lowering
  for (const { body, node } of streams) {
    if (!body || isPiece(lowering, body)) continue
    diagnostics.push(say.streamOfValues({ route: who, type: app.checker.typeToString(body) }, [app.label(node)]))
  }
}

function reportMixed(
  { app, diagnostics }: AppLowering,
  status: RawReply['status'],
  one: RawReply,
  other: RawReply,
  who: string,
): void {
  const labels = [app.label(other.node, other.content), app.label(one.node, one.content)]
  diagnostics.push(say.mixedContent({ route: who, status, first: one.content, second: other.content }, labels))
}

/** A header is optional unless every answer of the status has it. */
function lowerHeaders({ app, types }: AppLowering, group: readonly RawReply[], path: string, at: ts.Node): readonly Property[] {
  const all = group.map(({ headers }) => (headers && headers.getProperties().length > 0 ? headers : undefined))
  const merged = new Map<string, { readonly property: Property; readonly count: number }>()
  for (const type of new Set(all)) {
    if (!type) continue
    const uses = all.filter((headers) => headers === type).length
    for (const property of types.properties(hostType(type), path, app.place(at))) {
      const known = merged.get(property.name)
      merged.set(property.name, { property: known?.property ?? property, count: (known?.count ?? 0) + uses })
    }
  }
  return [...merged.values()].map(({ property, count }) => (count < group.length ? { ...property, optional: true } : property))
}
