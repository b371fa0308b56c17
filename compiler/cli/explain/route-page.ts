/** Everything about one route, as text. */
import {
  type AppIR,
  type MessageContract,
  type Middleware,
  named,
  printNamedType,
  printProperty,
  printType,
  type ReplyContract,
  type RequestContract,
  type Route,
  reachable,
  type SocketRoute,
  typesOfRoute,
  typesOfSocket,
} from '../../ir/index.ts'
import type { Served } from './find-route.ts'

export interface RouteSources {
  readonly handler: string | undefined
  readonly emitted: string | undefined
}

export function explainRoute(ir: AppIR, route: Served, sources: RouteSources): string {
  const { file, location } = { file: route.handler.file, location: route.handler.location }
  const sections: readonly (readonly [string, string | undefined])[] = [
    [`Handler  ${file}:${location.line}`, sources.handler],
    ['Middleware, outermost first', chain(ir, route)],
    ['Request', request(route.request)],
    ...(isSocket(route) ? messages(route) : []),
    ['Replies', replies(route.replies)],
    ['Types', types(ir, route)],
    ['Emitted', sources.emitted],
  ]
  const settings = isSocket(route) ? socketLimits(ir, route) : limits(ir, route)
  const title = [route.id, route.doc?.summary].filter((part) => part !== undefined).join('\n')
  const shown = sections.flatMap(([heading, body]) =>
    body === undefined || body === '' ? [] : [`${heading}\n\n${indented(body)}`],
  )
  return `${[title, settings, ...shown].join('\n\n')}\n`
}

const isSocket = (route: Served): route is SocketRoute => route.method === 'WS'

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ')

function limits({ config }: AppIR, { bodyLimit, timeout, facts }: Route): string {
  const result = { sync: 'synchronous', promise: 'asynchronous', unknown: 'synchronous or asynchronous' }[facts.result]
  return `${result}, at most ${timeout ?? config.requestTimeout} ms, bodies up to ${bodyLimit ?? config.bodyLimit} bytes`
}

function socketLimits({ config }: AppIR, { timeout, maxPayloadLength, protocols = [] }: SocketRoute): string {
  const size = maxPayloadLength ?? config.webSocket?.maxPayloadLength
  const offered = protocols.length === 0 ? '' : `, subprotocols ${protocols.join(', ')}`
  return `a WebSocket, opened within ${timeout ?? config.requestTimeout} ms, messages up to ${size} bytes${offered}`
}

const messages = ({ incoming, outgoing }: SocketRoute): readonly (readonly [string, string])[] => [
  ['Messages of clients', message(incoming)],
  ['Messages to clients', message(outgoing)],
]

const message = ({ text, bytes }: MessageContract): string =>
  [...(text ? [`${text.content} ${printType(text.type)}`] : []), ...(bytes ? ['binary, as it is'] : [])].join('\n') || 'none'

function chain(ir: AppIR, route: Served): string {
  const byId = new Map(ir.middleware.map((middleware) => [middleware.id, middleware]))
  const line = (id: string) => describe(id, byId.get(id))
  return [...route.middleware.map(line), ...[...route.errorMiddleware].reverse().map(line)].join('\n')
}

function describe(id: string, middleware: Middleware | undefined): string {
  if (middleware === undefined) return id
  const statuses = middleware.replies.map(({ status }) => status).join(', ')
  const notes = [
    middleware.scope,
    ...(middleware.form === 'error' ? ['errors'] : []),
    ...(statuses === '' ? [] : [`may answer ${statuses}`]),
  ]
  return `${id}  (${notes.join('; ')})`
}

function request(contract: RequestContract): string {
  const { body, ...parts } = contract
  const lines = Object.entries(parts).flatMap(([part, properties]) => {
    if (properties === undefined) return []
    return [`${part}: {${properties.length === 0 ? '' : ` ${properties.map(printProperty).join('; ')} `}}`]
  })
  return [...lines, ...(body === undefined ? [] : [`body${body.optional ? '?' : ''}: ${printType(body.type)}`])].join('\n')
}

function replies(contracts: readonly ReplyContract[]): string {
  return contracts
    .map(({ status, body, content, headers = [] }) => {
      const shown = body === undefined ? 'no body' : `${content === 'json' ? '' : `${content} `}${printType(body)}`
      return `${status}  ${shown}${headers.length === 0 ? '' : `  headers { ${headers.map(printProperty).join('; ')} }`}`
    })
    .join('\n')
}

const types = (ir: AppIR, route: Served): string =>
  [...reachable(isSocket(route) ? typesOfSocket(route) : typesOfRoute(route), ir.types)]
    .map((id) => printNamedType(named(id, ir.types)))
    .join('\n\n')
