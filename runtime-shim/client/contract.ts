// What every client of this kind takes and gives. The client's own routes and types are in index.d.ts.

/** Where the API is, and what goes for all calls. */
export interface ClientOptions {
  /** `https://api.example.org`, with a path where the API has one; `''` in a browser whose page the API serves. */
  readonly baseUrl: string
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds until a call ends as `timeout`; there is no limit where absent. */
  readonly timeout?: number
  /** In place of the platform's own. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** What else the platform's `fetch` takes: `credentials`, `mode`, `cache`. */
  readonly init?: RequestInit
  /** Around every call, outermost first: `retry()`, `bearer(token)`, or one of your own. */
  readonly use?: readonly Interceptor[]
  /**
   * Opens WebSockets, in place of the platform's own: Node.js has one from 22 on, and browsers send no headers with theirs. With the
   * package `ws`: `(url, { protocols, headers }) => new WebSocket(url, protocols, { headers })`.
   */
  readonly webSocket?: (url: string, init: WebSocketInit) => WebSocketLike | Promise<WebSocketLike>
}

/** What goes for one call. */
export interface CallOptions {
  /** Sent beside those of the client, and in place of those of the same name. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds; in place of the client's. */
  readonly timeout?: number
  /** Ends the call as `aborted`. */
  readonly signal?: AbortSignal
  /** Beside what the client's `init` says. */
  readonly init?: RequestInit
  /** Inside those of the client. */
  readonly use?: readonly Interceptor[]
  /** Whether events go on, over a new connection, when theirs ends; true. */
  readonly reconnect?: boolean
}

/** A request on its way: what `fetch` is given, and the route that it is for. */
export interface Outgoing extends RequestInit {
  /** `GET /users/:id` */
  readonly route: string
  readonly url: string
  /** What `url` begins with. */
  readonly baseUrl: string
  /** What comes after it, with its query: `/users/1?limit=2`. */
  readonly path: string
  readonly method: string
  readonly headers: Headers
  readonly signal: AbortSignal
}

/** Sees a request, and gives its answer: that of `next`, which may be called with another request, again, or not at all. */
export type Interceptor = (request: Outgoing, next: (request: Outgoing) => Promise<Response>) => Promise<Response>

export interface RetryOptions {
  /** How often a call is sent at most; 3. */
  readonly attempts?: number
  /** Milliseconds: the first wait is a random one of up to twice as many, the next of up to four times; 200. */
  readonly delay?: number
  /** Milliseconds that a wait may take. An answer whose `Retry-After` asks for more is given to the caller. 10000. */
  readonly longest?: number
}

/**
 * Sends again what was not answered, or answered with 408, 425, 429, 502, 503 or 504: only `GET`, `HEAD` and `OPTIONS`, and what
 * carries an `Idempotency-Key`, as calls of routes do that take one: each has a key of its own, which stays the same. `Retry-After` is
 * heeded.
 */
export declare function retry(options?: RetryOptions): Interceptor

export interface FallbackOptions {
  /** Milliseconds in which an address must answer, the last one excepted; 1500. */
  readonly within?: number
  /** Milliseconds for which an address that failed is asked last; 30000. */
  readonly rest?: number
}

/**
 * Sends what one address does not answer, or answers with 502, 503 or 504, to the next: only what is idempotent, by its method or by
 * an `Idempotency-Key`. The client's `baseUrl` comes first.
 */
export declare function fallback(baseUrls: readonly string[], options?: FallbackOptions): Interceptor

/** A secret, or what gives the current one before each call. */
export type Credential = string | (() => string | undefined | Promise<string | undefined>)

export interface BearerOptions {
  /** `Bearer` */
  readonly scheme?: string
  /** Called when a call is answered with 401: afterwards it is sent again, once. Calls that were sent before share it. */
  readonly refresh?: () => unknown
}

/** `Authorization: Bearer ...` */
export declare function bearer(token: Credential, options?: BearerOptions): Interceptor

/** A key in a header of its own; `x-api-key` where no other is named. */
export declare function apiKey(key: Credential, header?: string): Interceptor

/** The result of a call. It never rejects; `orThrow()` does. */
export interface Call<Result, Data> extends Promise<Result> {
  /** The data of a success; everything else is thrown as an {@link ApiError}. */
  orThrow(): Promise<Data>
}

/** What can happen to any call beside the answers that its route declares. */
export type Failure =
  | {
      readonly ok: false
      /**
       * `network`: there was no answer. `timeout`: there was none in time. `aborted`: the caller's signal ended it.
       * `invalid`: the input has no form on the wire, and nothing was sent.
       */
      readonly status: 'network' | 'timeout' | 'aborted' | 'invalid'
      readonly error: Error
    }
  | {
      readonly ok: false
      /** An answer that the route does not declare, such as a proxy's. */
      readonly status: 'unexpected'
      readonly error: UnexpectedAnswer
    }

/** RFC 9457: what the server answers by itself. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  /** For programs: `invalid_request`. */
  readonly code: string
  readonly detail?: string
  readonly requestId?: string
  /** Of `invalid_request`: each place of the input that is not right. */
  readonly errors?: readonly Issue[]
}

export interface Issue {
  readonly in: 'params' | 'query' | 'headers' | 'cookies' | 'body'
  /** RFC 6901: `/items/0/price`. */
  readonly pointer: string
  /** A TypeScript type, as text. */
  readonly expected: string
  readonly received?: unknown
}

/** An answer that the route does not declare. */
export interface UnexpectedAnswer extends Error {
  /** Its body has been read where `problem` is there, or where what was read is not what was declared. */
  readonly response: Response
  /** Where the answer is one. */
  readonly problem?: Problem
}

/** What `orThrow()` throws: the result of a call that was no success. */
export declare class ApiError extends Error {
  readonly result: { readonly ok: false; readonly status: number; readonly error: unknown; readonly response: Response } | Failure
}

/** What opens a WebSocket besides its address. */
export interface WebSocketInit {
  /** Subprotocols, the preferred first. */
  readonly protocols: string[]
  /** Names in lower case. */
  readonly headers: Record<string, string>
}

/** What channels use of a WebSocket. */
export interface WebSocketLike {
  binaryType: string
  readonly bufferedAmount: number
  readonly protocol: string
  onopen: ((event: any) => void) | null
  onmessage: ((event: any) => void) | null
  onclose: ((event: any) => void) | null
  onerror: ((event: any) => void) | null
  send(data: any): void
  close(code?: number, reason?: string): void
}

/** What goes for one channel. */
export interface ChannelOptions {
  /** Of the request that opens it, beside those of the client. Browsers send none but their cookies. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds until it must be open; in place of the client's. */
  readonly timeout?: number
  /** Ends the channel as `aborted`. */
  readonly signal?: AbortSignal
  /** Whether it connects again when the connection is lost, is not to be had, or the server goes away; false. */
  readonly reconnect?: boolean | ReconnectOptions
}

export interface ReconnectOptions {
  /** How often it is tried in a row; 10. */
  readonly attempts?: number
  /** Milliseconds: the first wait is a random one of up to as many, the next of up to twice as many; 500. */
  readonly delay?: number
  /** Milliseconds that a wait may take; 30000. */
  readonly longest?: number
}

/**
 * A WebSocket: what is sent, and what is received as an iterable, which ends when the channel is closed with 1000 and throws a
 * {@link ChannelError} when it ends otherwise. Leaving the iteration closes it. Messages wait until somebody takes them.
 */
export interface Channel<Sent, Received> extends AsyncIterable<Received> {
  /** Gives the channel when it is open for the first time; rejects with a {@link ChannelError}. */
  readonly opened: Promise<Channel<Sent, Received>>
  /** How it ended; never rejects. */
  readonly closed: Promise<ChannelClose>
  /** `connecting` again while a lost connection is replaced. */
  readonly state: 'connecting' | 'open' | 'closed'
  /** The subprotocol that was agreed on; `''` for none. */
  readonly protocol: string
  /** Bytes that were sent and are still on this side. */
  readonly bufferedAmount: number
  /** False: it is not open, and nothing was sent. Throws for a message that has no form. */
  send(message: Sent): boolean
  /** `code` is 1000, or of 3000 to 4999; `reason` at most 123 bytes. */
  close(code?: number, reason?: string): void
  /** Calls the listener until the function that it gives is called. A first listener of messages gets those that wait. */
  on<Name extends keyof ChannelEvents<Received>>(name: Name, listener: (event: ChannelEvents<Received>[Name]) => void): () => void
}

/** What listeners are told. */
export interface ChannelEvents<Received> {
  /** It is open, for the first time or again. */
  readonly open: undefined
  readonly message: Received
  /** A connection ended, and there will be another. */
  readonly disconnect: ChannelClose
  /** It is over. */
  readonly close: ChannelClose
}

export interface ChannelClose {
  /** Of RFC 6455 section 7.4, or the server's own; 1006: nobody said why. */
  readonly code: number
  readonly reason: string
  /** Absent: all was said. */
  readonly error?: ChannelError
}

/**
 * `network`: there was no connection, or it was lost; a server that refuses looks the same. `timeout`: it was not open in time. `aborted`:
 * the caller's signal ended it. `invalid`: the input has no form on the wire, or the platform cannot send it. `closed`: the server
 * closed it, with a code that is not 1000. `unexpected`: a message was not what is declared. `overflow`: 10,000 messages waited.
 */
export type ChannelFailure = 'network' | 'timeout' | 'aborted' | 'invalid' | 'closed' | 'unexpected' | 'overflow'

/** Why a channel ended before all was said. */
export declare class ChannelError extends Error {
  readonly status: ChannelFailure
  readonly code: number
  readonly reason: string
}
