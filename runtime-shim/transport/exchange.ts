/**
 * What is between the network and an app: one request and its answer, the same on every transport.
 * A transport makes one {@link Exchange} a request and hands it to {@link Dispatch}; emitted code and the shim do the rest.
 */
import type { HttpMethod } from '../authoring/index.ts'
import type { CommonFields } from './common-fields.ts'
import type { SocketSupport } from './sockets.ts'

/** Response header fields beyond `content-type`, `content-length`, `date`: name, value, name, value. Names in lower case, values already checked. */
export type HeaderList = string[]

/**
 * One request and its answer.
 *
 * `header`, `headers`, `query` and `remoteAddress` may be called only before the dispatching call returns (uWebSockets.js takes the
 * request object back then): what is needed later is read at once and kept. The answer may be given at any time, once; giving it
 * after the client went away does nothing.
 */
export interface Exchange extends ExchangeCore, HeadReading, BodyReading, BodyStreaming, AnswerStreaming {}

/**
 * What every exchange has. The others are parts: methods that exchanges have where the server was given them,
 * so that a server carries only what its app uses.
 */
export interface ExchangeCore {
  readonly method: HttpMethod
  /** The request target's path, still percent-encoded; always begins with `/`. */
  readonly path: string
  /** Index into the app's route table, set by the emitted route function; -1 for what no route answered. */
  route: number
  /** Index into the app's versions, oldest first, before it is routed; there where the app has versions. Set by the app. */
  version?: number
  /** `performance.now()` when the app got it; 0 before. Set by the app, read when it counts the answer. */
  startedAt: number
  /** Bytes of bodies, for the app's counts: of the request as far as it arrived, of the answer as far as it was given. */
  bytesIn: number
  bytesOut: number
  /** Set by an app that tells its clients the ids of their requests; `''` elsewhere. */
  requestId: string
  /** The app's local context where the route has one, else null: the app finds it here again when the exchange ends. */
  context: object | null
  /** Headers of the request that its answer will depend on, kept by the route while they are there. */
  kept: Readonly<Record<string, string>> | null
  /** Headers of every answer to it, also of what the transport says by itself; an answer's own win. Set by the app. */
  common: CommonFields | null
  /** The app's: its place in a trace where requests are traced, else null. */
  trace: object | null
  /** True once the client has gone away (or the exchange was answered on its behalf by a time-out). */
  readonly aborted: boolean
  /** True once an answer was given. */
  readonly answered: boolean

  /** The query without its `?`, undecoded; `''` when absent. */
  query(): string

  /**
   * Tells the transport that the answer comes after the dispatching call returns. Starts the request's time-out, after which
   * `onAbort` listeners run with reason `timeout` and the request is answered with 503.
   */
  defer(timeout: number): void
  /** Called at most once: the client went away, the time-out passed, or a shutdown's deadline did. Not called after an answer. */
  onAbort(listener: (reason: AbortReason) => void): void

  /**
   * Answers. `contentType` null: no body (and no `content-type`); `content-length` is the transport's, as is leaving the body out
   * for HEAD, 204 and 304, and `connection: close` while shutting down.
   */
  send(status: number, headers: HeaderList | null, contentType: string | null, body: string | Uint8Array | null): void
}

/** Header fields, and where they come from. */
export interface HeadReading {
  remoteAddress(): string
  /** Value of a header by lower-case name, `''` when absent; repeated fields are joined with `, ` (`cookie` with `; `). */
  header(name: string): string
  /** All headers, in an object without a prototype. */
  headers(): Record<string, string>
}

/** Bodies as a whole. */
export interface BodyReading {
  /**
   * Collects the body as text and calls `done` once, or answers by itself: 413 past `limit` bytes (before reading where
   * content-length says so), 400 for invalid UTF-8, 408 for a body that does not arrive. `''` when there is no body.
   * Called before the dispatching call returns; `done` is called then or later.
   */
  readText(limit: number, done: (text: string) => void): void
  /** The same for bytes; `done` gets a buffer of its own. */
  readBytes(limit: number, done: (bytes: Uint8Array) => void): void
}

/** Bodies as they come in. */
export interface BodyStreaming {
  /**
   * Hands the body on as it arrives. Null: answered with 413, for content-length says that it is too large. What goes wrong later
   * is told to the sink, whose owner answers. While the body arrives its time-out is that of bodies; the one that was deferred
   * with counts from its end, and while the flow is paused.
   */
  readStream(limit: number, sink: BodySink): BodyFlow | null
}

/** Answers whose bodies are written as they come. */
export interface AnswerStreaming {
  /**
   * Answers with a body that is written as it comes, of `length` bytes, or chunked where that is null. The head leaves with the first
   * bytes. Null where nothing is to be written: the answer is then complete (HEAD, 204, 304, no bytes), or nobody waits for it.
   * The request's time-out ends here, `onAbort` listeners are still called when the client goes away.
   */
  stream(status: number, headers: HeaderList | null, contentType: string | null, length: number | null): AnswerStream | null
}

/** The body of an answer on its way out. A client that takes nothing of it for ten seconds is given up. */
export interface AnswerStream {
  /**
   * False: the client has not taken all of it. Write on when `onDrain` calls. The bytes must not be changed until `taken` is called,
   * which happens at once, later, or, where the connection ends before, never.
   */
  write(chunk: string | Uint8Array, taken?: () => void): boolean
  /** Called each time that a client who was behind has caught up. */
  onDrain(listener: () => void): void
  /** Called at most once: the connection is gone before the end. Nothing that is written after it goes anywhere. */
  onClose(listener: () => void): void
  /** Called at most once: a shutdown has begun. What would never end by itself ends now. */
  onShutdown(listener: () => void): void
  /** Fewer bytes than were announced break the connection off, as `abort` does. */
  end(): void
  /** Takes the answer back when nothing of it has left; another may be given then. */
  withdraw(): boolean
  /** Breaks the connection off, by which the client sees that the answer is not whole. */
  abort(): void
}

/** Takes a body piece by piece. It may be called before `readStream` returns; nothing comes after `end` or `fail`. */
export interface BodySink {
  /** Memory of its own. */
  data(bytes: Uint8Array): void
  end(): void
  /** Past its limit, too slow, or over for another reason: the client went away, or the request was answered. */
  fail(status: 413 | 408 | 0): void
}

export interface BodyFlow {
  /** Asks for nothing more for now; a little may come nevertheless. */
  pause(): void
  resume(): void
  /** The rest is read and dropped. */
  drop(): void
}

/** Who takes the body of a request while it comes in, as its exchange sees it: made by a part. */
export interface Receiving {
  /** Whether the client is who is waited for. */
  readonly isAwaited: boolean
  /** The client is held back. */
  readonly paused: boolean
  /** Nothing more is taken. */
  readonly over: boolean
  /** The client let too much time pass. True: whoever takes the body answers; false: the exchange is to. */
  expire(): boolean
  /** The request was answered, or is over without an answer. */
  abandon(): void
}

export type AbortReason = 'client' | 'timeout' | 'shutdown'

/** Methods that exchanges of one transport get. */
export type ExchangePart = Partial<HeadReading & BodyReading & BodyStreaming & AnswerStreaming>

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
  /** There where the app has sockets. */
  readonly sockets?: SocketSupport
  /** Called when an answer leaves, or a request ends without one (status 0): counts, logs, hooks. */
  readonly onFinish: (exchange: ExchangeCore, status: number) => void
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
