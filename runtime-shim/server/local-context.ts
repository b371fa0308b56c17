import type { LocalContext, LocalLifecycle, LocalState, Logger, RequestPhase } from '../authoring/index.ts'
import type { AbortReason, Exchange } from '../transport/index.ts'
import { instance } from './instance.ts'
import { LocalHooks } from './local-lifecycle.ts'
import { childLogger } from './logger.ts'
import { nodeCrypto } from './node-crypto.ts'
import type { Origin } from './proxies.ts'
import { isRequestId } from './request-ids.ts'
import type { TraceContext } from './traces.ts'

/** W3C Trace Context, version 00 and what later versions keep of it. */
const TRACEPARENT = /^(?!ff)(?:00(?=.{53}$)|(?!00)[\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})(?:$|-)/

interface KeptHeaders {
  readonly requestId: string
  readonly traceparent: string
  readonly clientId: string
  readonly userAgent: string
  readonly region: string
  readonly origin: Origin
}

/** The `lctx` of one request. Its members are made when they are first used. */
export class Lctx implements LocalContext {
  /** Set at the start by a server that trusts proxies. */
  static proxies: ((exchange: Exchange) => Origin) | null = null
  /** The header with the id that a client gives its request. */
  static requestIdHeader = 'x-request-id'

  readonly timestamp = Date.now()
  readonly refs: LocalContext['refs'] = {}
  readonly #exchange: Exchange
  readonly #route: string
  #kept: KeptHeaders | undefined
  #requestId: string | undefined
  #traceId: string | undefined
  #traceparent: string | undefined
  #state: LocalState | undefined
  #logger: Logger | undefined
  #hooks: LocalHooks | undefined
  #controller: AbortController | undefined
  #abortReason: AbortReason | undefined
  #phase: RequestPhase = 'received'

  /** `route` as declared: `/users/:id`. */
  constructor(exchange: Exchange, route: string) {
    this.#exchange = exchange
    this.#route = route
    exchange.context = this
  }

  /** For routes that answer later: takes from the request what it gives only now, and listens for its end. */
  keep(): this {
    if (this.#kept !== undefined) return this
    const exchange = this.#exchange
    this.#kept = {
      requestId: exchange.requestId || exchange.header(Lctx.requestIdHeader),
      traceparent: exchange.header('traceparent'),
      clientId: exchange.header('x-client-id'),
      userAgent: exchange.header('user-agent'),
      region: exchange.header('x-client-region'),
      origin: Lctx.proxies?.(exchange) ?? { ip: exchange.remoteAddress(), protocol: 'http', host: exchange.header('host') },
    }
    exchange.onAbort((reason) => this.#aborted(reason))
    return this
  }

  get #headers(): KeptHeaders {
    return this.keep().#kept!
  }

  get requestId(): string {
    if (this.#requestId === undefined) {
      const sent = this.#headers.requestId
      this.#requestId = isRequestId(sent) ? sent : nodeCrypto().randomUUID()
    }
    return this.#requestId
  }

  get traceId(): string {
    this.#traceId ??=
      (this.#exchange.trace as TraceContext | null)?.traceId ??
      TRACEPARENT.exec(this.#headers.traceparent)?.[1] ??
      nodeCrypto().randomUUID().replaceAll('-', '')
    return this.#traceId
  }

  get traceparent(): string {
    const traced = this.#exchange.trace as TraceContext | null
    if (traced !== null) return `00-${traced.traceId}-${traced.spanId}-${traced.sampled ? '01' : '00'}`
    if (this.#traceparent === undefined) {
      // Whether the trace is recorded is for whoever began it to say.
      const flags = TRACEPARENT.exec(this.#headers.traceparent)?.[2] ?? '00'
      const sampled = (Number.parseInt(flags, 16) & 1).toString().padStart(2, '0')
      this.#traceparent = `00-${this.traceId}-${nodeCrypto().randomBytes(8).toString('hex')}-${sampled}`
    }
    return this.#traceparent
  }

  get clientId(): string {
    const sent = this.#headers.clientId
    return isRequestId(sent) ? sent : this.#headers.origin.ip
  }

  get client(): LocalContext['client'] {
    const { origin, userAgent, region } = this.#headers
    return { ...origin, userAgent, region }
  }

  get meta(): LocalContext['meta'] {
    const { id: instanceId, region } = instance()
    const { method, path } = this.#exchange
    return { timestamp: this.timestamp, instanceId, region, method, path, route: this.#route, phase: this.#phase }
  }

  get state(): LocalState {
    this.#state ??= {}
    return this.#state
  }

  get logger(): Logger {
    this.#logger ??= childLogger({ requestId: this.requestId })
    return this.#logger
  }

  get lifecycle(): LocalLifecycle {
    return this.#lifecycle
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.keep()
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(abortError(this.#abortReason))
    }
    return this.#controller.signal
  }

  /** Emitted before the handler of a route whose middleware may listen for phases. */
  processing(): void {
    this.#enter('validated')
    this.#enter('processing')
  }

  /** The shim's: something was thrown and not answered by the app. */
  failed(error: unknown): void {
    this.#enter('error')
    this.#hooks?.failed(error)
  }

  /** The shim's: the answer has left, or the request ended without one. */
  finished(): void {
    if (this.#phase !== 'error') this.#enter('completed')
    this.#hooks?.cleanUp()
  }

  get #lifecycle(): LocalHooks {
    this.keep()
    this.#hooks ??= new LocalHooks(this, {
      enter: (phase) => this.#enter(phase),
      timedOut: () => this.#abortReason === 'timeout',
    })
    return this.#hooks
  }

  #enter(phase: RequestPhase): void {
    const previous = this.#phase
    if (phase === previous) return
    this.#phase = phase
    this.#hooks?.phaseChanged(phase, previous)
  }

  #aborted(reason: AbortReason): void {
    this.#abortReason = reason
    this.#controller?.abort(abortError(reason))
    if (reason === 'timeout') this.#hooks?.timedOut()
  }
}

const ABORT_TEXTS: Readonly<Record<AbortReason, readonly [message: string, name: string]>> = {
  client: ['the client went away', 'AbortError'],
  timeout: ['the request took too long', 'TimeoutError'],
  shutdown: ['the server is shutting down', 'AbortError'],
}

const abortError = (reason: AbortReason): DOMException => new DOMException(...ABORT_TEXTS[reason])
