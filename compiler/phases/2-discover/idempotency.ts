/** `idempotency` of the server and of routes: whether requests may be sent again with a key. */
import type { Idempotency } from '../../ir/index.ts'
import { flag, oneOf, positive, read, type Section, type SettingsReader, section, switchOrObject } from './settings.ts'
import { readStoreName, type StoreName } from './store-name.ts'

export interface DiscoveredIdempotency extends Omit<Idempotency, 'store'> {
  readonly store?: StoreName
}

const KEYS = ['required', 'ttl', 'store', 'whenStoreFails'] as const
const DAY = 86_400

/** Undefined where nothing is said. */
export function readIdempotency(reader: SettingsReader, settings: Section): DiscoveredIdempotency | false | undefined {
  const written = read(reader, settings, 'idempotency', switchOrObject('{ required: true }'))
  if (written === undefined || written === false) return written
  const value = settings.members.get('idempotency')!.value
  const given: Section =
    written === true ? { prefix: '', members: new Map() } : section(reader, value, `${settings.prefix}idempotency`, KEYS)
  const store = readStoreName(reader, given)
  return {
    required: read(reader, given, 'required', flag) ?? false,
    ttl: (read(reader, given, 'ttl', positive) ?? DAY) * 1000,
    whenStoreFails: read(reader, given, 'whenStoreFails', oneOf('open', 'closed')) ?? 'closed',
    ...(store && { store }),
  }
}
