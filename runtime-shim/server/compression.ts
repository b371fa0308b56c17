/**
 * Answers in fewer bytes, where the client takes them so (RFC 9110 sections 8.4 and 12.5.3):
 *
 *   accept-encoding: gzip, br   ->   content-encoding: br, vary: accept-encoding, etag: W/"..." where it was strong
 *
 * What would change as well for a client that takes none has `vary` all the same, for caches in between. Not compressed is what is
 * small, encoded already, of a type that is (images, archives), a part of something, or not to be transformed.
 */
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
  type ZlibOptions,
} from 'node:zlib'
import type { AnswerStream, Exchange, HeaderList } from '../transport/index.ts'
import { preferredCoding } from './accept.ts'
import type { Around } from './common-headers.ts'
import { CompressedStream } from './compressed-stream.ts'
import { fail } from './fail.ts'

export type Coding = 'br' | 'gzip'

export interface CompressionRules {
  /** Bytes below which an answer is sent as it is. */
  readonly threshold: number
  /** In the order of preference. */
  readonly codings: readonly Coding[]
  /** Numbers of routes that are left alone; -1: what no route answers. */
  readonly except?: readonly number[]
}

/** Bytes that are compressed at once (in some 80 us): the way to another thread and back takes four times as long. */
const AT_ONCE = 16_384
/** Milliseconds in which a large answer must be compressed. */
const PATIENCE = 30_000

const COMPRESSIBLE =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|text|yaml)\b|application\/(?:javascript|ecmascript|x-ndjson|ndjson|jsonl|json-seq|graphql|sql|toml|wasm|rtf|vnd\.ms-fontobject|x-www-form-urlencoded|manifest\+json)\b|image\/(?:svg\+xml|bmp|x-icon|vnd\.microsoft\.icon)\b|font\/(?:otf|ttf|collection)\b)/i
/** Fields of what is encoded, is a part, or is vouched for byte by byte. */
const AS_IT_IS = new Set(['content-encoding', 'content-range', 'content-digest', 'repr-digest', 'digest'])

/** Like zlib's own 6 of 9 for gzip: what takes longer gains little. */
const GZIP: ZlibOptions = { level: 6 }
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
/** A stream may last for hours, and there may be thousands: with a smaller window each takes some 64 KB, of brotli 500. */
const GZIP_STREAM: ZlibOptions = { level: 6, windowBits: 13, memLevel: 6 }

type Body = string | Uint8Array
type Head = readonly [status: number, headers: HeaderList | null, contentType: string | null]

/** What the client takes best, and of streams without an end in sight: those are no gain for brotli, and a cost. */
interface Chosen {
  readonly whole: Coding | undefined
  readonly live: Coding | undefined
}

export function compression(rules: CompressionRules): Around {
  const chosenFor = negotiator(rules.codings)
  return (dispatch) => (exchange) => {
    compressAnswer(exchange, rules, chosenFor(exchange.header('accept-encoding')))
    dispatch(exchange)
  }
}

/** Most clients say the same as the one before. */
function negotiator(codings: readonly Coding[]): (header: string) => Chosen {
  const lightFirst = [...codings].sort((a, b) => (a < b ? 1 : -1))
  let last = ''
  let chosen: Chosen = { whole: undefined, live: undefined }
  return (header) => {
    if (header !== last) {
      chosen = { whole: preferredCoding(header, codings), live: preferredCoding(header, lightFirst) }
      last = header
    }
    return chosen
  }
}

/** Stands between the app and the transport for this one exchange. `except` is asked when it is known which route answers. */
function compressAnswer(exchange: Exchange, { threshold, except = [] }: CompressionRules, { whole: coding, live }: Chosen): void {
  const { send, stream } = exchange
  const known = coding === undefined ? '' : exchange.header('if-none-match')
  const applies = (head: Head) => !except.includes(exchange.route) && isCompressible(...head)
  /** Whether a large answer is on its way through another thread. */
  let isTaken = false

  exchange.send = (status, headers, contentType, body) => {
    if (isTaken) return
    const plain = (with_: HeaderList | null) => send.call(exchange, status, with_, contentType, body)
    if (status === 304 && !except.includes(exchange.route))
      return plain(varying(known === '' ? headers : asKnown(headers, known)))
    if (body === null || !applies([status, headers, contentType]) || Buffer.byteLength(body) < threshold) return plain(headers)
    if (coding === undefined) return plain(varying(headers))
    const encoded = encodedHeaders(headers, coding)
    // Of how many bytes the answer to GET would be of, only compressing them would tell: a HEAD may leave the length out.
    if (exchange.method === 'HEAD') return void stream.call(exchange, status, encoded, contentType, null)
    if (Buffer.byteLength(body) <= AT_ONCE) return send.call(exchange, status, encoded, contentType, compressSync(coding, body))
    isTaken = true
    exchange.defer(PATIENCE)
    compress(coding, body, (error, compressed) => {
      isTaken = false
      try {
        if (error === null) send.call(exchange, status, encoded, contentType, compressed)
        else plain(varying(headers))
      } catch (failure) {
        fail(exchange, failure)
      }
    })
  }

  exchange.stream = (status, headers, contentType, length) => {
    const plain = (with_: HeaderList | null) => stream.call(exchange, status, with_, contentType, length)
    if (isTaken) return null
    if (!applies([status, headers, contentType]) || (length !== null && length < threshold)) return plain(headers)
    const best = length === null ? live : coding
    if (best === undefined) return plain(varying(headers))
    const out = stream.call(exchange, status, withoutRanges(encodedHeaders(headers, best)), contentType, null)
    return out === null ? null : streamed(out, best, length === null)
  }
}

function isCompressible(status: number, headers: HeaderList | null, contentType: string | null): boolean {
  if (status < 200 || status === 204 || status === 205 || status === 206 || status === 304) return false
  if (contentType === null || !COMPRESSIBLE.test(contentType)) return false
  return headers === null || !eachField(headers).some(([name, value]) => forbids(name, value))
}

const forbids = (name: string, value: string): boolean =>
  AS_IT_IS.has(name) || (name === 'cache-control' && /(?:^|[\s,])no-transform(?:$|[\s,])/i.test(value))

function eachField(headers: HeaderList): (readonly [name: string, value: string])[] {
  const fields: [string, string][] = []
  for (let i = 0; i < headers.length; i += 2) fields.push([headers[i]!, headers[i + 1]!])
  return fields
}

/** With `vary`, where it does not say so yet. */
function varying(headers: HeaderList | null): HeaderList {
  if (headers === null) return ['vary', 'accept-encoding']
  const says = ([name, value]: readonly [string, string]) =>
    name === 'vary' && /(?:^|[\s,])(?:accept-encoding|\*)(?:$|[\s,])/i.test(value)
  return eachField(headers).some(says) ? headers : [...headers, 'vary', 'accept-encoding']
}

/** Other bytes cannot have the strong tag of these. */
const encodedHeaders = (headers: HeaderList | null, coding: Coding): HeaderList => [
  ...varying(withTag(headers, weak)),
  'content-encoding',
  coding,
]

const weak = (tag: string): string => (tag.startsWith('"') ? `W/${tag}` : tag)

function withTag(headers: HeaderList | null, change: (tag: string) => string): HeaderList | null {
  if (headers === null) return null
  const at = headers.findIndex((name, index) => index % 2 === 0 && name === 'etag')
  return at < 0 ? headers : headers.with(at + 1, change(headers[at + 1]!))
}

/** A client that has the compressed answer knows it by its weak tag, and is told that one again. */
const asKnown = (headers: HeaderList | null, known: string): HeaderList | null =>
  withTag(headers, (tag) => (known.includes(`W/${tag}`) ? weak(tag) : tag))

/** Parts are counted in the bytes of the file, of which none are sent now. */
const withoutRanges = (headers: HeaderList): HeaderList =>
  eachField(headers).flatMap(([name, value]) => (name === 'accept-ranges' ? [] : [name, value]))

const compressSync = (coding: Coding, body: Body): Uint8Array =>
  coding === 'br' ? brotliCompressSync(body, BROTLI) : gzipSync(body, GZIP)

function compress(coding: Coding, body: Body, done: (error: Error | null, compressed: Uint8Array) => void): void {
  if (coding === 'br') brotliCompress(body, BROTLI, done)
  else gzip(body, GZIP, done)
}

/** Pieces of unknown number are pieces that somebody waits for: each leaves at once. */
const streamed = (out: AnswerStream, coding: Coding, isLive: boolean): AnswerStream =>
  coding === 'br'
    ? new CompressedStream(out, createBrotliCompress(BROTLI), isLive ? constants.BROTLI_OPERATION_FLUSH : null)
    : new CompressedStream(out, createGzip(GZIP_STREAM), isLive ? constants.Z_SYNC_FLUSH : null)
