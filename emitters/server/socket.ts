/**
 * One WebSocket: the function that its upgrades go to, and what its messages are.
 *
 *   async function wsRoomsRoom(exchange, rawRoom) {          const wsRoomsRoomSocket = socketEndpoint(gctx, {
 *     exchange.route = 3                                       id: 'WS /rooms/:room',
 *     const protocol = shakeHands(exchange, ...)               handlers: WS,
 *     ... read, middleware, validate, as for a route           text: { isJson: true, is: isCommand, ... },
 *     openSocket(exchange, wsRoomsRoomSocket, ...)             stringify: stringifyPosted,
 *   }                                                        })
 */
import type { HandlerFacts, MessageContract, RequestReads, Route, SocketRoute } from '../../compiler/ir/index.ts'
import { comment, literal, quote, type Text, text } from '../code/index.ts'
import { emitLinks, emitRescue } from './chain.ts'
import { handlerCall, type RouteParts } from './endpoint.ts'
import type { ServerModule } from './module.ts'
import { needed, routeReads } from './reads.ts'
import { emitReads, type RawParts, rawParams } from './request.ts'
import { sendFunction } from './route.ts'
import { emitValidation, rawRequest } from './validation.ts'

export interface EmittedSocket {
  /** Of the function that its upgrades go to. */
  readonly name: string
  readonly code: string
  /** Of the constant that `emitSocketEndpoint` declares. */
  readonly endpoint: string
}

const NOTHING_READ: RequestReads = {
  params: false,
  query: false,
  headers: [],
  cookies: false,
  body: false,
  rawBody: false,
  line: false,
}
const NO_UPGRADE: HandlerFacts = { result: 'sync', req: NOTHING_READ, res: false, gctx: false, lctx: false }

/** `number` counts routes and sockets. */
export function emitSocket(module: ServerModule, socket: SocketRoute, number: number): EmittedSocket {
  const name = module.names.unique(socket.path === '/' ? 'ws root' : `ws ${socket.path}`)
  const endpoint = module.names.unique(`${name} socket`)
  const route = requestOf(socket)
  const found = routeReads(module.ir, route)
  const reads = { ...found, result: found.result === 'unknown' ? ('promise' as const) : found.result }
  const params = rawParams(module, route)
  const send = sendFunction(module, route, name)
  const out = text().line(comment(`${socket.id} - ${socket.handler.file}:${socket.handler.location.line}`))
  const isAsync = reads.result === 'promise'
  out.open(`${isAsync ? 'async ' : ''}function ${name}(${['exchange', ...params.map(({ raw }) => raw)].join(', ')}) {`)
  out.line(`exchange.route = ${number}`)
  out.line(`const protocol = ${module.shim('shakeHands')}(exchange, ${endpoint}.rules)`)
  out.line('if (protocol === undefined) return')
  const raw = emitReads(out, module, params, needed(route, reads))
  const keepsContext = socket.lctx
  const lctx = reads.lctx || keepsContext
  if (lctx) out.line(`const lctx = new ${module.shim('Lctx')}(exchange, ${quote(socket.path)}).keep()`)
  const timeout = socket.timeout ?? module.ir.config.requestTimeout
  const parts: RouteParts = { module, route, reads, raw, params, name, send: send.name, timeout, body: 'none' }
  const context = keepsContext ? 'lctx' : 'undefined'
  if (reads.chain === undefined && socket.upgrade === undefined) emitOpening(out, parts, endpoint, keepsContext)
  else emitGuardedOpening(out, { ...parts, reads: { ...reads, lctx } }, socket, endpoint, context)
  out.close()
  return { name, code: out.toString() + send.code(), endpoint }
}

/** What the upgrade is as a request. The function before it stands where a handler does. */
function requestOf({ handler, upgrade = NO_UPGRADE, ...socket }: SocketRoute): Route {
  const hasParams = socket.segments.some(({ kind }) => kind !== 'static')
  return {
    ...socket,
    method: 'GET',
    handler: { ...handler, member: ['upgrade'] },
    facts: {
      ...upgrade,
      // Told from a reply when it is there.
      result: upgrade.result === 'unknown' ? 'promise' : upgrade.result,
      req: { ...upgrade.req, params: hasParams || upgrade.req.params, body: false, rawBody: false },
    },
  }
}

/** Nobody stands between the checks and the socket. */
function emitOpening(out: Text, parts: RouteParts, endpoint: string, keepsContext: boolean): void {
  const { module, route, raw, name } = parts
  emitValidation(out, module, route, parts.reads, raw, name, `return ${module.shim('invalid')}(exchange, `)
  const context = keepsContext ? ', lctx' : ''
  out.line(`${module.shim('openSocket')}(exchange, ${endpoint}, protocol, ${openedWith(route, raw)}${context})`)
}

function emitGuardedOpening(out: Text, parts: RouteParts, socket: SocketRoute, endpoint: string, context: string): void {
  const { module, route, reads, raw, name, send, timeout } = parts
  if (reads.chain !== undefined) out.line(`const req = ${rawRequest(reads.chain, raw, undefined)}`)
  out.line(`const res = new ${module.shim('Res')}()`)
  if (reads.result === 'promise') out.line(`exchange.defer(${timeout})`)
  out.line('let opened').open('try {')
  emitLinks(out, parts, reads.middleware, reads.result === 'promise' ? 'await ' : '', () => {
    emitValidation(out, module, route, parts.reads, raw, name, `throw ${module.shim('invalidRequest')}(`)
    if (reads.lctx) out.line('lctx.processing()')
    const result = `${route.facts.result === 'promise' ? 'await ' : ''}${handlerCall(parts)}`
    out.line(`opened = ${openedWith(route, raw, socket.upgrade === undefined ? undefined : result)}`)
  })
  out.line(`if (res.answered) ${send()}(exchange, res)`)
  out.line(`else ${module.shim('openSocket')}(exchange, ${endpoint}, protocol, opened, ${context}, res)`)
  out.reopen('} catch (error) {')
  emitRescue(out, parts)
  out.close()
}

/** `{ params, query, data: await upgrade({ params }) }`: what the connection keeps of its request. */
function openedWith({ request }: Route, raw: RawParts, data?: string): string {
  const members = (['query', 'headers', 'cookies'] as const).filter((part) => request[part] !== undefined) as string[]
  if (request.params !== undefined) members.unshift('params')
  else if (raw.params !== undefined && raw.params !== '{}') members.unshift(`params: ${raw.params}`)
  if (data !== undefined) members.push(`data: ${data}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

export function emitSocketEndpoint(
  out: Text,
  module: ServerModule,
  socket: SocketRoute,
  { name, endpoint }: EmittedSocket,
): void {
  const { webSocket } = module.ir.config
  if (webSocket === undefined) throw new Error(`nothing is said of what holds for ${socket.id}`)
  const { incoming, outgoing } = socket
  out.open(`const ${endpoint} = ${module.shim('socketEndpoint')}(gctx, {`)
  out.line(`id: ${quote(socket.id)},`)
  out.line(`handlers: ${module.source(socket.handler, `${name} handlers`)},`)
  emitIncoming(out, module, incoming, name)
  if (outgoing.text?.content === 'json')
    out.line(`stringify: ${module.values.stringify(outgoing.text.type, `${name} outgoing`)},`)
  out.line(`maxPayloadLength: ${socket.maxPayloadLength ?? webSocket.maxPayloadLength},`)
  if (socket.protocols !== undefined) out.line(`protocols: ${literal([...socket.protocols])},`)
  const origins = socket.origins ?? webSocket.origins
  out.line(`origins: ${origins === '*' ? quote('*') : literal([...origins])},`)
  // Told when the first request comes: who is trusted is set below.
  if (module.ir.config.proxies !== undefined) out.line(`hostOf: (exchange) => ${module.shim('Lctx')}.proxies(exchange).host,`)
  out.close('})')
}

function emitIncoming(out: Text, module: ServerModule, { text: messages, bytes }: MessageContract, name: string): void {
  if (messages !== undefined) {
    const { content, type } = messages
    const hint = `${name} incoming`
    const read = content === 'json' ? module.values.read(type, hint) : undefined
    const members = [
      `isJson: ${content === 'json'}`,
      `is: ${module.values.is(type, hint)}`,
      `explain: ${module.values.explain(type, hint)}`,
      ...(read === undefined ? [] : [`read: ${read}`]),
    ]
    out.line(`text: { ${members.join(', ')} },`)
  }
  out.line(`bytes: ${bytes},`)
}
