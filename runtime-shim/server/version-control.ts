/**
 * How an operator makes another version the default of a running server: by a Unix socket, or a named pipe, that GATI_CONTROL names.
 * One JSON line in, one out:
 *
 *   {"command":"status"}                          {"ok":true,"latest":"2026-...","default":"2026-...","versions":["2026-...", ...]}
 *   {"command":"default","version":"1.3.0"}       {"ok":true,"before":"2026-...","default":"2026-..."}
 *
 * Only its owner may open it. A server that takes over from another at the same path takes the path as well.
 */
import type { Server, Socket } from 'node:net'
import { log } from './logger.ts'
import type { VersionRow, VersionTable } from './version-table.ts'

export interface Controlled {
  readonly table: VersionTable
  readonly versions: readonly VersionRow[]
  /** Index of the version of requests that name none. */
  readonly standing: { fallback: number }
}

/** Characters of a line, milliseconds for it to arrive, and who may ask at a time. */
const LONGEST_LINE = 4096
const PATIENCE = 5_000
const MOST_CONNECTIONS = 8

/** `path` empty or undefined: nobody can. */
export function openControl(path: string | undefined, controlled: Controlled): void {
  if (path === undefined || path === '') return
  const server = process.getBuiltinModule('node:net').createServer((socket) => converse(socket, controlled))
  server.maxConnections = MOST_CONNECTIONS
  server.on('error', (error) => {
    log.error(`cannot listen for control at GATI_CONTROL=${path}`, { error })
    process.exit(1)
  })
  if (isPipe(path)) server.listen(path)
  else listenInPlace(server, path)
  server.unref()
}

const isPipe = (path: string): boolean => /^\\\\[.?]\\pipe\\/.test(path)

/** Beside the path first, then moved there: never is nobody at the path, and whoever was there is replaced. */
function listenInPlace(server: Server, path: string): void {
  const { chmodSync, renameSync, rmSync, statSync } = process.getBuiltinModule('node:fs')
  const beside = `${path}.${process.pid}`
  rmSync(beside, { force: true })
  const mask = process.umask(0o177)
  server.listen(beside, () => {
    chmodSync(beside, 0o600)
    const { ino } = statSync(beside)
    renameSync(beside, path)
    log.info('control is open', { path })
    process.once('exit', () => {
      if (statSync(path, { throwIfNoEntry: false })?.ino === ino) rmSync(path, { force: true })
    })
  })
  process.umask(mask)
}

function converse(socket: Socket, controlled: Controlled): void {
  let text = ''
  const answer = (value: object): void => {
    socket.removeAllListeners('data')
    socket.end(`${JSON.stringify(value)}\n`)
  }
  socket.setEncoding('utf8')
  socket.unref()
  socket.setTimeout(PATIENCE, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: string) => {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0 && end <= LONGEST_LINE) answer(obey(text.slice(0, end), controlled))
    else if (text.length > LONGEST_LINE) answer(MALFORMED)
  })
}

const MALFORMED = { ok: false, error: 'malformed' }

function obey(line: string, { table, versions, standing }: Controlled): object {
  const asked = commandOf(line)
  const before = versions[standing.fallback]!.id
  if (asked?.['command'] === 'status')
    return { ok: true, latest: versions.at(-1)!.id, default: before, versions: versions.map(({ id }) => id) }
  if (asked?.['command'] !== 'default' || typeof asked['version'] !== 'string') return MALFORMED
  const index = table.resolve(asked['version'])
  if (index < 0) return { ok: false, error: 'unknown_version' }
  standing.fallback = index
  const { id } = versions[index]!
  log.info('another version is the default', { before, default: id })
  return { ok: true, before, default: id }
}

function commandOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
