/** What the body of a reply is made of, by the kind of its content. */
import type ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { EventContract, ReplyContract, ReplyVariant, Type } from '../../ir/index.ts'
import { hostType } from '../1-load/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { isText } from './streams.ts'

/** What is lowered: the bodies of all answers of one status, for whom, and where. */
export interface ReplyBodies {
  readonly bodies: readonly ts.Type[]
  readonly status: ReplyContract['status']
  readonly who: string
  readonly at: ts.Node
}

export function lowerContent(
  lowering: AppLowering,
  content: ReplyContract['content'],
  reply: ReplyBodies,
): Pick<ReplyContract, 'body' | 'events' | 'variants'> {
  const { bodies } = reply
  switch (content) {
    case 'none':
      return {}
    case 'file':
      return { body: { kind: 'bytes' } }
    case 'stream':
      return { body: bodies.every(isText) ? { kind: 'string', constraints: [] } : { kind: 'bytes' } }
    case 'events':
      return { events: lowerEvents(lowering, reply) }
    case 'negotiated':
      return { variants: lowerVariants(lowering, reply) }
    default:
      return bodies.length > 0 ? { body: lower(lowering, bodies, reply, '') } : {}
  }
}

const lower = ({ app, types }: AppLowering, bodies: readonly ts.Type[], { status, at }: ReplyBodies, step: string): Type =>
  types.lower(bodies.map(hostType), `response ${status}${step}`, app.place(at))

/** `{ event: 'a'; data: A } | { event: 'b'; data: B }`: one contract for each name. */
function lowerEvents(lowering: AppLowering, reply: ReplyBodies): readonly EventContract[] {
  const { checker } = lowering.app
  const byName = new Map<string | undefined, ts.Type[]>()
  for (const event of reply.bodies.flatMap((body) => (body.isUnion() ? body.types : [body]))) {
    const data = memberType(checker, event, 'data')
    if (!data) continue
    for (const name of namesOf(memberType(checker, event, 'event'))) byName.set(name, [...(byName.get(name) ?? []), data])
  }
  return [...byName]
    .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, data]) => ({
      ...(name !== undefined && { name }),
      data: lower(lowering, data, reply, name === undefined ? '.data' : ` ${name}.data`),
    }))
}

function memberType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const member = checker.getPropertyOfType(type, name)
  return member && checker.getTypeOfSymbol(member)
}

/** Undefined: none, or one that only the running app knows. */
function namesOf(type: ts.Type | undefined): readonly (string | undefined)[] {
  if (!type) return [undefined]
  const members = type.isUnion() ? type.types : [type]
  return [...new Set(members.map((member) => (member.isStringLiteral() ? member.value : undefined)))]
}

/** `{ 'application/json': Report; 'text/csv': string }` */
function lowerVariants(lowering: AppLowering, reply: ReplyBodies): readonly ReplyVariant[] {
  const { checker } = lowering.app
  return reply.bodies
    .flatMap((body) => checker.getPropertiesOfType(body))
    .map((property) => {
      const mediaType = property.getName()
      const body = lower(lowering, [checker.getTypeOfSymbol(property)], reply, ` ${mediaType}`)
      return { mediaType, content: variantContent(lowering, mediaType, body, reply), body }
    })
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json(?:\s*;.*)?$/

function variantContent(
  { app, diagnostics }: AppLowering,
  mediaType: string,
  body: Type,
  { who, at }: ReplyBodies,
): ReplyVariant['content'] {
  if (JSON_TYPE.test(mediaType)) return 'json'
  if (body.kind === 'bytes') return 'bytes'
  if (body.kind !== 'string' && body.kind !== 'literal' && body.kind !== 'template' && body.kind !== 'unknown')
    diagnostics.push(say.variantNotText({ route: who, mediaType }, [app.label(at)]))
  return 'text'
}
