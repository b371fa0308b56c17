/** What comes: the parts of a request, kinds of bodies, files. */

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
