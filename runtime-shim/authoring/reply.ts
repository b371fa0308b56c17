/** What is answered: replies, `res`, streams, events, files, cookies. */

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
