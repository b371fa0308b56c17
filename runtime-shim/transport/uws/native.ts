/** The part of uWebSockets.js's native module that is used here, and how it is loaded. */
import { HEAD_BYTES } from '../limits.ts'

type Text = string | Uint8Array

export interface NativeResponse {
  writeStatus(status: string): NativeResponse
  writeHeader(name: Text, value: Text): NativeResponse
  end(body?: Text, closeConnection?: boolean): NativeResponse
  endWithoutBody(reportedLength?: number, closeConnection?: boolean): NativeResponse
  write(chunk: Text): boolean
  getWriteOffset(): number
  tryEnd(body: Uint8Array, total: number): [ok: boolean, done: boolean]
  onWritable(handler: (offset: number) => boolean): NativeResponse
  onAborted(handler: () => void): NativeResponse
  onData(handler: (chunk: ArrayBuffer, last: boolean) => void): NativeResponse
  cork(writer: () => void): NativeResponse
  close(): NativeResponse
  pause(): NativeResponse
  resume(): NativeResponse
  getRemoteAddress(): ArrayBuffer
  getRemotePort(): number
  /** Ends the response: from then on there is a socket. The members of the user data become its own. */
  upgrade(userData: SocketUserData, key: string, protocol: string, extensions: string, context: object): void
}

/** What is called for a socket. */
export interface NativeSocketOwner {
  opened(socket: NativeSocket): void
  received(data: ArrayBuffer, isBinary: boolean): void
  drained(): void
  closed(code: number, reason: ArrayBuffer): void
}

export interface SocketUserData {
  readonly owner: NativeSocketOwner
}

export interface NativeSocket extends SocketUserData {
  /** 1: sent; 0: the rest waits for the client; 2: left out, over the limit. */
  send(data: Text, isBinary: boolean, compress: boolean): number
  getBufferedAmount(): number
  subscribe(topic: string): boolean
  unsubscribe(topic: string): boolean
  isSubscribed(topic: string): boolean
  publish(topic: string, data: Text, isBinary: boolean, compress: boolean): boolean
  end(code: number, reason: Text): void
  close(): void
}

export interface NativeBehavior {
  readonly compression: number
  /** Minutes; 0: as long as it likes. */
  readonly maxLifetime: number
  readonly maxPayloadLength: number
  /** Seconds. */
  readonly idleTimeout: number
  readonly sendPingsAutomatically: boolean
  readonly maxBackpressure: number
  readonly closeOnBackpressureLimit: boolean
  readonly upgrade: (response: NativeResponse, request: NativeRequest, context: object) => void
  readonly open: (socket: NativeSocket) => void
  readonly message: (socket: NativeSocket, data: ArrayBuffer, isBinary: boolean) => void
  readonly drain: (socket: NativeSocket) => void
  readonly close: (socket: NativeSocket, code: number, reason: ArrayBuffer) => void
}

export interface NativeRequest {
  getHeader(lowerCaseName: string): string
  getUrl(): string
  getQuery(): string | undefined
  getCaseSensitiveMethod(): string
  forEach(visit: (name: string, value: string) => void): void
}

export type NativeHandler = (response: NativeResponse, request: NativeRequest) => void

export interface NativeApp {
  /** Called with the number of connections more (1) or less (-1). */
  filter(listener: (response: NativeResponse, change: number) => void): NativeApp
  get(pattern: string, handler: NativeHandler): NativeApp
  post(pattern: string, handler: NativeHandler): NativeApp
  put(pattern: string, handler: NativeHandler): NativeApp
  patch(pattern: string, handler: NativeHandler): NativeApp
  del(pattern: string, handler: NativeHandler): NativeApp
  head(pattern: string, handler: NativeHandler): NativeApp
  options(pattern: string, handler: NativeHandler): NativeApp
  any(pattern: string, handler: NativeHandler): NativeApp
  ws(pattern: string, behavior: NativeBehavior): NativeApp
  publish(topic: string, data: Text, isBinary: boolean, compress: boolean): boolean
  numSubscribers(topic: string): number
  listen(host: string, port: number, options: number, listening: (socket: object | false) => void): NativeApp
  close(): NativeApp
}

export interface Native {
  App(): NativeApp
  us_listen_socket_close(socket: object): void
  us_socket_local_port(socket: object): number
  LIBUS_LISTEN_EXCLUSIVE_PORT: number
  _cfg(key: string): void
}

/** `uws_linux_x64_137.node`: one file a platform, architecture and ABI of Node. */
const nativeFile = (): string => `uws_${process.platform}_${process.arch}_${process.versions.modules}.node`

/** uWebSockets.js's switch for leaving its name and version out of every answer; it knows it by the sum of the characters. */
const SILENT = '999999990007'
const LIMIT_VARIABLE = 'UWS_HTTP_MAX_HEADERS_SIZE'

/** The first Node whose uWebSockets.js build is sound: the one for Node 20 splits request lines wrongly and takes several Hosts. */
const SOUND_NODE = 22

/** Throws why it cannot be had, in one line. */
export function loadNative(directory: string): Native {
  const path = process.getBuiltinModule('node:path').join(directory, nativeFile())
  const obstacle = obstacleTo(path)
  if (obstacle !== undefined) throw new Error(obstacle)
  try {
    return load(path)
  } catch (error) {
    throw new Error(loadFailure(error))
  }
}

function obstacleTo(path: string): string | undefined {
  const major = Number.parseInt(process.versions.node, 10)
  if (major < SOUND_NODE) return `uWebSockets.js has no sound build for Node ${major}, it needs Node ${SOUND_NODE} or newer`
  if (process.getBuiltinModule('node:fs').existsSync(path)) return undefined
  return `uWebSockets.js has no file ${nativeFile()} beside the server (Node ${major} on ${process.platform} ${process.arch})`
}

function load(path: string): Native {
  const before = process.env[LIMIT_VARIABLE]
  // Read by the native module once, while it is being loaded.
  process.env[LIMIT_VARIABLE] = String(HEAD_BYTES)
  try {
    const module = { exports: {} as Native }
    process.dlopen(module, path)
    module.exports._cfg(SILENT)
    return module.exports
  } finally {
    if (before === undefined) delete process.env[LIMIT_VARIABLE]
    else process.env[LIMIT_VARIABLE] = before
  }
}

/** `... version 'GLIBC_2.38' not found (required by ...)` -> what the system lacks, in one line. */
export function loadFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const needed = /GLIBC_(\d+\.\d+)/.exec(message)?.[1]
  if (needed !== undefined)
    return `uWebSockets.js needs glibc ${needed} or newer, this system has ${glibcVersion() ?? 'an older one'}`
  if (process.platform === 'linux' && glibcVersion() === undefined)
    return 'uWebSockets.js needs glibc, this system has another C library (musl)'
  return `uWebSockets.js cannot load here: ${message.split('\n')[0]}`
}

function glibcVersion(): string | undefined {
  // Looking at network interfaces can take seconds. The switch is there on every Node that gets this far.
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime
}
