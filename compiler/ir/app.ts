/**
 * The application half of the IR: routes, middleware, modules and what the server needs to know of each.
 * One value of {@link AppIR} is everything that an emitter sees of an app.
 */
import type { Chains } from './chain.ts'
import type { History, VersionRules } from './history.ts'
import type { Doc, JsonValue, Location, NamedType, Property, Type, TypeId } from './type.ts'

export interface AppIR {
  readonly name: string
  readonly version: string
  /** Sorted by method and path. */
  readonly routes: readonly Route[]
  /** WebSockets, sorted by path; absent where there are none. */
  readonly sockets?: readonly SocketRoute[]
  readonly middleware: readonly Middleware[]
  /** In wiring order: a module stands after everything it depends on. Unreachable modules are left out. */
  readonly modules: readonly Module[]
  readonly types: Readonly<Record<TypeId, NamedType>>
  readonly config: ServerConfig
  /** Absent: nothing in the app sets cookies, and none is signed. */
  readonly cookies?: { readonly signed: readonly string[] }
  /** The declared environment, `interface Env` of src/env.ts, with `type` an object of coercible members. */
  readonly env?: EnvDeclaration
  /** By file and place. Absent where there is none. */
  readonly validators?: readonly ValidatorUse[]
  /** Absent where no version was recorded: the app has no past. */
  readonly history?: History
  /** Absent: every route of every version is served as it is. */
  readonly chains?: Chains
}

/** One `validator<T>()` in the app's code. */
export interface ValidatorUse {
  /** Of the call. */
  readonly source: Location
  /** The call in the text of its file, in UTF-16 code units: from `start` to before `end`. */
  readonly start: number
  readonly end: number
  /** What the type is called where it has no name of its own. */
  readonly hint: string
  readonly type: Type
  /** As in the configuration where absent. */
  readonly extraKeys?: ServerConfig['extraKeys']
  /** Those that are used, as far as that can be seen. */
  readonly members: readonly ValidatorMember[]
}

export type ValidatorMember = 'is' | 'assert' | 'validate' | 'parse' | 'stringify' | 'random' | 'schema'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

/** A value exported from a source file, as the emitted server imports it. */
export interface SourceRef {
  /** Relative to the app's root, `/` separators: `src/api/users/[id].ts`. */
  readonly file: string
  /** `default` for a default export. */
  readonly exportName: string
  readonly location: Location
  /** Property or element path below the export: `['middleware', 0]` of the default export of gati.config.ts. */
  readonly member?: readonly (string | number)[]
}

export interface Route {
  /** `GET /users/:id`; unique. */
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly segments: readonly PathSegment[]
  readonly handler: SourceRef
  readonly request: RequestContract
  /** Sorted by status, `default` last; one entry a status. */
  readonly replies: readonly ReplyContract[]
  /** Ids of {@link AppIR.middleware}, outermost first. */
  readonly middleware: readonly string[]
  /** Ids of error-form middleware, innermost (tried first) first. */
  readonly errorMiddleware: readonly string[]
  readonly facts: HandlerFacts
  /** Names of modules that its code reads from `gctx.modules`, sorted. */
  readonly modules?: readonly string[]
  readonly doc?: Doc
  /** Bytes; the app's limit where absent. */
  readonly bodyLimit?: number
  /** Milliseconds; the app's timeout where absent. */
  readonly timeout?: number
  /** Whether its JSON carries an ETag; as the app's does where absent. */
  readonly etag?: boolean
  /** Whether its answers are compressed; as the app's are where absent. */
  readonly compression?: boolean
  /** How many requests somebody may send. */
  readonly rateLimit?: RateLimit
  /** Clients may send requests again, with a key by which they are done once. */
  readonly idempotency?: Idempotency
}

/** A path at which clients open WebSockets: `export const WS` of a file. Its `GET` may be a route of its own. */
export interface SocketRoute {
  /** `WS /rooms/:id`; unique. */
  readonly id: string
  readonly method: 'WS'
  readonly path: string
  readonly segments: readonly PathSegment[]
  /** The object with its handlers. */
  readonly handler: SourceRef
  /** Of the request that asks for the upgrade: it has no body. */
  readonly request: RequestContract
  /** What clients send, and what they are sent. */
  readonly incoming: MessageContract
  readonly outgoing: MessageContract
  /** Members of the object that are there, in the order of {@link SocketHandler}. */
  readonly handlers: readonly SocketHandler[]
  /** Whether one of the handlers that are called after the upgrade uses its local context. */
  readonly lctx: boolean
  /** Of the function that runs last before the upgrade; absent: there is none. */
  readonly upgrade?: HandlerFacts
  /** By which the upgrade may be refused: of that function and of the middleware. */
  readonly replies: readonly ReplyContract[]
  readonly middleware: readonly string[]
  readonly errorMiddleware: readonly string[]
  readonly modules?: readonly string[]
  readonly doc?: Doc
  /** Milliseconds until the upgrade; the app's timeout where absent. */
  readonly timeout?: number
  /** Bytes of one message; the app's limit where absent. */
  readonly maxPayloadLength?: number
  /** Subprotocols, the preferred first. */
  readonly protocols?: readonly string[]
  /** Whose pages may open it; by the app's rule where absent. */
  readonly origins?: '*' | readonly string[]
}

export type SocketHandler = 'upgrade' | 'open' | 'message' | 'drain' | 'invalid' | 'error' | 'close'

/** The frames of one direction. Without either there are none. */
export interface MessageContract {
  /** `json`: the text is JSON of the type; `text`: it is the value, and the type is one of strings. */
  readonly text?: { readonly content: 'json' | 'text'; readonly type: Type }
  /** Whether there are binary frames; their bytes are the value. */
  readonly bytes: boolean
}

export type PathSegment =
  | { readonly kind: 'static'; readonly value: string }
  | { readonly kind: 'param'; readonly name: string }
  /** Tail wildcard `[...rest]`: one or more segments, joined with `/`. Only last. */
  | { readonly kind: 'rest'; readonly name: string }

/**
 * What a request must look like. A part that is absent was not declared: it reaches the handler as raw strings.
 * Members of the four parts are coerced from strings as their type says; the body is not.
 */
export interface RequestContract {
  readonly params?: readonly Property[]
  readonly query?: readonly Property[]
  /** Names in lower case. */
  readonly headers?: readonly Property[]
  readonly cookies?: readonly Property[]
  readonly body?: BodyContract
}

/** How a body is read. `json`: its type says all; `form` and `multipart`: named fields of text, coerced as a query is. */
export type BodyContent = 'json' | 'form' | 'multipart' | 'text' | 'bytes' | 'stream'

export interface BodyContract {
  readonly content: BodyContent
  /** Of `form` and `multipart`: an object of the fields, written out. Of `bytes` and `stream`: bytes, not in base64. */
  readonly type: Type
  readonly optional: boolean
  /** Of `multipart`. */
  readonly files?: readonly FilePart[]
}

export interface FilePart {
  readonly name: string
  readonly optional: boolean
  /** How many there may be, where it is a list. */
  readonly list?: { readonly min: number; readonly max?: number }
  /** Bytes of one file. */
  readonly maxBytes?: number
  /** `image/png`, `image/*`; any where absent. */
  readonly types?: readonly string[]
}

export interface ReplyContract {
  readonly status: number | 'default'
  /** Absent: no body. */
  readonly body?: Type
  /**
   * `json` unless the reply was made by another method of `res` or has no body. `stream`: pieces of `body`. `events`: see there.
   * `file`: its bytes or a part of them (206), or 304, 404, 412, 416 as the file and the request say. `negotiated`: see `variants`.
   */
  readonly content: 'json' | 'text' | 'bytes' | 'stream' | 'events' | 'file' | 'negotiated' | 'none'
  /** Of `events`, which has no `body`. */
  readonly events?: readonly EventContract[]
  /** Of `negotiated`, which has no `body`: in the order of the server's preference. */
  readonly variants?: readonly ReplyVariant[]
  readonly headers?: readonly Property[]
  readonly doc?: Doc
}

/** One kind of event of a `text/event-stream`. */
export interface EventContract {
  /** Absent: `message`, or a name that is only known at run time. */
  readonly name?: string
  readonly data: Type
}

/** One form of an answer that a client chooses by `Accept`; 406 where it takes none. */
export interface ReplyVariant {
  readonly mediaType: string
  readonly content: 'json' | 'text' | 'bytes'
  readonly body: Type
}

/** What the function can be seen to do, by which the emitter decides what work each request needs. */
export interface HandlerFacts {
  /** `unknown`: the return type includes both; the emitted code checks. */
  readonly result: 'sync' | 'promise' | 'unknown'
  readonly req: RequestReads
  readonly res: boolean
  readonly gctx: boolean
  readonly lctx: boolean
}

/** Which members of `req` are read. All true when `req` is handed on as a whole. */
export interface RequestReads {
  readonly params: boolean
  readonly query: boolean
  /** `all`, or the lower-case names that are read. */
  readonly headers: 'all' | readonly string[]
  readonly cookies: boolean
  readonly body: boolean
  readonly rawBody: boolean
  /** `method` and `path`. */
  readonly line: boolean
}

export interface Middleware {
  /** Readable and unique: `src/api/_middleware.ts#default[0]`. */
  readonly id: string
  readonly form: 'middleware' | 'error'
  readonly source: SourceRef
  readonly facts: HandlerFacts
  /** What it may answer by itself, or throw. Merged into the replies of each route that it guards. */
  readonly replies: readonly ReplyContract[]
  readonly scope: 'global' | 'directory' | 'route'
  /** Of a helper that finds out who sends a request. */
  readonly auth?: AuthScheme
  /** Names of modules that its code reads from `gctx.modules`, sorted. */
  readonly modules?: readonly string[]
}

/** A security scheme as contracts name it; of a JWT the header is that of a bearer token. */
export interface AuthScheme {
  readonly kind: 'basic' | 'bearer' | 'jwt'
  readonly name: string
  /** That whoever comes in must have; sorted. */
  readonly scopes: readonly string[]
}

export interface Module {
  readonly name: string
  readonly source: SourceRef
  /** Names of modules, as declared and as read from `gctx.modules`. */
  readonly dependencies: readonly string[]
  /**
   * `definition`: an object with `init`, `exports`, `shutdown` or `healthCheck` members; `object`: its members are the exports;
   * `function`: called with `gctx`, its result is the module; `namespace`: the named exports of the file.
   */
  readonly form: 'definition' | 'object' | 'function' | 'namespace'
  /** Members present on a `definition`. */
  readonly has: readonly ('init' | 'shutdown' | 'healthCheck' | 'exports')[]
}

export interface EnvDeclaration {
  readonly properties: readonly Property[]
  readonly source: Location
}

/** A folder whose files are served where no route answers. */
export interface StaticFolder {
  readonly path: string
  /** Relative to the app's root. */
  readonly folder: string
  /** Relative to the output folder: where its files are put. */
  readonly output: string
  readonly index?: string
  readonly fallback?: string
  readonly maxAge?: number
  readonly immutable?: boolean
  readonly precompressed?: boolean
  readonly dotfiles?: boolean
}

/** Requests beyond it are answered with 429. */
export interface RateLimit {
  /** Of requests that are counted together: `default`, or the id of the route. ASCII, without quotes and backslashes. */
  readonly policy: string
  /** How many at once; as many come back in a window. */
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  /** Who is counted. A function is called inside the middleware, with what handlers are called with. */
  readonly key:
    | { readonly from: 'address' }
    | { readonly from: 'header'; readonly name: string }
    | { readonly from: 'function'; readonly source: SourceRef; readonly facts: HandlerFacts }
  /** The module that counts; in memory where absent. */
  readonly store?: string
  readonly whenStoreFails: 'open' | 'closed'
}

/** `Idempotency-Key` of a POST or PATCH: the first answer is given again; 400, 409 and 422 for keys that cannot be taken. */
export interface Idempotency {
  readonly required: boolean
  /** Milliseconds that an answer is kept. */
  readonly ttl: number
  /** The module that keeps answers; in memory where absent. */
  readonly store?: string
  readonly whenStoreFails: 'open' | 'closed'
}

/** How answers are compressed for clients that take them so. */
export interface CompressionConfig {
  /** Bytes below which they are not. */
  readonly threshold: number
  /** In the order of preference. */
  readonly codings: readonly ('br' | 'gzip')[]
  /** Whether that goes for all answers, or only for those of routes that ask for it. */
  readonly everywhere: boolean
}

/** Who may read answers from pages of other origins. */
export interface CorsConfig {
  /** `https://*.example.org`, `http://localhost:*`: any host below, any port. */
  readonly origins: '*' | readonly string[]
  /** Those that the path answers where absent. */
  readonly methods?: readonly string[]
  /** In lower case, as are `exposedHeaders`; those that are asked for where absent. */
  readonly headers?: readonly string[]
  readonly exposedHeaders?: readonly string[]
  readonly credentials?: boolean
  /** Seconds. */
  readonly maxAge?: number
}

/** What holds for all WebSockets of a server. */
export interface WebSocketConfig {
  /** Bytes of one message. */
  readonly maxPayloadLength: number
  /** Milliseconds without a word from a client, pings included, after which it is given up; 0: never. */
  readonly idleTimeout: number
  /** Bytes that wait for a client that does not take them. */
  readonly backpressureLimit: number
  /** Whether the connection ends beyond it; else the message is left out. */
  readonly closeOnBackpressureLimit: boolean
  /** Whose pages may open sockets, besides the server's own. */
  readonly origins: '*' | readonly string[]
}

/** Server settings that are known at build time; environment variables override `port`, `host` and `transport`. */
export interface ServerConfig {
  readonly port: number
  readonly host: string
  readonly transport: 'auto' | 'uws' | 'node'
  /** Bytes. */
  readonly bodyLimit: number
  /** Milliseconds a handler may take before its request is answered with 503. */
  readonly requestTimeout: number
  /** Which requests are logged; none where absent. */
  readonly requestLog?: 'errors' | 'all'
  /** Further names of fields that no log shows, in lower case. */
  readonly redact?: readonly string[]
  readonly traces?: { readonly endpoint: string; readonly ratio: number }
  /** Milliseconds in which a shutdown finishes what is in flight. */
  readonly shutdownTimeout: number
  /** Proxies that are believed, and by which headers; absent: none. */
  readonly proxies?: { readonly trusted: number | readonly string[]; readonly header: 'x-forwarded' | 'forwarded' }
  /** Absent: `x-request-id` is read, and not answered. */
  readonly requestId?: { readonly header: string; readonly answer: boolean }
  /** Undeclared keys of request bodies: dropped, refused, or kept. */
  readonly extraKeys: 'strip' | 'strict' | 'allow'
  readonly static?: readonly StaticFolder[]
  /** Whether JSON answers to GET carry an ETag; no where absent. */
  readonly etag?: boolean
  readonly cors?: CorsConfig
  /** There where the app has sockets. */
  readonly webSocket?: WebSocketConfig
  readonly compression?: CompressionConfig
  /** How clients choose a version of an app that has some; as in the documentation where absent. */
  readonly versions?: VersionRules
  /** Of every answer that does not give them by itself. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** The app's own static values, `gctx.config`. */
  readonly values: JsonValue
  /** Where `gctx.config` comes from when the app has a gati.config.ts. */
  readonly source?: SourceRef
}
