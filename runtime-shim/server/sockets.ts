/**
 * The WebSockets of an app, between its transport and the handlers of each path:
 *
 *   upgrade  ->  the emitted function of its path: middleware, validation  ->  openSocket  ->  101, and a Connection
 */
import type { Sockets as AppSockets } from '../authoring/index.ts'
import { type AbortReason, type Exchange, isUpgrade, type SocketSupport, type UpgradeExchange } from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import { canonicalPath } from './dispatch.ts'
import { familyHead, tellFirst } from './exposition.ts'
import { fail } from './fail.ts'
import type { AppContext } from './global-context.ts'
import type { Lctx } from './local-context.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'
import { Connection, type Opened } from './socket-connection.ts'
import { type SocketContract, SocketEndpoint } from './socket-endpoint.ts'

/** Milliseconds between two looks for clients that do not answer a goodbye: one that is met twice is waited for no longer. */
const LINGER = 1_000

/** As emitted. */
interface Settings
  extends Pick<SocketSupport, 'idleTimeout' | 'backpressureLimit' | 'closeOnBackpressureLimit' | 'node' | 'uws'> {
  readonly endpoints: readonly SocketEndpoint[]
}

class Sockets implements SocketSupport {
  readonly node: SocketSupport['node']
  readonly uws: SocketSupport['uws']
  readonly maxPayloadLength: number
  readonly idleTimeout: number
  readonly backpressureLimit: number
  readonly closeOnBackpressureLimit: boolean
  readonly #endpoints: readonly SocketEndpoint[]
  #lingering: ReadonlySet<Connection> = new Set()

  constructor({ endpoints, ...settings }: Settings) {
    this.node = settings.node
    this.uws = settings.uws
    this.maxPayloadLength = Math.max(...endpoints.map((endpoint) => endpoint.maxPayloadLength))
    this.idleTimeout = settings.idleTimeout
    this.backpressureLimit = settings.backpressureLimit
    this.closeOnBackpressureLimit = settings.closeOnBackpressureLimit
    this.#endpoints = endpoints
  }

  set publish(publish: SocketSupport['publish']) {
    for (const endpoint of this.#endpoints) endpoint.publishWith(publish)
  }

  get size(): number {
    return this.#endpoints.reduce((sum, { pending }) => sum + pending, 0)
  }

  goAway(left: () => void): void {
    for (const endpoint of this.#endpoints) endpoint.goAway(left)
    const timer = setInterval(() => {
      if (this.size === 0) clearInterval(timer)
      else this.#hurry()
    }, LINGER).unref()
  }

  #hurry(): void {
    const closing = this.#connections().filter(({ isOpen }) => !isOpen)
    for (const connection of closing) if (this.#lingering.has(connection)) connection.terminate()
    this.#lingering = new Set(closing)
  }

  abort(): void {
    for (const connection of this.#connections()) connection.breakOff()
  }

  #connections(): readonly Connection[] {
    return this.#endpoints.flatMap(({ connections }) => [...connections])
  }
}

export const socketEndpoint = (gctx: AppContext, contract: SocketContract): SocketEndpoint => new SocketEndpoint(gctx, contract)

/** All of them, also as `gctx.sockets` and in the metrics. */
export function webSockets(gctx: AppContext, settings: Settings): SocketSupport {
  const { endpoints } = settings
  gctx.sockets = Object.fromEntries(endpoints.map((endpoint) => [endpoint.id.slice('WS '.length), endpoint])) as AppSockets
  tellFirst(gctx.metrics, () => socketLines(endpoints))
  return new Sockets(settings)
}

const FAMILIES = [
  ['gati_websocket_connections', 'gauge', 'WebSockets that are open.'],
  ['gati_websocket_messages_total', 'counter', 'Messages of WebSockets, by direction.'],
] as const

function* socketLines(endpoints: readonly SocketEndpoint[]): Generator<string> {
  const values = endpoints.flatMap((endpoint) => [...endpoint.metrics()])
  for (const [name, type, help] of FAMILIES) {
    yield* familyHead(name, type, help)
    for (const [of, labels, value] of values) if (of === name) yield `${name}{${labels}} ${value}`
  }
}

/** Hands upgrades to the sockets of the router; what asks for one where there is none is answered as any GET. */
export const dispatchSockets =
  (open: (exchange: Exchange, path: string) => boolean): Around =>
  (dispatch) =>
  (exchange) => {
    if (!isUpgrade(exchange) || !opens(open, exchange)) dispatch(exchange)
  }

function opens(open: (exchange: Exchange, path: string) => boolean, exchange: Exchange): boolean {
  exchange.startedAt = performance.now()
  const { path } = exchange
  try {
    if (open(exchange, path)) return true
    const canonical = path.includes('%') ? canonicalPath(path) : undefined
    return canonical !== undefined && canonical !== path && open(exchange, canonical)
  } catch (error) {
    fail(exchange, error)
    return true
  }
}

/** Upgrades, unless the chain answered the request. `lctx` where the socket keeps it. */
export function openSocket(
  exchange: Exchange,
  endpoint: SocketEndpoint,
  protocol: string,
  opened: Opened | undefined,
  lctx?: Lctx,
  res?: Res,
): void {
  if (opened === undefined) throw new UndeclaredReply(res!)
  // The emitted function is called for upgrades alone.
  const upgrade = exchange as UpgradeExchange
  const end = lctx === undefined ? null : outlive(upgrade, lctx)
  const connection = new Connection(endpoint, protocol, opened, lctx, end)
  upgrade.accept(protocol, res?.headerList ?? null, connection, endpoint.maxPayloadLength)
}

/** The local context is not finished with the request, but with the socket. */
function outlive(exchange: UpgradeExchange, lctx: Lctx): (reason: AbortReason) => void {
  const abort = exchange.takeAbortListener()
  const { requestId } = lctx
  exchange.context = { requestId, finished() {}, failed() {} }
  return (reason) => {
    abort?.(reason)
    lctx.finished()
  }
}
