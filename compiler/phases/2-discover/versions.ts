/** `versions` of the config: how clients say which version of the API they mean. */
import type ts from 'typescript'
import { type SourceRef, VERSION_RULES, type VersionRules } from '../../ir/index.ts'
import { type Callable, callableOfExpression } from './exports.ts'
import { headerName, oneOf, read, type Section, type SettingsReader, section, text } from './settings.ts'

export interface DiscoveredVersions extends Omit<VersionRules, 'pin'> {
  readonly pin?: Callable
}

const KEYS = ['header', 'query', 'default', 'beforeFirst', 'list', 'pin'] as const

const queryName = {
  expected: 'true, false, or the name of a parameter',
  accepts: (value: unknown): value is boolean | string =>
    typeof value === 'boolean' || (typeof value === 'string' && /^[\w.~-]+$/.test(value)),
}
const listPath = {
  expected: "false, or a path such as '/versions'",
  accepts: (value: unknown): value is false | string =>
    value === false || (typeof value === 'string' && /^(?:\/[\w.~-]+)+$/.test(value)),
}

/** `source` leads to the whole config. Undefined where nothing is said. */
export function readVersions(reader: SettingsReader, settings: Section, source: SourceRef): DiscoveredVersions | undefined {
  const written = settings.members.get('versions')?.value
  if (!written) return undefined
  const given = section(reader, written, 'versions', KEYS)
  const query = read(reader, given, 'query', queryName) ?? false
  const list = read(reader, given, 'list', listPath)
  const pin = given.members.get('pin')?.value
  return {
    header: (read(reader, given, 'header', headerName) ?? VERSION_RULES.header).toLowerCase(),
    ...(query !== false && { query: query === true ? 'version' : query }),
    default: read(reader, given, 'default', text) ?? VERSION_RULES.default,
    beforeFirst: read(reader, given, 'beforeFirst', oneOf('oldest', 'refuse')) ?? VERSION_RULES.beforeFirst,
    ...(list !== undefined && { list }),
    ...(pin && { pin: callableOf(reader, pin, source) }),
  }
}

const callableOf = ({ app }: SettingsReader, pin: ts.Expression, source: SourceRef): Callable =>
  callableOfExpression(app, pin, { ...source, member: ['versions', 'pin'] })
