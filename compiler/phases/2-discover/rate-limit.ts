/** `rateLimit` of the server and of routes: how many requests somebody may send. */
import type ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { RateLimit, SourceRef } from '../../ir/index.ts'
import { type Callable, callableOfExpression } from './exports.ts'
import { headerName, integer, oneOf, positive, read, type Section, type SettingsReader, section } from './settings.ts'
import { readStoreName, type StoreName } from './store-name.ts'

export interface DiscoveredRateLimit extends Pick<RateLimit, 'limit' | 'window' | 'whenStoreFails'> {
  readonly key:
    | { readonly from: 'address' }
    | { readonly from: 'header'; readonly name: string }
    | { readonly from: 'function'; readonly callable: Callable }
  readonly store?: StoreName
}

const KEYS = ['limit', 'window', 'key', 'store', 'whenStoreFails'] as const
const EXPECTED_KEY = "'address', `{ header: 'x-api-key' }`, or a function of the app"

/** `path`: `server.rateLimit`. `source` leads there. Undefined where it does not say how many. */
export function readRateLimit(
  reader: SettingsReader,
  value: ts.Expression,
  path: string,
  source: SourceRef,
): DiscoveredRateLimit | undefined {
  const given = section(reader, value, path, KEYS)
  const limit = required(reader, given, value, 'limit', integer(1))
  const window = required(reader, given, value, 'window', positive)
  const key = readKey(reader, given, { ...source, member: [...(source.member ?? []), 'key'] })
  const store = readStoreName(reader, given)
  const whenStoreFails = read(reader, given, 'whenStoreFails', oneOf('open', 'closed')) ?? 'open'
  if (limit === undefined || window === undefined) return undefined
  return { limit, window: window * 1000, key, whenStoreFails, ...(store && { store }) }
}

function required(
  reader: SettingsReader,
  given: Section,
  value: ts.Expression,
  name: 'limit' | 'window',
  kind: typeof positive,
): number | undefined {
  if (given.members.has(name)) return read(reader, given, name, kind)
  const path = `${given.prefix}${name}`
  reader.diagnostics.push(
    say.invalidConfigValue({ path, expected: kind.expected, received: 'absent' }, [reader.app.label(value)]),
  )
  return undefined
}

function readKey(reader: SettingsReader, given: Section, source: SourceRef): DiscoveredRateLimit['key'] {
  const written = given.members.get('key')?.value
  const { app, diagnostics } = reader
  if (!written) return { from: 'address' }
  const type = app.checker.getTypeAtLocation(written)
  if (type.getCallSignatures().length > 0) return { from: 'function', callable: callableOfExpression(app, written, source) }
  if (type.isStringLiteral() && type.value === 'address') return { from: 'address' }
  if (app.checker.getPropertyOfType(type, 'header') === undefined) {
    const received = app.checker.typeToString(type)
    diagnostics.push(
      say.invalidConfigValue({ path: `${given.prefix}key`, expected: EXPECTED_KEY, received }, [app.label(written)]),
    )
    return { from: 'address' }
  }
  const name = read(reader, section(reader, written, `${given.prefix}key`, ['header']), 'header', headerName)
  return name === undefined ? { from: 'address' } : { from: 'header', name: name.toLowerCase() }
}
