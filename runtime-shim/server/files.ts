/**
 * Files as answers: with validators and dates, parts of them (`Range`), or not at all where the client has them already; compressed
 * where a `.br` or `.gz` lies beside them. A file is read as the client takes it, so that its size costs no memory.
 */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import mime from 'mime'
import type { FileOptions } from '../authoring/index.ts'
import type { Exchange, HeaderList } from '../transport/index.ts'
import { takesCoding } from './accept.ts'
import { type KeptHeaders, precondition, rangeOf, type Span, type Validators } from './conditions.ts'
import { fail } from './fail.ts'
import { isAbsence, locate } from './file-path.ts'
import { NOT_FOUND, problemDocument, RANGE_NOT_SATISFIABLE, sendProblem } from './problem.ts'
import { UndeclaredReply } from './reply.ts'
import type { Res } from './res.ts'
import { pump } from './stream.ts'

/** Milliseconds in which a file system must open a file. */
const OPENING = 30_000
const PIECE = 64 << 10

/** What `res.file` keeps. */
export interface FileAnswer {
  readonly path: string
  readonly options: FileOptions
}

/** Where a file may lie, and what goes along with it. */
export interface FileSource {
  readonly folder: string
  /** Below the folder, decoded, with `/`. */
  readonly path: string
  readonly options: FileOptions
  readonly headers: HeaderList | null
  readonly contentType: string | null
}

export function sendFile(exchange: Exchange, res: Res): void {
  if (res.content !== 'file') throw new UndeclaredReply(res)
  const { path, options } = res.body as FileAnswer
  const folder = options.root ?? process.cwd()
  const below = isAbsolute(path) ? relative(folder, path).replaceAll(sep, '/') : path
  exchange.defer(OPENING)
  serveFile(exchange, { folder, path: below, options, headers: res.headerList, contentType: res.contentType }).then(
    (isServed) => {
      if (!isServed) sendProblem(exchange, problemDocument(NOT_FOUND), res.headerList)
    },
    (error: unknown) => fail(exchange, error, res),
  )
}

interface Opened {
  readonly handle: FileHandle
  readonly size: number
  readonly validators: Validators & { readonly modified: number }
  readonly coding: string | undefined
}

/** False where there is no such file; nothing was answered then. */
export async function serveFile(exchange: Exchange, source: FileSource): Promise<boolean> {
  const kept = (exchange.kept ?? {}) as KeptHeaders
  const opened = await openBest(source, kept['accept-encoding'] ?? '')
  if (opened === undefined) return false
  let isHandedOn = false
  try {
    isHandedOn = await answer(exchange, source, opened, kept)
  } finally {
    if (!isHandedOn) await opened.handle.close()
  }
  return true
}

/** True when the handle is read, and closed, later. */
async function answer(exchange: Exchange, source: FileSource, opened: Opened, kept: KeptHeaders): Promise<boolean> {
  const { validators, size, handle } = opened
  const headers = headersOf(source, opened)
  const outcome = precondition(kept, validators, exchange.method === 'GET' || exchange.method === 'HEAD')
  if (outcome !== 200) {
    exchange.send(outcome, headers, null, null)
    return false
  }
  const span = exchange.method === 'GET' ? rangeOf(kept, validators, size) : undefined
  if (span === 'none') {
    sendProblem(exchange, problemDocument(RANGE_NOT_SATISFIABLE), ['content-range', `bytes */${size}`])
    return false
  }
  const { start, end } = span ?? { start: 0, end: size - 1 }
  const type = source.contentType ?? typeOf(source.path)
  if (span !== undefined) headers.push('content-range', `bytes ${start}-${end}/${size}`)
  const out = exchange.stream(span === undefined ? 200 : 206, headers, type, end - start + 1)
  if (out === null) return false
  const free: ArrayBufferLike[] = []
  pump(exchange, out, pieces(handle, { start, end }, free), null, (piece) => void free.push((piece as Uint8Array).buffer))
  return true
}

/** `free`: memory to read into; what is thrown away after each piece would be collected too late. */
async function* pieces(handle: FileHandle, { start, end }: Span, free: ArrayBufferLike[]): AsyncGenerator<Uint8Array, undefined> {
  try {
    for (let at = start; at <= end; ) {
      const buffer = new Uint8Array(free.pop() ?? new ArrayBuffer(PIECE))
      const { bytesRead } = await handle.read(buffer, 0, Math.min(PIECE, end - at + 1), at)
      if (bytesRead === 0) throw new Error('a file became shorter while it was sent')
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

async function openBest({ folder, path, options }: FileSource, accepted: string): Promise<Opened | undefined> {
  const plain = await openFile(folder, path, options.dotfiles === true, undefined)
  if (plain === undefined || options.precompressed === false) return plain
  for (const [coding, ending] of CODINGS) {
    if (!takesCoding(accepted, coding)) continue
    const compressed = await openFile(folder, path + ending, options.dotfiles === true, coding)
    if (compressed === undefined) continue
    await plain.handle.close()
    return compressed
  }
  return plain
}

async function openFile(
  folder: string,
  path: string,
  dotfiles: boolean,
  coding: string | undefined,
): Promise<Opened | undefined> {
  const file = await locate(folder, path, dotfiles)
  if (file === undefined) return undefined
  let handle: FileHandle
  try {
    // Without NONBLOCK, opening a named pipe would wait for its writer.
    handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
  const stats = await handle.stat()
  if (!stats.isFile()) {
    await handle.close()
    return undefined
  }
  const mark = `${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs * 1000).toString(36)}`
  const etag = coding === undefined ? `"${mark}"` : `"${mark}-${coding}"`
  return { handle, size: stats.size, coding, validators: { etag, modified: Math.floor(stats.mtimeMs / 1000) } }
}

function headersOf({ options, headers, path }: FileSource, { validators, coding }: Opened): HeaderList {
  const list: HeaderList = ['etag', validators.etag, 'last-modified', new Date(validators.modified * 1000).toUTCString()]
  list.push('accept-ranges', 'bytes')
  if (options.precompressed !== false) list.push('vary', 'accept-encoding')
  if (coding !== undefined) list.push('content-encoding', coding)
  if (options.maxAge !== undefined)
    list.push('cache-control', `public, max-age=${Math.trunc(options.maxAge)}${options.immutable === true ? ', immutable' : ''}`)
  if (options.download !== undefined && options.download !== false)
    list.push('content-disposition', disposition(options.download === true ? lastName(path) : options.download))
  return headers === null ? list : withOwn(list, headers)
}

/** What the handler set wins. */
function withOwn(list: HeaderList, own: HeaderList): HeaderList {
  const result = [...own]
  for (let i = 0; i < list.length; i += 2) if (!isNamed(own, list[i]!)) result.push(list[i]!, list[i + 1]!)
  return result
}

const isNamed = (list: HeaderList, name: string): boolean => list.some((field, index) => index % 2 === 0 && field === name)

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** 'é.txt' -> attachment; filename="_.txt"; filename*=UTF-8''%C3%A9.txt (RFC 6266) */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  if (ascii === name) return `attachment; filename="${name}"`
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** By the name's ending. Text is UTF-8 wherever it was written in the last decades. */
function typeOf(path: string): string {
  const type = mime.getType(path) ?? 'application/octet-stream'
  return /^text\/|[/+](?:javascript|json|xml)$/.test(type) ? `${type}; charset=utf-8` : type
}
