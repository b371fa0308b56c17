import type {
  Content,
  CookieOptions,
  EventStreamOptions,
  FileOptions,
  HeaderValue,
  Reply,
  Response,
  StreamSource,
} from '../authoring/index.ts'
import type { HeaderList } from '../transport/index.ts'
import type { Cookies } from './cookies.ts'

/** Fields that frame the message: they belong to the transport. */
const TRANSPORT_FIELDS = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
const FIELD_NAME = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/

/**
 * The `res` of a handler and its middleware. Deferred: it only keeps what was asked for, and the emitted route sends it when
 * the whole chain is done. Every method gives back the same object, so a `Reply` is the `Res` itself.
 */
export class Res implements Response<any, any> {
  /** Set at the start by a server that sets cookies. */
  static cookies: Cookies | null = null
  statusCode = 200
  answered = false
  content: Content | 'none' = 'none'
  body: unknown = undefined
  /** The `content-type` that was asked for by header. */
  contentType: string | null = null
  headerList: HeaderList | null = null

  status(code: number): any {
    if (!Number.isInteger(code) || code < 200 || code > 599)
      throw new RangeError(`${String(code)} is not a status a server may answer with`)
    this.statusCode = code
    return this
  }

  header(name: string, value: HeaderValue): any {
    const field = checkedName(name)
    if (field === 'content-type') {
      this.contentType = checkedValue(field, value)
      return this
    }
    this.headerList ??= []
    // Cookies add up, whoever sets them; every other field has one value or the list given last.
    if (field !== 'set-cookie') remove(this.headerList, field)
    if (typeof value === 'object') for (const item of value) this.headerList.push(field, checkedValue(field, item))
    else this.headerList.push(field, checkedValue(field, value))
    return this
  }

  headers(fields: Readonly<Record<string, HeaderValue>>): any {
    for (const name of Object.keys(fields)) this.header(name, fields[name]!)
    return this
  }

  cookie(name: string, value: string, options: CookieOptions = {}): any {
    if (Res.cookies === null)
      throw new Error('nothing in the sources of this app sets cookies: its server was built without them')
    return this.header('set-cookie', Res.cookies.write(name, value, options))
  }

  clearCookie(name: string, options: CookieOptions = {}): any {
    return this.cookie(name, '', { ...options, signed: false, maxAge: 0, expires: new Date(0) })
  }

  json(body: unknown): any {
    return this.#answer('json', body)
  }

  text(body: string): any {
    return this.#answer('text', body)
  }

  send(body: string | Uint8Array): any {
    return this.#answer(typeof body === 'string' ? 'text' : 'bytes', body)
  }

  stream(body: StreamSource): any {
    return this.#answer('stream', body)
  }

  events(events: AsyncIterable<unknown>, options: EventStreamOptions = {}): any {
    return this.#answer('events', { events, options })
  }

  file(path: string, options: FileOptions = {}): any {
    return this.#answer('file', { path, options })
  }

  negotiate(forms: Readonly<Record<string, () => unknown>>): any {
    return this.#answer('negotiated', forms)
  }

  redirect(url: string, status = 302): any {
    return this.status(status).header('location', encodeURI(url).replaceAll('%25', '%')).end()
  }

  end(): any {
    return this.#answer('none', undefined)
  }

  /** Takes what a handler returned: a value is answered as JSON, nothing at all with 204. */
  settle(value: unknown): this {
    if (value === this) return this
    if (value !== undefined) this.json(value)
    else if (!this.answered) this.status(204).end()
    return this
  }

  /** Forgets the answer and keeps the headers, which middleware set for whatever is answered. */
  reset(): this {
    this.statusCode = 200
    this.answered = false
    this.content = 'none'
    this.body = undefined
    this.contentType = null
    return this
  }

  #answer(content: Res['content'], body: unknown): any {
    if (this.answered) throw new Error('the request is answered twice: return after the first answer')
    this.answered = true
    this.content = content
    this.body = body
    return this as unknown as Reply<any, any>
  }
}

/** Good names, the last of each length, and how each is written: an app has the same ones in answer after answer. */
const lastNames: (string | undefined)[] = Array.from({ length: 32 })
const lastFields: string[] = []

function checkedName(name: string): string {
  const place = name.length & 31
  if (lastNames[place] === name) return lastFields[place]!
  if (!FIELD_NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a header name`)
  const field = name.toLowerCase()
  if (TRANSPORT_FIELDS.has(field)) throw new TypeError(`the header ${field} is set by the server`)
  lastNames[place] = name
  lastFields[place] = field
  return field
}

/** Printable ASCII and tabs. */
function checkedValue(name: string, value: HeaderValue): string {
  const text = String(value)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9) || code > 126)
      throw new TypeError(`the value of header ${name} has a character that no header may have`)
  }
  return text
}

function remove(list: HeaderList, name: string): void {
  for (let i = list.length - 2; i >= 0; i -= 2) if (list[i] === name) list.splice(i, 2)
}
