/** `server.compression` of the config: whether and how answers are compressed. */
import type { CompressionConfig } from '../../ir/index.ts'
import { integer, read, type Section, type SettingsReader, section, switchOrObject } from './settings.ts'

const KEYS = ['threshold', 'codings'] as const

export const COMPRESSION: CompressionConfig = { threshold: 1024, codings: ['br', 'gzip'], everywhere: true }

const codings = {
  expected: "an array of 'br' and 'gzip', the preferred one first",
  accepts: (value: unknown): value is CompressionConfig['codings'] =>
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((one) => one === 'br' || one === 'gzip'),
}

/** Undefined where it is left out, or false. */
export function readCompression(reader: SettingsReader, server: Section): CompressionConfig | undefined {
  const written = read(reader, server, 'compression', switchOrObject('{ threshold: 2048 }'))
  if (written === undefined || written === false) return undefined
  if (written === true) return COMPRESSION
  const given = section(reader, server.members.get('compression')!.value, 'server.compression', KEYS)
  return {
    threshold: read(reader, given, 'threshold', integer(0)) ?? COMPRESSION.threshold,
    codings: read(reader, given, 'codings', codings) ?? COMPRESSION.codings,
    everywhere: true,
  }
}
