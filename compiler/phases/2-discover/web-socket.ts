/** `server.webSocket` of the config: what holds for all sockets. */
import type { CorsConfig, WebSocketConfig } from '../../ir/index.ts'
import { origins } from './cors.ts'
import { flag, integer, read, type Section, type SettingsReader, section } from './settings.ts'

const KEYS = ['maxPayloadLength', 'idleTimeout', 'backpressureLimit', 'closeOnBackpressureLimit', 'origins'] as const

export const WEB_SOCKET_DEFAULTS: WebSocketConfig = {
  maxPayloadLength: 64 * 1024,
  idleTimeout: 120_000,
  backpressureLimit: 1024 * 1024,
  closeOnBackpressureLimit: false,
  origins: [],
}

/** As uWebSockets.js counts it: in seconds, with time for a ping and its answer. */
const idleTime = {
  expected: '0, or a number of milliseconds from 8000 to 960000',
  accepts: (value: unknown): value is number =>
    value === 0 || (Number.isInteger(value) && (value as number) >= 8_000 && (value as number) <= 960_000),
}

/** What both transports can keep: a length is a signed integer of 32 bits there. */
export const payloadLength = integer(1, 2 ** 30)

export function readWebSocket(reader: SettingsReader, server: Section, cors: CorsConfig | undefined): WebSocketConfig {
  const written = server.members.get('webSocket')
  // Pages that may read answers, if they are named: with a handshake a browser sends its cookies, whoever asks for it.
  const readers = cors === undefined || cors.origins === '*' ? WEB_SOCKET_DEFAULTS.origins : cors.origins
  if (!written) return { ...WEB_SOCKET_DEFAULTS, origins: readers }
  const given = section(reader, written.value, 'server.webSocket', KEYS)
  return {
    maxPayloadLength: read(reader, given, 'maxPayloadLength', payloadLength) ?? WEB_SOCKET_DEFAULTS.maxPayloadLength,
    idleTimeout: read(reader, given, 'idleTimeout', idleTime) ?? WEB_SOCKET_DEFAULTS.idleTimeout,
    backpressureLimit: read(reader, given, 'backpressureLimit', payloadLength) ?? WEB_SOCKET_DEFAULTS.backpressureLimit,
    closeOnBackpressureLimit:
      read(reader, given, 'closeOnBackpressureLimit', flag) ?? WEB_SOCKET_DEFAULTS.closeOnBackpressureLimit,
    origins: read(reader, given, 'origins', origins) ?? readers,
  }
}
