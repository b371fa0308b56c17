/** What stands in `gati.config.ts`. */
import type { GlobalContext, LocalContext } from './context.ts'
import type { ErrorMiddleware, Middleware } from './handler.ts'
import type { FileOptions, Response } from './reply.ts'
import type { Request } from './request.ts'

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
