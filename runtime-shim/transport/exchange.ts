/**
 * What is between the network and an app: one request and its answer, the same on every transport.
 * A transport makes one {@link Exchange} a request and hands it to {@link Dispatch}; emitted code and the shim do the rest.
 */
import type { HttpMethod } from '../authoring.ts'

/** Response header fields beyond `content-type`, `content-length`, `date`: name, value, name, value. Names in lower case, values already checked. */
export type HeaderList = string[]

/**
 * One request and its answer.
 *
 * `header`, `headers`, `query` and `remoteAddress` may be called only before the dispatching call returns (uWebSockets.js takes the
 * request object back then): what is needed later is read at once and kept. The answer may be given at any time, once; giving it
 * after the client went away does nothing.
 */
export interface Exchange {
  readonly method: HttpMethod
  /** The request target's path, still percent-encoded; always begins with `/`. */
  readonly path: string
  /** Index into the app's route table, set by the emitted route function; -1 for what no route answered. */
  route: number
  /** `performance.now()` when the app got it; 0 before. Set by the app, read when it counts the answer. */
  startedAt: number
  /** The app's local context where the route has one, else null: the app finds it here again when the exchange ends. */
  context: object | null
  /** True once the client has gone away (or the exchange was answered on its behalf by a time-out). */
  readonly aborted: boolean
  /** True once an answer was given. */
  readonly answered: boolean

  /** Value of a header by lower-case name, `''` when absent; repeated fields are joined with `, ` (`cookie` with `; `). */
  header(name: string): string
  /** All headers, in an object without a prototype. */
  headers(): Record<string, string>
  /** The query without its `?`, undecoded; `''` when absent. */
  query(): string
  remoteAddress(): string

  /**
   * Tells the transport that the answer comes after the dispatching call returns. Starts the request's time-out, after which
   * `onAbort` listeners run with reason `timeout` and the request is answered with 503.
   */
  defer(timeout: number): void
  /** Called at most once: the client went away, the time-out passed, or a shutdown's deadline did. Not called after an answer. */
  onAbort(listener: (reason: AbortReason) => void): void

  /**
   * Collects the body as text and calls `done` once, or answers by itself: 413 past `limit` bytes (before reading where
   * content-length says so), 400 for invalid UTF-8, 408 for a body that does not arrive. `''` when there is no body.
   * Called before the dispatching call returns; `done` is called then or later.
   */
  readText(limit: number, done: (text: string) => void): void
  /** The same for bytes; `done` gets a buffer of its own. */
  readBytes(limit: number, done: (bytes: Uint8Array) => void): void

  /**
   * Answers. `contentType` null: no body (and no `content-type`); `content-length` is the transport's, as is leaving the body out
   * for HEAD, 204 and 304, and `connection: close` while shutting down.
   */
  send(status: number, headers: HeaderList | null, contentType: string | null, body: string | Uint8Array | null): void
}

export type AbortReason = 'client' | 'timeout' | 'shutdown'

/** The app as a transport sees it. Never throws. */
export type Dispatch = (exchange: Exchange) => void

export interface TransportOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Milliseconds for the whole header section to arrive; the connection is closed after it (node:http: with 408). */
  readonly headersTimeout: number
  /** Milliseconds without a byte of a request body after which it is answered with 408. */
  readonly bodyTimeout: number
  /** Milliseconds an idle connection is kept. */
  readonly keepAliveTimeout: number
  /** Called when an answer leaves, or a request ends without one (status 0): counts, logs, hooks. */
  readonly onFinish: (exchange: Exchange, status: number) => void
  /** Called for what is answered before an exchange exists: a malformed request. */
  readonly onClientError: (status: number, reason: string) => void
}

export interface Listening {
  readonly transport: 'uws' | 'node'
  readonly host: string
  readonly port: number
  /** Stops accepting; idle connections are closed, others after their answer. Resolves when none is in flight. */
  close(): Promise<void>
  /** Ends what is in flight: `onAbort` listeners run with `shutdown`, then the sockets are destroyed. */
  abort(): void
  /** Requests being answered now. */
  inFlight(): number
}

export interface Transport {
  readonly name: 'uws' | 'node'
  /** Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot listen. */
  listen(dispatch: Dispatch, options: TransportOptions): Promise<Listening>
}
