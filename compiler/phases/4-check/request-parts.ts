/** What arrives as text must be readable from text, and what has no body declares none. */
import { bodyNotAllowed, type Diagnostic, type Label, notFromString, rawBodyOfStream } from '../../diagnostics/index.ts'
import {
  type AppIR,
  type BodyContract,
  type NamedTypes,
  type Property,
  printType,
  type Route,
  resolve,
  type SocketRoute,
  type Type,
  type TypeId,
} from '../../ir/index.ts'
import { labelAt, labelOfRoute } from './places.ts'

type Part = 'params' | 'query' | 'headers' | 'cookies' | 'env' | 'body'

export function requestParts({
  routes,
  sockets = [],
  middleware,
  types,
  env,
}: Pick<AppIR, 'routes' | 'sockets' | 'middleware' | 'types' | 'env'>): readonly Diagnostic[] {
  const ofEnv = env ? unreadable('env', env.properties, types, 'the environment', [labelAt(env.source, 'Env'.length)]) : []
  return [
    ...routes.flatMap((route) => [...ofRoute(route, types), ...bodyOf(route, types), ...rawBodyOf(route, middleware)]),
    ...sockets.flatMap((socket) => ofRoute(socket, types)),
    ...ofEnv,
  ]
}

const PARTS = ['params', 'query', 'headers', 'cookies'] as const

function ofRoute(route: Route | SocketRoute, types: NamedTypes): readonly Diagnostic[] {
  const labels = [labelOfRoute(route)]
  return PARTS.flatMap((part) => unreadable(part, route.request[part] ?? [], types, route.id, labels))
}

function bodyOf(route: Route, types: NamedTypes): readonly Diagnostic[] {
  const { method, path, request } = route
  const labels = [labelOfRoute(route)]
  const hasNoBody = method === 'GET' || method === 'HEAD'
  return [
    ...unreadable('body', fieldsOf(request.body), types, route.id, labels),
    ...(hasNoBody && request.body ? [bodyNotAllowed({ method, path }, labels)] : []),
  ]
}

/** Of a form, whose fields are text. */
const fieldsOf = (body: BodyContract | undefined): readonly Property[] =>
  (body?.content === 'form' || body?.content === 'multipart') && body.type.kind === 'object' ? body.type.properties : []

/** Bytes that are handed on as they come are nowhere together. */
function rawBodyOf(route: Route, middleware: AppIR['middleware']): readonly Diagnostic[] {
  const content = route.request.body?.content
  if (content !== 'stream' && content !== 'multipart') return []
  const around = [...route.middleware, ...route.errorMiddleware]
  const isRead = route.facts.req.rawBody || middleware.some(({ id, facts }) => around.includes(id) && facts.req.rawBody)
  const said = content === 'stream' ? 'a stream' : 'multipart'
  return isRead ? [rawBodyOfStream({ route: route.id, content: said }, [labelOfRoute(route)])] : []
}

function unreadable(
  part: Part,
  properties: readonly Property[],
  types: NamedTypes,
  route: string,
  labels: readonly Label[],
): readonly Diagnostic[] {
  return properties.flatMap(({ name, type }) => {
    if (isTextual(type, types) || ((part === 'query' || part === 'body') && isList(type, types))) return []
    const isArray = isList(type, types)
    const rewrite = isArray
      ? 'Only a query can repeat a name: take a text and split it, or move it into the query.'
      : part === 'body'
        ? 'A form has fields of text: take its members one by one, or declare a JSON body.'
        : 'Take its members one by one, or move it into the body.'
    return [notFromString({ part, name, route, type: `\`${printType(type)}\``, rewrite }, labels)]
  })
}

/** A text tells which value is meant. */
function isTextual(type: Type, types: NamedTypes, seen: ReadonlySet<TypeId> = new Set()): boolean {
  if (type.kind === 'ref' && seen.has(type.id)) return false
  const inner = resolve(type, types)
  const inside = type.kind === 'ref' ? new Set([...seen, type.id]) : seen
  switch (inner.kind) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'date':
    case 'bytes':
    case 'url':
    case 'literal':
    case 'template':
    case 'undefined':
    case 'null':
      return true
    case 'union':
      return inner.members.every((member) => isTextual(member, types, inside))
    default:
      return false
  }
}

/** An array of textual values, on its own or beside a single one. */
function isList(type: Type, types: NamedTypes): boolean {
  const inner = resolve(type, types)
  if (inner.kind === 'array') return isTextual(inner.element, types)
  return inner.kind === 'union' && inner.members.every((member) => isTextual(member, types) || isList(member, types))
}
