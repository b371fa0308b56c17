/** Answers that HTTP can carry: statuses, bodies where they are allowed, headers with valid names and values. */
import { bodyNotSent, type Diagnostic, invalidReplyHeader, invalidStatus } from '../../diagnostics/index.ts'
import {
  type AppIR,
  type NamedTypes,
  type Property,
  type ReplyContract,
  type Route,
  resolve,
  servedAt,
  type Type,
} from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export const replyRules = (ir: Pick<AppIR, 'routes' | 'sockets' | 'types'>): readonly Diagnostic[] =>
  servedAt(ir).flatMap((route) => route.replies.flatMap((reply) => ofReply(route, reply, ir.types)))

const WITHOUT_BODY = [204, 205, 304]

function ofReply(
  route: Pick<Route, 'id' | 'handler'>,
  { status, content, headers = [] }: ReplyContract,
  types: NamedTypes,
): readonly Diagnostic[] {
  const labels = [labelOfRoute(route)]
  const isStatus = status === 'default' || (Number.isInteger(status) && status >= 200 && status <= 599)
  const hasLostBody = WITHOUT_BODY.includes(status as number) && content !== 'none'
  return [
    ...(isStatus ? [] : [invalidStatus({ route: route.id, status }, labels)]),
    ...(hasLostBody ? [bodyNotSent({ route: route.id, status }, labels)] : []),
    ...headers.flatMap((header) => {
      const reason = whyInvalid(header, types)
      return reason === undefined ? [] : [invalidReplyHeader({ name: header.name, status, route: route.id, reason }, labels)]
    }),
  ]
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const OWN = new Set(['content-length', 'transfer-encoding', 'connection', 'date'])

function whyInvalid({ name, type }: Property, types: NamedTypes): string | undefined {
  if (!TOKEN.test(name)) return 'is not a name of a header'
  if (OWN.has(name.toLowerCase())) return 'is set by the server'
  return isHeaderValue(type, types) ? undefined : 'is neither a text nor a number'
}

function isHeaderValue(type: Type, types: NamedTypes): boolean {
  const inner = resolve(type, types)
  switch (inner.kind) {
    case 'string':
    case 'number':
    case 'literal':
    case 'template':
    case 'undefined':
      return true
    case 'array':
      return isHeaderValue(inner.element, types)
    case 'union':
      return inner.members.every((member) => isHeaderValue(member, types))
    default:
      return false
  }
}
