/** `server.webSocket` of the config: what holds for all sockets. */
import type { WebSocketConfig } from '../../ir/index.ts'
import { origins } from './cors.ts'
import { flag, integer, read, type Section, type SettingsReader, section } from './settings.ts'

const KEYS = ['maxPayloadLength', 'idleTimeout', 'backpressureLimit', 'closeOnBackpressureLimit', 'origins'] as const

export const WEB_SOCKET_DEFAULTS: WebSocketConfig = {
  maxPayloadLength: 64 * 1024,
  idleTimeout: 120_000,
  backpressureLimit: 1024 * 1024,
  closeOnBackpressureLimit: false,
}

/** As uWebSockets.js counts it: in seconds, with time for a ping and its answer. */
const idleTime = {
  expected: '0, or a number of milliseconds from 8000 to 960000',
  accepts: (value: unknown): value is number =>
    value === 0 || (Number.isInteger(value) && (value as number) >= 8_000 && (value as number) <= 960_000),
}

/** What both transports can keep: a length is a signed integer of 32 bits there. */
export const payloadLength = integer(1, 2 ** 30)

/** Undefined where nothing is said. */
export function readWebSocket(reader: SettingsReader, server: Section): WebSocketConfig | undefined {
  const written = server.members.get('webSocket')
  if (!written) return undefined
  const given = section(reader, written.value, 'server.webSocket', KEYS)
  const allowed = read(reader, given, 'origins', origins)
  return {
    maxPayloadLength: read(reader, given, 'maxPayloadLength', payloadLength) ?? WEB_SOCKET_DEFAULTS.maxPayloadLength,
    idleTimeout: read(reader, given, 'idleTimeout', idleTime) ?? WEB_SOCKET_DEFAULTS.idleTimeout,
    backpressureLimit: read(reader, given, 'backpressureLimit', payloadLength) ?? WEB_SOCKET_DEFAULTS.backpressureLimit,
    closeOnBackpressureLimit:
      read(reader, given, 'closeOnBackpressureLimit', flag) ?? WEB_SOCKET_DEFAULTS.closeOnBackpressureLimit,
    ...(allowed && { origins: allowed }),
  }
}
