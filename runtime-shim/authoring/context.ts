/** `gctx` and `lctx`: what lives as long as the server, and as long as a request. */

/** Exports of `src/modules/*`, by module name. Filled by the compiler. */
export interface Modules {}
/** Sockets by path, `/rooms/:id`: `gctx.sockets`. Filled by the compiler. */
export interface Sockets {}
/** The validated environment. Filled by the compiler from `interface Env` in `src/env.ts`. */
export interface Env {}
/** `config` of `gati.config.ts`. Filled by the compiler. */
export interface Config {}
/** `lctx.state`: what middleware leaves for handlers. Filled by the app. */
export interface LocalState {
  /** Who was recognised, by a helper of `@gati-framework/core/auth`. */
  readonly auth?: Identity
}
/** What is known of who sends a request. An app adds what its own checks tell, by declaration merging. */
export interface Identity {
  readonly userId: string
  readonly scopes?: readonly string[]
  /** What a JWT says. */
  readonly claims?: Readonly<Record<string, unknown>>
}
/** `gctx.state`: what lives as long as the server. Filled by the app. */
export interface GlobalState {}

export interface Logger {
  trace(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
export type LogFields = Readonly<Record<string, unknown>>

export type Labels = Readonly<Record<string, string>>

/** Prometheus metrics of the app's own, served at `/_metrics` beside the server's. */
export interface Metrics {
  incrementCounter(name: string, labels?: Labels, value?: number): void
  setGauge(name: string, value: number, labels?: Labels): void
  recordHistogram(name: string, value: number, labels?: Labels): void
}

export interface HealthResult {
  readonly status: 'pass' | 'warn' | 'fail'
  readonly message?: string
}

type Hook = () => void | Promise<void>

export interface ShutdownHookOptions {
  readonly priority?: number
  /** Milliseconds after which the next hook runs and the shutdown is not clean; 5000, or half of `server.shutdownTimeout` if that is less. */
  readonly timeout?: number
}

export interface GlobalLifecycle {
  /** Runs before the server listens; higher priority first. A rejection ends the start. */
  onStartup(name: string, hook: Hook, priority?: number): void
  onStartup(hook: Hook, priority?: number): void
  /** Runs when everything in flight has been answered; higher priority first. */
  onShutdown(name: string, hook: Hook, options?: number | ShutdownHookOptions): void
  onShutdown(hook: Hook, options?: number | ShutdownHookOptions): void
  /** Part of `/_health/ready`. */
  onHealthCheck(name: string, check: () => HealthResult | Promise<HealthResult>): void
  isShuttingDown(): boolean
}

/** Lives as long as the server. */
export interface GlobalContext {
  readonly instance: {
    readonly id: string
    readonly region: string
    readonly zone: string
    /** ms since the epoch */
    readonly startedAt: number
  }
  readonly modules: Modules
  /** What clients that opened a WebSocket are told from elsewhere: `gctx.sockets['/prices'].publish('btc', { price })`. */
  readonly sockets: Sockets
  readonly env: Env
  readonly config: Config
  readonly state: GlobalState
  readonly lifecycle: GlobalLifecycle
  readonly metrics: Metrics
  readonly logger: Logger
}

export type RequestPhase = 'received' | 'authenticated' | 'authorized' | 'validated' | 'processing' | 'completed' | 'error'

export interface LocalLifecycle {
  /** Runs when the answer has been sent or the request was aborted. */
  onCleanup(name: string, hook: Hook): void
  onCleanup(hook: Hook): void
  onTimeout(hook: Hook): void
  onError(hook: (error: unknown) => void | Promise<void>): void
  onPhaseChange(hook: (phase: RequestPhase, previous: RequestPhase) => void): void
  setPhase(phase: RequestPhase): void
  isTimedOut(): boolean
  isCleaningUp(): boolean
}

/** Lives as long as one request. */
export interface LocalContext {
  readonly requestId: string
  readonly traceId: string
  /** W3C Trace Context for calls to other services: the trace of this request, with this server's span as the parent. */
  readonly traceparent: string
  readonly clientId: string
  /** When the request arrived, ms since the epoch. */
  readonly timestamp: number
  readonly refs: { sessionId?: string; userId?: string; tenantId?: string }
  /** As the connection tells it; as trusted proxies do, where `server.trustProxy` names them. */
  readonly client: {
    readonly ip: string
    readonly protocol: 'http' | 'https'
    /** With its port where there is one. */
    readonly host: string
    readonly userAgent: string
    readonly region: string
  }
  readonly meta: {
    readonly timestamp: number
    readonly instanceId: string
    readonly region: string
    readonly method: string
    readonly path: string
    /** `/users/:id` */
    readonly route: string
    readonly phase: RequestPhase
  }
  readonly state: LocalState
  readonly lifecycle: LocalLifecycle
  /** Carries the request's id. */
  readonly logger: Logger
  /** Aborted when the client goes away, the request times out or the server's shutdown deadline passes. */
  readonly signal: AbortSignal
}
