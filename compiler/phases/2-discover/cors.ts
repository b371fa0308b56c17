/** `server.cors` of the config: who may read answers from pages of other origins. */
import * as say from '../../diagnostics/index.ts'
import type { CorsConfig } from '../../ir/index.ts'
import { flag, integer, read, type Section, type SettingsReader, section } from './settings.ts'

const KEYS = ['origins', 'methods', 'headers', 'exposedHeaders', 'credentials', 'maxAge'] as const
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/
/** A scheme and a host, of which `*.` may be the beginning and `:*` the port; no path, and nothing after it. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/(?:\*\.)?(?:[a-z\d_-][a-z\d._-]*|\[[\da-f:.]+\])(?::(?:\d{1,5}|\*))?$/

export const origins = {
  expected: "'*', or an array of origins such as `['https://example.org', 'https://*.example.org', 'http://localhost:*']`",
  accepts: (value: unknown): value is '*' | readonly string[] => value === '*' || (isListOf(value, ORIGIN) && value.length > 0),
}
/** With credentials a browser takes no `*`: whoever means every origin must not get their cookies. */
const named = {
  expected: 'an array of origins, for with `credentials` it is not left to every page',
  accepts: (value: unknown): value is readonly string[] => origins.accepts(value) && value !== '*',
}
const names = {
  expected: 'an array of names',
  accepts: (value: unknown): value is readonly string[] => isListOf(value, TOKEN),
}

const isListOf = (value: unknown, pattern: RegExp): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && pattern.test(item))

/** Undefined where it is left out, or does not say whom to let in. */
export function readCors(reader: SettingsReader, server: Section): CorsConfig | undefined {
  const written = server.members.get('cors')
  if (!written) return undefined
  const cors = section(reader, written.value, 'server.cors', KEYS)
  const credentials = read(reader, cors, 'credentials', flag)
  const allowed = readOrigins(reader, cors, credentials === true)
  const methods = read(reader, cors, 'methods', names)
  const headers = read(reader, cors, 'headers', names)
  const exposedHeaders = read(reader, cors, 'exposedHeaders', names)
  const maxAge = read(reader, cors, 'maxAge', integer(0))
  if (allowed === undefined) return undefined
  return {
    origins: allowed,
    ...(methods && { methods }),
    ...(headers && { headers: headers.map((name) => name.toLowerCase()) }),
    ...(exposedHeaders && { exposedHeaders: exposedHeaders.map((name) => name.toLowerCase()) }),
    ...(credentials && { credentials }),
    ...(maxAge !== undefined && { maxAge }),
  }
}

function readOrigins(reader: SettingsReader, cors: Section, credentials: boolean): CorsConfig['origins'] | undefined {
  if (cors.members.has('origins')) return read(reader, cors, 'origins', credentials ? named : origins)
  if (!credentials) return '*'
  const label = reader.app.label(cors.members.get('credentials')!.value)
  const path = `${cors.prefix}origins`
  reader.diagnostics.push(say.invalidConfigValue({ path, expected: named.expected, received: 'absent' }, [label]))
  return undefined
}
