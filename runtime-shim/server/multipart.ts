/**
 * `multipart/form-data`: fields as text and files as {@link Upload}s, within limits. The parser is Fastify's, which has met the
 * clients of a decade; it comes along only where a route declares such a body.
 */
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import type { UploadedFile } from '../authoring/index.ts'
import type { BodyFlow, Exchange } from '../transport/index.ts'
import { type Issue, report } from '../wire/index.ts'
import { fail } from './fail.ts'
import {
  BODY_TOO_LARGE,
  BODY_TOO_SLOW,
  MALFORMED_MULTIPART,
  Problem,
  type ProblemKind,
  problemDocument,
  sendProblem,
  TOO_MANY_PARTS,
} from './problem.ts'
import { Upload, Uploads } from './upload.ts'

/** As emitted, by the names of the declared files. */
export interface FileRule {
  readonly name: string
  readonly expected: string
  readonly optional: boolean
  readonly min: number
  readonly max: number
  /** Whether the member is a list. */
  readonly list: boolean
  readonly maxBytes: number
  /** Empty: any. */
  readonly types: readonly string[]
}

export interface Parts {
  /** There was no body. */
  readonly absent: boolean
  readonly fields: Record<string, string | string[]>
  readonly files: Record<string, Upload[]>
}

const MAX_PARTS = 1000
/** Of one part's header. */
const HEADER_BYTES = 8192
const HEADER_FIELDS = 32
/** Files are kept for lists without a limit of their own. */
const MAX_FILES = 100

/**
 * Calls `done` with all parts; refuses what is malformed or too much. The files are
 * there until what `done` gives is settled.
 */
export function readMultipart(
  exchange: Exchange,
  limit: number,
  rules: readonly FileRule[],
  done: (parts: Parts) => Promise<void>,
): void {
  const contentType = exchange.header('content-type')
  if (contentType === '') return void done(noParts(true))
  const uploads = new Uploads()
  const received = receive(exchange, contentType, limit, rules, uploads)
  if (received === undefined) return
  received
    .then(done)
    .catch((error: unknown) => fail(exchange, error))
    .finally(() => uploads.release())
}

const noParts = (absent: boolean): Parts => ({ absent, fields: Object.create(null), files: Object.create(null) })

function receive(
  exchange: Exchange,
  contentType: string,
  limit: number,
  rules: readonly FileRule[],
  uploads: Uploads,
): Promise<Parts> | undefined {
  const parts = noParts(false)
  const parser = createParser(contentType, limit)
  if (parser === undefined) {
    sendProblem(exchange, problemDocument(MALFORMED_MULTIPART))
    return undefined
  }
  let flow: BodyFlow | null = null
  let refuse!: (kind: ProblemKind | Error) => void
  const kept: Promise<void>[] = []
  const whole = new Promise<Parts>((resolve, reject) => {
    refuse = (kind) => reject(kind instanceof Error ? kind : new Problem(kind))
    parser.on('finish', () => void Promise.all(kept).then(() => resolve(parts), reject))
  })
  // What is refused early is looked at when everything that was begun is over.
  whole.catch(() => flow?.drop())
  for (const event of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const) parser.on(event, () => refuse(TOO_MANY_PARTS))
  parser.on('error', () => refuse(MALFORMED_MULTIPART))
  parser.on('drain', () => flow?.resume())
  parser.on('field', (name: string | undefined, value) => addField(parts.fields, name, value))
  parser.on('file', (name: string | undefined, stream, filename: string | undefined, _encoding, type) => {
    const rule = rules.find((known) => known.name === name)
    if (rule === undefined) return discard(stream)
    const keeping = keep(stream, rule, parts.files, new Upload(uploads, filename ?? '', type))
    keeping.catch(() => refuse(MALFORMED_MULTIPART))
    kept.push(keeping)
  })
  flow = exchange.readStream(limit, {
    data: (bytes) => {
      if (!parser.destroyed && !parser.write(bytes)) flow?.pause()
    },
    end: () => void parser.end(),
    fail: (status) => {
      refuse(status === 413 ? BODY_TOO_LARGE : status === 408 ? BODY_TOO_SLOW : new DOMException('aborted', 'AbortError'))
      parser.destroy()
    },
  })
  return flow === null ? undefined : whole
}

/** Undefined: the content-type has no boundary. */
function createParser(contentType: string, limit: number): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fields: MAX_PARTS,
        files: MAX_PARTS,
        parts: MAX_PARTS,
        fieldSize: limit,
        headerPairs: HEADER_FIELDS,
        headerSize: HEADER_BYTES,
      },
    })
  } catch {
    return undefined
  }
}

function addField(fields: Parts['fields'], name: string | undefined, value: string): void {
  if (name === undefined) return
  const present = fields[name]
  if (present === undefined) fields[name] = value
  else if (typeof present === 'string') fields[name] = [present, value]
  else present.push(value)
}

function discard(stream: BusboyFileStream): void {
  stream.on('error', () => {}) // What the parser has to say of it, it says itself.
  stream.resume()
}

/** A file that is too large, or one too many, is counted and not kept. */
async function keep(stream: BusboyFileStream, rule: FileRule, files: Parts['files'], upload: Upload): Promise<void> {
  const all = (files[rule.name] ??= [])
  all.push(upload)
  const isTooMany = all.length > Math.min(rule.max, MAX_FILES)
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    if (isTooMany || upload.size + chunk.byteLength > rule.maxBytes) {
      upload.size += chunk.byteLength
      upload.drop()
    } else await upload.add(chunk)
  }
}

/** The members that are files, as their rules say; undefined where one breaks its rule. */
export function takeFiles(
  { files }: Parts,
  rules: readonly FileRule[],
): Record<string, UploadedFile | readonly UploadedFile[]> | undefined {
  const taken: Record<string, UploadedFile | readonly UploadedFile[]> = Object.create(null)
  for (const rule of rules) {
    const found = files[rule.name] ?? []
    if (!isCount(found.length, rule) || !found.every((file) => isAllowed(file, rule))) return undefined
    if (rule.list) taken[rule.name] = found
    else if (found.length > 0) taken[rule.name] = found[0]!
  }
  return taken
}

export function explainFiles({ fields, files }: Parts, rules: readonly FileRule[]): Issue[] {
  const issues: Issue[] = []
  for (const { name, ...rule } of rules) {
    const found = files[name] ?? []
    const at = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!isCount(found.length, rule))
      report(issues, at, rule.expected, found.length === 0 ? fields[name] : `${found.length} files`)
    for (const [index, file] of found.entries())
      if (!isAllowed(file, rule))
        report(issues, rule.list ? `${at}/${index}` : at, rule.expected, `${file.type}, ${file.size} bytes`)
  }
  return issues
}

const isCount = (count: number, { min, max, optional }: Pick<FileRule, 'min' | 'max' | 'optional'>): boolean =>
  (count >= min || (optional && count === 0)) && count <= Math.min(max, MAX_FILES)

const isAllowed = ({ size, type }: Upload, { maxBytes, types }: Pick<FileRule, 'maxBytes' | 'types'>): boolean =>
  size <= maxBytes &&
  (types.length === 0 || types.some((known) => known === type || (known.endsWith('/*') && type.startsWith(known.slice(0, -1)))))
