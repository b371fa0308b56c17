/** The whole IR as text that is short enough to read and says everything that emitters go by. */
import {
  type AppIR,
  type MessageContract,
  type Middleware,
  type Module,
  type Property,
  printNamedType,
  printProperty,
  printType,
  type ReplyContract,
  type RequestContract,
  type Route,
  type ServerConfig,
  type SocketRoute,
  type SourceRef,
  type WebSocketConfig,
} from '../ir/index.ts'

export function irText(ir: AppIR): string {
  const sections = [
    `app ${ir.name} ${ir.version}`,
    ...ir.routes.map(routeText),
    ...(ir.sockets ?? []).map(socketText),
    ...ir.middleware.map(middlewareText),
    ...ir.modules.map(moduleText),
    ...Object.values(ir.types).map((type) => printNamedType(type)),
    ...(ir.env ? [`env ${membersText(ir.env.properties)}`] : []),
    configText(ir.config),
  ]
  return `${sections.join('\n\n')}\n`
}

const block = (head: string, lines: readonly string[]): string => [head, ...lines.map((line) => `  ${line}`)].join('\n')

function sourceText({ file, exportName, location, member = [] }: SourceRef): string {
  const path = member
    .map((part) => (typeof part === 'number' ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `['${part}']`))
    .join('')
  return `${file}:${location.line} ${exportName}${path}`
}

const membersText = (properties: readonly Property[]): string =>
  properties.length === 0 ? '{}' : `{ ${properties.map(printProperty).join('; ')} }`

function routeText(route: Route): string {
  const { id, handler, request, replies, middleware, errorMiddleware, bodyLimit, timeout } = route
  return block(`${id}  ${sourceText(handler)}`, [
    ...headText(route),
    ...requestText(request),
    ...replies.map(replyText),
    ...middleware.map((name) => `inside ${name}`),
    ...errorMiddleware.map((name) => `errors to ${name}`),
    ...(bodyLimit === undefined ? [] : [`body limit ${bodyLimit}`]),
    ...(timeout === undefined ? [] : [`timeout ${timeout}`]),
  ])
}

function headText({ doc, segments }: Pick<Route, 'doc' | 'segments'>): readonly string[] {
  const shape = segments.map((segment) => (segment.kind === 'static' ? segment.value : `{${segment.kind} ${segment.name}}`))
  return [
    ...(doc?.summary === undefined ? [] : [`doc ${JSON.stringify(doc.summary)}`]),
    ...(doc?.deprecated === undefined ? [] : [`deprecated ${JSON.stringify(doc.deprecated)}`]),
    `segments /${shape.join('/')}`,
  ]
}

function socketText(socket: SocketRoute): string {
  const { id, handler, request, incoming, outgoing, handlers, replies, middleware, errorMiddleware } = socket
  return block(`${id}  ${sourceText(handler)}`, [
    ...headText(socket),
    ...requestText(request),
    `incoming ${messageText(incoming)}`,
    `outgoing ${messageText(outgoing)}`,
    `handlers ${handlers.join(', ')}${socket.lctx ? ', with lctx' : ''}`,
    ...replies.map(replyText),
    ...middleware.map((name) => `inside ${name}`),
    ...errorMiddleware.map((name) => `errors to ${name}`),
    ...(socket.timeout === undefined ? [] : [`timeout ${socket.timeout}`]),
    ...(socket.maxPayloadLength === undefined ? [] : [`messages up to ${socket.maxPayloadLength}`]),
    ...(socket.protocols === undefined ? [] : [`protocols ${socket.protocols.join(', ')}`]),
    ...(socket.origins === undefined ? [] : [`origins ${originsText(socket.origins)}`]),
  ])
}

function messageText({ text, bytes }: MessageContract): string {
  const kinds = [...(text ? [`${text.content} ${printType(text.type)}`] : []), ...(bytes ? ['bytes'] : [])]
  return kinds.length === 0 ? 'nothing' : kinds.join(', ')
}

const originsText = (origins: '*' | readonly string[]): string => (origins === '*' ? '*' : origins.join(', '))

function requestText({ params, query, headers, cookies, body }: RequestContract): readonly string[] {
  const parts = Object.entries({ params, query, headers, cookies })
  return [
    ...parts.flatMap(([name, properties]) => (properties ? [`${name} ${membersText(properties)}`] : [])),
    ...(body ? [`body${body.optional ? '?' : ''} ${printType(body.type)}`] : []),
  ]
}

function replyText({ status, content, body, events = [], variants = [], headers, doc }: ReplyContract): string {
  const kinds = [
    ...events.map(({ name = '*', data }) => `${name}: ${printType(data)}`),
    ...variants.map((variant) => `${variant.mediaType}: ${printType(variant.body)}`),
  ]
  const parts = [`${status}`, ...(content === 'none' ? [] : [content]), ...(body ? [printType(body)] : []), ...kinds]
  const withHeaders = headers ? [...parts, 'with', membersText(headers)] : parts
  return [...withHeaders, ...(doc?.summary === undefined ? [] : ['-', JSON.stringify(doc.summary)])].join(' ')
}

function middlewareText({ id, form, scope, source, replies, modules = [] }: Middleware): string {
  const kind = form === 'error' ? 'error middleware' : 'middleware'
  const lines = [`source ${sourceText(source)}`, ...modules.map((name) => `reads module ${name}`), ...replies.map(replyText)]
  return block(`${scope} ${kind} ${id}`, lines)
}

function moduleText({ name, source, form, has, dependencies }: Module): string {
  const lines = [`needs ${dependencies.join(', ')}`].filter(() => dependencies.length > 0)
  return block(`module ${name}  ${form}${has.length > 0 ? ` of ${has.join(', ')}` : ''}  ${sourceText(source)}`, lines)
}

function configText({ values, source, webSocket, ...server }: ServerConfig): string {
  const settings = [
    ...Object.entries(server).map(([name, value]) => `${name} ${value}`),
    ...(webSocket ? [`webSocket ${webSocketText(webSocket)}`] : []),
  ]
  return block(source ? `config  ${sourceText(source)}` : 'config', [...settings, `values ${JSON.stringify(values)}`])
}

const webSocketText = ({ origins, ...settings }: WebSocketConfig): string =>
  [...Object.entries(settings), ...(origins.length > 0 ? [['origins', originsText(origins)]] : [])]
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
