/** The whole IR as text that is short enough to read and says everything that emitters go by. */
import {
  type AppIR,
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
  type SourceRef,
} from '../ir/index.ts'

export function irText(ir: AppIR): string {
  const sections = [
    `app ${ir.name} ${ir.version}`,
    ...ir.routes.map(routeText),
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
  const { id, doc, segments, handler, request, replies, middleware, errorMiddleware, bodyLimit, timeout } = route
  const shape = segments.map((segment) => (segment.kind === 'static' ? segment.value : `{${segment.kind} ${segment.name}}`))
  return block(`${id}  ${sourceText(handler)}`, [
    ...(doc?.summary === undefined ? [] : [`doc ${JSON.stringify(doc.summary)}`]),
    ...(doc?.deprecated === undefined ? [] : [`deprecated ${JSON.stringify(doc.deprecated)}`]),
    `segments /${shape.join('/')}`,
    ...requestText(request),
    ...replies.map(replyText),
    ...middleware.map((name) => `inside ${name}`),
    ...errorMiddleware.map((name) => `errors to ${name}`),
    ...(bodyLimit === undefined ? [] : [`body limit ${bodyLimit}`]),
    ...(timeout === undefined ? [] : [`timeout ${timeout}`]),
  ])
}

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

function configText({ values, source, ...server }: ServerConfig): string {
  const settings = Object.entries(server).map(([name, value]) => `${name} ${value}`)
  return block(source ? `config  ${sourceText(source)}` : 'config', [...settings, `values ${JSON.stringify(values)}`])
}
