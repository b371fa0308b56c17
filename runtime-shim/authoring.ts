/**
 * The authoring surface: what handlers, middleware and modules are typed with. Types only.
 * The interfaces `Modules`, `Env`, `Config`, `LocalState` and `GlobalState` are empty here and filled by declaration merging:
 * the first three by the compiler in `.gati/generated/context.ts`, the last two by the app.
 */

// Requests ----------------------------------------------------------------------------------------------------------

/** The parts of a request that a handler declares; a part left out reaches it as raw strings. */
export interface RequestShape {
  params?: object
  query?: object
  /** Names in lower case. */
  headers?: object
  cookies?: object
  /** JSON, unless it is a `Form`, a `Multipart`, a `Text`, a `Uint8Array` or a `BodyStream`. */
  body?: unknown
}

// Kinds of bodies. The mark says how the whole body is read; the value is what it is without it.

/** `application/x-www-form-urlencoded`: fields are text that is converted as in a query. */
export type Form<Fields extends object> = Fields & { readonly __gati_content?: 'form' }
/** `multipart/form-data`: fields as in a `Form`, and files as `UploadedFile` or `UploadedFile[]`. */
export type Multipart<Parts extends object> = Parts & { readonly __gati_content?: 'multipart' }
/** `text/plain`. */
export type Text = string & { readonly __gati_content?: 'text' }
/** The body as it arrives, of any type, up to its limit. Reading it rejects where the client goes away or sends too much. */
export type BodyStream = ReadableStream<Uint8Array>

export interface FileLimits {
  /** Media types, as the client names them: `'image/png' | 'image/*'`. */
  readonly types?: string
  readonly maxBytes?: number
}

/** A file of a `Multipart` body. Small ones are in memory, others in a temporary file; both are gone when the request is over. */
export interface UploadedFile<Limits extends FileLimits = {}> {
  /** As the client calls it, without its folders; `''` where it says none. Never use it as a path. */
  readonly name: string
  /** The media type that the client says it is. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
  stream(): ReadableStream<Uint8Array>
  readonly __gati_limits?: Limits
}

export type Part<Shape, Name extends keyof RequestShape, Otherwise> = Name extends keyof Shape ? Shape[Name] : Otherwise

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

export interface Request<Shape extends RequestShape = {}> {
  readonly method: HttpMethod
  /** The request target without its query, percent-encoded as it arrived. */
  readonly path: string
  readonly params: Part<Shape, 'params', Readonly<Record<string, string>>>
  readonly query: WithDefaults<Part<Shape, 'query', Readonly<Record<string, string | string[] | undefined>>>>
  /** Lower-case names; a header sent more than once is joined with `, `. */
  readonly headers: WithDefaults<Part<Shape, 'headers', {}>> & Readonly<Record<string, string | undefined>>
  readonly cookies: WithDefaults<Part<Shape, 'cookies', Readonly<Record<string, string | undefined>>>>
  readonly body: WithDefaults<Part<Shape, 'body', unknown>>
  /** The body's bytes as they arrived; empty when there is none. */
  readonly rawBody: Uint8Array
}

/** Members that carry `Default<V>` are always there. */
export type WithDefaults<T> = T extends object
  ? DefaultedKeys<T> extends never
    ? T
    : T & { [K in DefaultedKeys<T>]-?: Exclude<T[K], undefined> }
  : T
type DefaultedKeys<T> = { [K in keyof T]-?: '__gati_default' extends keyof NonNullable<T[K]> ? K : never }[keyof T]

// Replies -----------------------------------------------------------------------------------------------------------

declare const reply: unique symbol

/** How a reply's body is written: JSON text, plain text, bytes; piece by piece; as events; from a file; as the client prefers it. */
export type Content = 'json' | 'text' | 'bytes' | 'stream' | 'events' | 'file' | 'negotiated'

/** What can be sent piece by piece. Text is sent as UTF-8. */
export type StreamSource = AsyncIterable<string | Uint8Array> | ReadableStream<string | Uint8Array>

/** One event of a `text/event-stream`; `data` is sent as JSON. */
export interface ServerSentEvent {
  /** `message` where absent. */
  readonly event?: string
  /** Comes back as `last-event-id` when the client connects again. */
  readonly id?: string | number
  /** Milliseconds after which the client connects again. */
  readonly retry?: number
  readonly data: unknown
}

export interface EventStreamOptions {
  /** Milliseconds after which the client connects again when the connection is lost. */
  readonly retry?: number
  /** Milliseconds of silence after which a comment is sent; 15000. */
  readonly heartbeat?: number
}

/** How a file is answered. */
export interface FileOptions {
  /** The folder that the file must lie in, also behind links; the working directory where absent. */
  readonly root?: string
  /** Saved by the client instead of shown: under its own name, or this one. */
  readonly download?: boolean | string
  /** `cache-control: public, max-age=`, in seconds. */
  readonly maxAge?: number
  /** With `maxAge`: never asked for again meanwhile. */
  readonly immutable?: boolean
  /** Whether `.br` and `.gz` files beside it are sent to clients that take them; true. */
  readonly precompressed?: boolean
  /** Whether names that begin with a dot are found; false. */
  readonly dotfiles?: boolean
}

/** Answers with the events that an async iterable gives: `Handler<{}, Sse<{ event: 'price'; data: Price }>>`. */
export type Sse<Event extends ServerSentEvent, Headers = {}> = Reply<200, Event, Headers, 'events'>
/** Answers piece by piece: `Handler<{}, Stream<string>>`. */
export type Stream<Piece extends string | Uint8Array = Uint8Array, Headers = {}> = Reply<200, Piece, Headers, 'stream'>

/** One answer that a handler may give. Made by `res`; in a contract, written: `User | Reply<404, { error: 'user_not_found' }>`. */
export interface Reply<Status extends number, Body = undefined, Headers = {}, As extends Content = 'json'> {
  readonly [reply]: [Status, Body, Headers, As]
}

export type HeaderValue = string | number | readonly string[]

export interface CookieOptions {
  /** `/` */
  readonly path?: string
  /** The host alone where absent. */
  readonly domain?: string
  /** Seconds; until the browser is closed where absent. */
  readonly maxAge?: number
  readonly expires?: Date
  /** Kept from scripts; true. */
  readonly httpOnly?: boolean
  /** Sent over HTTPS only (and to localhost, by most browsers); true. */
  readonly secure?: boolean
  /** `lax` */
  readonly sameSite?: 'strict' | 'lax' | 'none'
  readonly partitioned?: boolean
  /** With COOKIE_SECRET; true for a name that some handler declares as `Signed`. */
  readonly signed?: boolean
}

/** A cookie that counts only where this server signed it: `cookies: { session: Signed<string> }`. Signed wherever the app sets it. */
export type Signed<T extends string | number | boolean = string> = T & { readonly __gati_signed?: true }

/** Chainable; the type follows, so that `res.status(404).json(x)` is a `Reply<404, X>`. The answer leaves when the handler is done. */
export interface Response<Status extends number = 200, Headers = {}> {
  status<S extends number>(code: S): Response<S, Headers>
  header<const Name extends string>(
    name: Name,
    value: HeaderValue,
  ): Response<Status, Headers & { [N in Lowercase<Name>]: string }>
  headers<const H extends Readonly<Record<string, HeaderValue>>>(
    headers: H,
  ): Response<Status, Headers & { [N in keyof H & string as Lowercase<N>]: string }>
  /** Percent-encoded; checked by RFC 6265. Cookies add up. */
  cookie(name: string, value: string, options?: CookieOptions): Response<Status, Headers>
  /** Tells the browser to forget it; `path` and `domain` as they were set. */
  clearCookie(name: string, options?: Pick<CookieOptions, 'path' | 'domain'>): Response<Status, Headers>
  /** `application/json`. Only what the declared type names is written. */
  json<const Body extends unknown[] | object | string | number | bigint | boolean | null | undefined>(
    body: Body,
  ): Reply<Status, Body, Headers>
  /** `text/plain; charset=utf-8`. */
  text(body: string): Reply<Status, string, Headers, 'text'>
  /** A string as `text/plain`, bytes as `application/octet-stream`, unless a `content-type` header was set. */
  send(body: string): Reply<Status, string, Headers, 'text'>
  send(body: Uint8Array): Reply<Status, Uint8Array, Headers, 'bytes'>
  /** Piece by piece, as the client takes it. `application/octet-stream` (`text/plain` for text), unless a `content-type` header was set. */
  stream<Piece extends string | Uint8Array>(
    pieces: AsyncIterable<Piece> | ReadableStream<Piece>,
  ): Reply<Status, Piece, Headers, 'stream'>
  /** `text/event-stream`. The iterable is ended when the client goes away. */
  events<const Event extends ServerSentEvent>(
    events: AsyncIterable<Event>,
    options?: EventStreamOptions,
  ): Reply<Status, Event, Headers, 'events'>
  /**
   * A file, or what the client still needs of it: by `If-None-Match`, `If-Modified-Since`, `Range`. 404 where there is none below
   * `root`. The `content-type` goes by its name.
   */
  file(this: Response<200, Headers>, path: string, options?: FileOptions): Reply<200, Uint8Array, Headers, 'file'>
  /**
   * The form that the client prefers by `Accept`, the first of equals; 406 where it takes none. Only the function of that form is
   * called: `res.negotiate({ 'application/json': () => rows, 'text/csv': () => csv(rows) })`.
   */
  negotiate<const Forms extends { readonly [Type in `${string}/${string}`]: () => unknown }>(
    forms: Forms,
  ): Reply<Status, { [Type in keyof Forms]: Forms[Type] extends () => infer Form ? Awaited<Form> : never }, Headers, 'negotiated'>
  /** 302 unless another 3xx status was asked for. */
  redirect(url: string): Reply<302, undefined, Headers & { location: string }>
  redirect<S extends 301 | 302 | 303 | 307 | 308>(url: string, status: S): Reply<S, undefined, Headers & { location: string }>
  /** No body. */
  end(): Reply<Status, undefined, Headers>
  /** Whether an answer has been given. */
  readonly answered: boolean
  /** The status that the answer has, or will have. */
  readonly statusCode: number
}

// Contexts ----------------------------------------------------------------------------------------------------------

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

// Functions ---------------------------------------------------------------------------------------------------------

/**
 * A request handler. `Shape` declares the request, `Answer` the answers; either may be left out, and is then inferred.
 *
 *   export const GET: Handler<{ params: { id: UUID } }, User | Reply<404, { error: 'user_not_found' }>> = ...
 */
export type Handler<Shape extends RequestShape = {}, Answer = unknown> = (
  req: Request<Shape>,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) => Answer | Promise<Answer>

/** Runs what is inside: the rest of the chain and the handler. Call it at most once; a promise only if something inside is asynchronous. */
export type Next = () => void | Promise<void>

export type AnyReply = Reply<number, any, any, Content>

/** Answers by itself (with `res`), or calls `next`. */
export type Middleware<Answer extends AnyReply | void = AnyReply | void> = (
  req: Request,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
  next: Next,
) => Answer | void | Promise<Answer | void>

/** Answers what was thrown inside, or leaves it to the next error middleware outwards by not answering. */
export type ErrorMiddleware<Answer extends AnyReply | void = AnyReply | void> = (
  error: unknown,
  req: Request,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) => Answer | void | Promise<Answer | void>

// Modules -----------------------------------------------------------------------------------------------------------

/** A module in full form. Its value in `gctx.modules` is `exports`, or what `init` returns where there is no `exports`. */
export interface Module<Exports = unknown, State = unknown> {
  readonly name: string
  readonly version?: string
  readonly description?: string
  /** Names of modules that are initialised before this one, besides those it reads from `gctx.modules`. */
  readonly dependencies?: readonly string[]
  readonly exports?: Exports
  init?(gctx: GlobalContext): Exports | void | Promise<Exports | void>
  shutdown?(): void | Promise<void>
  /** Part of `/_health/ready`. */
  healthCheck?(): boolean | HealthResult | Promise<boolean | HealthResult>
  /** What `gatic watch` brings to the next version of the module, as JSON: called when this one has answered its last request. */
  handover?(): State | Promise<State>
  /** Called after `init`, before the first request, with what the version before handed over. */
  takeover?(state: State): void | Promise<void>
}

/** The value that `gctx.modules` has for a module file, whichever of the four forms it is written in. */
export type ModuleExports<File> = File extends { default: infer Default } ? ExportsOf<Default> : File
type ExportsOf<M> = M extends (...args: never[]) => infer Result
  ? Awaited<Result>
  : 'exports' extends keyof M
    ? Exclude<M['exports'], undefined>
    : M extends { init: (...args: never[]) => infer Result }
      ? Exclude<Awaited<Result>, void | undefined>
      : M extends Module<infer Exports>
        ? unknown extends Exports
          ? M
          : Exports
        : M

// Configuration -----------------------------------------------------------------------------------------------------

export interface RouteOverride {
  /** Runs inside the global and directory middleware. */
  readonly middleware?: readonly (Middleware<any> | ErrorMiddleware<any>)[]
  /** Bytes. */
  readonly bodyLimit?: number
  /** Milliseconds. */
  readonly timeout?: number
  /** Whether its JSON carries an ETag, by which a client that has it is answered 304. */
  readonly etag?: boolean
  /** Whether its answers are compressed, where that is not as `server.compression` says. */
  readonly compression?: boolean
  /** In place of `server.rateLimit`; `false`: as many as come. */
  readonly rateLimit?: RateLimit | false
  /** In place of `server.idempotency`, for a POST or PATCH. */
  readonly idempotency?: boolean | Idempotency
  /** Not served: requests get 404 (or 405 where the path has other methods). */
  readonly disabled?: boolean
  /** Serves this path with a handler outside src/api and src/handlers: `'./src/legacy/status.ts#GET'`. */
  readonly handler?: string
}

export interface StaticFolder extends Omit<FileOptions, 'root' | 'download'> {
  /** The path that the folder's files are below: `/assets`, or `/`. */
  readonly path: string
  /** Relative to the app's folder: `./public`. */
  readonly folder: string
  /** The file that answers for a folder; `index.html`. */
  readonly index?: string
  /** The file that answers for what is not there: `index.html` of an app that does its routing in the browser. */
  readonly fallback?: string
}

/** The usual ones, with what is written here in place of theirs; `false` leaves one out. What an answer says by itself stands. */
export interface SecurityHeaders {
  /** `frame-ancestors 'none'` */
  readonly 'content-security-policy'?: string | false
  /** `same-origin` */
  readonly 'cross-origin-opener-policy'?: string | false
  /** `same-origin` */
  readonly 'cross-origin-resource-policy'?: string | false
  /** `no-referrer` */
  readonly 'referrer-policy'?: string | false
  /** `max-age=31536000` */
  readonly 'strict-transport-security'?: string | false
  /** `nosniff` */
  readonly 'x-content-type-options'?: string | false
  /** `DENY` */
  readonly 'x-frame-options'?: string | false
  /** None, as are the following, unless it is written here. */
  readonly 'cross-origin-embedder-policy'?: string | false
  readonly 'origin-agent-cluster'?: string | false
  readonly 'permissions-policy'?: string | false
  readonly 'x-permitted-cross-domain-policies'?: string | false
}

/** Which pages of other origins may read answers. Preflight requests are answered for every path that is served. */
export interface Cors {
  /** `'https://example.org'`, `'https://*.example.org'` (any host below), `'http://localhost:*'` (any port); `'*'`: every page, as where absent. */
  readonly origins?: '*' | readonly string[]
  /** Those that the path answers where absent. */
  readonly methods?: readonly string[]
  /** Request headers; those that are asked for where absent. */
  readonly headers?: readonly string[]
  /** Response headers that pages may read. */
  readonly exposedHeaders?: readonly string[]
  /** Cookies and credentials of the browser are sent along; origins must be named then. */
  readonly credentials?: boolean
  /** Seconds that a browser remembers the answer to its preflight request. */
  readonly maxAge?: number
}

/** What holds for all sockets. */
export interface WebSocketSettings {
  /** Bytes of one message, more close the socket with 1009; 65536. */
  readonly maxPayloadLength?: number
  /** Milliseconds without a word from a client after which it is given up, 8000 to 960000, or 0: never. It is pinged before; 120000. */
  readonly idleTimeout?: number
  /** Bytes that wait for a client which does not take them; 1 MiB. What is sent beyond is dropped. */
  readonly backpressureLimit?: number
  /** Such a client is given up instead; false. */
  readonly closeOnBackpressureLimit?: boolean
  /** Whose pages may open sockets, as in `cors.origins`; those of this server and of `cors` where absent (but not its `'*'`). */
  readonly origins?: '*' | readonly string[]
}

/** Gives what requests are counted by, inside the middleware: undefined, the client's address. */
export type RateLimitKey = (
  req: Request,
  res: Response,
  gctx: GlobalContext,
  lctx: LocalContext,
) => string | undefined | Promise<string | undefined>

/** `limit` requests at once, and as many again spread over each `window`; 429 beyond. */
export interface RateLimit {
  readonly limit: number
  /** Seconds. */
  readonly window: number
  /** Who is counted: the client's address, the value of a header, or what a function gives; `address`. */
  readonly key?: 'address' | { readonly header: string } | RateLimitKey
  /** The module that counts, a `RateLimitStore`; in the memory of each server where absent. */
  readonly store?: string
  /** Whether requests are let in when the store fails; `open`. */
  readonly whenStoreFails?: 'open' | 'closed'
}

/** The first answer to an `Idempotency-Key` is given again when the request is sent again. */
export interface Idempotency {
  /** A request without a key is refused; false. */
  readonly required?: boolean
  /** Seconds that an answer is kept; 86400. */
  readonly ttl?: number
  /** The module that keeps answers, an `IdempotencyStore`; in the memory of each server where absent. */
  readonly store?: string
  /** Whether requests are let in when the store fails; `closed`. */
  readonly whenStoreFails?: 'open' | 'closed'
}

/** Of which answers, and how, fewer bytes are sent to clients that take them. */
export interface Compression {
  /** Bytes below which an answer is sent as it is; 1024. */
  readonly threshold?: number
  /** In the order of preference; `['br', 'gzip']`. */
  readonly codings?: readonly ('br' | 'gzip')[]
}

/** Gives the version that a client is pinned to who names none: as it could name it itself; undefined: the default. */
export type VersionPin = (
  req: Pick<Request, 'method' | 'path' | 'headers' | 'cookies'>,
  gctx: GlobalContext,
) => string | undefined

/** How clients say which of the versions in `.gati/versions` they mean. */
export interface VersionSettings {
  /** `x-api-version`. */
  readonly header?: string
  /** A parameter of the query by which it can be said as well, `true`: `version`; none where absent. The header wins. */
  readonly query?: boolean | string
  /** What is meant where nothing is said: a tag, a number, a date; `latest`. `gatic version rollback` overrides it. */
  readonly default?: string
  /** What a date means that is before the first version: that version, or a refusal; `oldest`. */
  readonly beforeFirst?: 'oldest' | 'refuse'
  /** Where versions are listed; `/versions`, unless a route of the app is there. */
  readonly list?: false | string
  readonly pin?: VersionPin
}

/** `gati.config.ts`. Read without running it: every value must be a literal, a constant, or (for middleware) the name of a function. */
export interface GatiConfig {
  /** Name in the SDK and in logs; package.json's where absent. */
  readonly name?: string
  readonly version?: string
  readonly server?: {
    readonly port?: number
    readonly host?: string
    readonly transport?: 'auto' | 'uws' | 'node'
    /** Whether JSON answers to GET carry an ETag; false. */
    readonly etag?: boolean
    /** Bytes; 1 MiB. */
    readonly bodyLimit?: number
    /** Milliseconds a handler may take; 30000. */
    readonly requestTimeout?: number
    /**
     * Proxies whose word on the client's address, protocol and host counts: how many there are, or their addresses, networks
     * (`10.0.0.0/8`) and groups (`loopback`, `linklocal`, `private`). None where absent.
     */
    readonly trustProxy?: number | readonly string[]
    /** The headers that they set: `x-forwarded` (-for, -proto, -host), or RFC 7239's `forwarded`. */
    readonly proxyHeader?: 'x-forwarded' | 'forwarded'
    /** The header with the id of a request; `x-request-id`. */
    readonly requestIdHeader?: string
    /** Every answer has the id of its request, in the same header; false. */
    readonly answerRequestId?: boolean
    /** Milliseconds in which a shutdown finishes what is in flight; 10000. */
    readonly shutdownTimeout?: number
    /** Lets pages of other origins read answers; nobody where absent. */
    readonly cors?: Cors
    readonly webSocket?: WebSocketSettings
    /** Of each route that says nothing else; none where absent. */
    readonly rateLimit?: RateLimit
    /** Of each POST and PATCH that says nothing else; none where absent. */
    readonly idempotency?: boolean | Idempotency
    /** Compresses answers for clients that take them so; `true`: as {@link Compression} says where nothing is written. Nothing where absent. */
    readonly compression?: boolean | Compression
    /** Headers by which browsers guard answers; `true`: the usual ones. None where absent. */
    readonly securityHeaders?: boolean | SecurityHeaders
  }
  readonly observability?: {
    /** A line of the log for each request that fails (5xx, or no answer), or for all; `off`. `GATI_REQUEST_LOG` overrides it. */
    readonly requestLog?: 'off' | 'errors' | 'all'
    /** Names of fields whose values no log shows, beside passwords, tokens, cookies and the like. */
    readonly redact?: readonly string[]
    /** OpenTelemetry traces over OTLP/HTTP; none where absent. */
    readonly traces?: {
      /** `http://localhost:4318/v1/traces`; OpenTelemetry's environment variables override it. */
      readonly endpoint?: string
      /** Of the requests that belong to no trace yet; 1. */
      readonly ratio?: number
    }
  }
  readonly versions?: VersionSettings
  /** Undeclared keys of request bodies; `strip`. */
  readonly extraKeys?: 'strip' | 'strict' | 'allow'
  /** Around every route, outermost first. */
  readonly middleware?: readonly (Middleware<any> | ErrorMiddleware<any>)[]
  /** Folders of files, for what no route answers. Built into `dist/static`. */
  readonly static?: readonly StaticFolder[]
  /** By `'METHOD /path'`. */
  readonly routes?: Readonly<Record<string, RouteOverride>>
  readonly build?: {
    /** Packages that are copied beside the server instead of being bundled. */
    readonly external?: readonly string[]
    /** Platforms whose uWebSockets.js binary is put beside the server, such as `linux-x64`; the one built on where absent. */
    readonly platforms?: readonly string[]
  }
  /** The client that is packed for the app's callers; `false`: none. */
  readonly sdk?:
    | false
    | {
        /** Of its package; the app's with `-sdk` where absent. */
        readonly name?: string
        /** Packs the sources of handlers and types too, so that "go to definition" finds them: who may install it may read them. */
        readonly sources?: boolean
      }
  /** The app's own values: `gctx.config`. */
  readonly config?: object
}
