/** gati.config.ts -> settings, read without running it. What is wrong with it is said; the default stands in. */
import ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import * as say from '../../diagnostics/index.ts'
import type { JsonValue, ServerConfig, SourceRef } from '../../ir/index.ts'
import { type AppProgram, CONFIG_FILE } from '../1-load/index.ts'
import { COMPRESSION, readCompression } from './compression.ts'
import { readCors } from './cors.ts'
import { exportsOf, sourceOf } from './exports.ts'
import { constantOf, initializerOf, unwrap } from './expressions.ts'
import { type DiscoveredIdempotency, readIdempotency } from './idempotency.ts'
import { type DiscoveredMiddleware, middlewareOfList } from './middleware.ts'
import { type DiscoveredOverride, readOverrides } from './overrides.ts'
import { type DiscoveredRateLimit, readRateLimit } from './rate-limit.ts'
import { readSecurityHeaders } from './security-headers.ts'
import {
  anything,
  flag,
  fraction,
  headerName,
  integer,
  oneOf,
  packageName,
  proxies,
  read,
  type Section,
  type SettingsReader,
  section,
  text,
  texts,
  url,
} from './settings.ts'
import { readStaticFolders } from './static-folders.ts'
import { type DiscoveredVersions, readVersions } from './versions.ts'
import { readWebSocket } from './web-socket.ts'

/** How the app's client is packed. */
export interface SdkSettings {
  /** Of the package; the app's with `-sdk` where absent. */
  readonly name?: string
  /** Whether the sources of handlers and types are packed, for editors that are asked for a definition. */
  readonly sources?: boolean
}

/** What is made of the app, and how. */
export interface BuildSettings {
  readonly external: readonly string[]
  /** Absent: the platform that is built on. */
  readonly platforms?: readonly string[]
  /** Absent: no client is made. */
  readonly sdk?: SdkSettings
}

export interface DiscoveredConfig {
  readonly name?: string
  readonly version?: string
  readonly server: ServerConfig
  /** Global, outermost first. */
  readonly middleware: readonly DiscoveredMiddleware[]
  readonly overrides: readonly DiscoveredOverride[]
  /** Of every route that says nothing else. */
  readonly rateLimit?: DiscoveredRateLimit
  /** Of every POST and PATCH that says nothing else. */
  readonly idempotency?: DiscoveredIdempotency
  readonly build: BuildSettings
  readonly versions?: DiscoveredVersions
}

const DEFAULTS: ServerConfig = {
  port: 3000,
  host: '0.0.0.0',
  transport: 'auto',
  bodyLimit: 1024 * 1024,
  requestTimeout: 30_000,
  shutdownTimeout: 10_000,
  extraKeys: 'strip',
  values: {},
}
const NOTHING: DiscoveredConfig = { server: DEFAULTS, middleware: [], overrides: [], build: { external: [], sdk: {} } }

const KEYS = [
  'name',
  'version',
  'server',
  'static',
  'extraKeys',
  'middleware',
  'routes',
  'build',
  'sdk',
  'config',
  'observability',
  'versions',
] as const
const SERVER_KEYS = [
  'cors',
  'compression',
  'rateLimit',
  'idempotency',
  'securityHeaders',
  'webSocket',
  'etag',
  'trustProxy',
  'proxyHeader',
  'requestIdHeader',
  'answerRequestId',
  'port',
  'host',
  'transport',
  'bodyLimit',
  'requestTimeout',
  'shutdownTimeout',
] as const
const OBSERVABILITY_KEYS = ['requestLog', 'redact', 'traces'] as const
const TRACES_KEYS = ['endpoint', 'ratio'] as const
const DEFAULT_COLLECTOR = 'http://localhost:4318/v1/traces'
const BUILD_KEYS = ['external', 'platforms'] as const
const SDK_KEYS = ['name', 'sources'] as const

export function discoverConfig(app: AppProgram): {
  readonly config: DiscoveredConfig
  readonly diagnostics: readonly Diagnostic[]
} {
  const file = app.file(CONFIG_FILE)
  if (!file) return { config: NOTHING, diagnostics: [] }
  const exported = exportsOf(app, file).find(({ name }) => name === 'default')
  const expression = exported && initializerOf(exported.symbol)
  if (!exported || !expression) {
    const start = { location: { file: CONFIG_FILE, line: 1, column: 1 }, length: 1, text: '' }
    return { config: NOTHING, diagnostics: [say.configNotFound({}, [start])] }
  }
  const reader: SettingsReader = { app, diagnostics: [] }
  const config = readConfig(reader, argumentOf(app, expression), sourceOf(app, file, exported))
  return { config, diagnostics: reader.diagnostics }
}

/** What is given to `defineConfig`, or the value itself. */
function argumentOf(app: AppProgram, expression: ts.Expression): ts.Expression {
  const value = constantOf(expression, app.checker)
  const call = unwrap(value) as Partial<ts.CallExpression> & ts.Expression
  const isDefine = call.expression && call.arguments && app.core?.isFunction(call.expression, 'defineConfig')
  return (isDefine && call.arguments[0]) || expression
}

function readConfig(reader: SettingsReader, expression: ts.Expression, source: SourceRef): DiscoveredConfig {
  const settings = section(reader, expression, '', KEYS)
  const below = (member: string): SourceRef => ({ ...source, member: [member] })
  const list = settings.members.get('middleware')?.value
  const middleware = list && middlewareOfList(reader.app, list, below('middleware'), 'global')
  reader.diagnostics.push(...(middleware?.diagnostics ?? []))
  const routes = settings.members.get('routes')?.value
  const name = read(reader, settings, 'name', text)
  const version = read(reader, settings, 'version', text)
  const server = readServer(reader, settings, below('config'))
  const versions = readVersions(reader, settings, source)
  const overrides = routes ? readOverrides(reader, routes, below('routes')) : []
  const asks = server.compression === undefined && overrides.some(({ compression }) => compression === true)
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    server: asks ? { ...server, compression: { ...COMPRESSION, everywhere: false } } : server,
    middleware: middleware?.middleware ?? [],
    overrides,
    ...readRepetition(reader, settings, source),
    build: readBuild(reader, settings),
    ...(versions && { versions }),
  }
}

/** How often requests may come, and whether they may come again. */
function readRepetition(
  reader: SettingsReader,
  settings: Section,
  source: SourceRef,
): Pick<DiscoveredConfig, 'rateLimit' | 'idempotency'> {
  const written = settings.members.get('server')?.value
  if (!written) return {}
  // Wrong keys of it are told where the rest of it is read.
  const server = section({ app: reader.app, diagnostics: [] }, written, 'server', ['rateLimit', 'idempotency'])
  const limit = server.members.get('rateLimit')?.value
  const rateLimit = limit && readRateLimit(reader, limit, 'server.rateLimit', { ...source, member: ['server', 'rateLimit'] })
  const idempotency = readIdempotency(reader, server)
  return { ...(rateLimit && { rateLimit }), ...(idempotency && { idempotency }) }
}

function subsection(reader: SettingsReader, { members }: Section, name: string, keys: readonly string[]): Section {
  const value = members.get(name)?.value
  return value ? section(reader, value, name, keys) : { prefix: `${name}.`, members: new Map() }
}

function readServer(reader: SettingsReader, settings: Section, values: SourceRef): ServerConfig {
  const server = subsection(reader, settings, 'server', SERVER_KEYS)
  const number = (name: string, from: number, to?: number) => read(reader, server, name, integer(from, to))
  const own = settings.members.has('config')
  const etag = read(reader, server, 'etag', flag)
  const folders = readStaticFolders(reader, settings)
  const cors = readCors(reader, server)
  const compression = readCompression(reader, server)
  const headers = readSecurityHeaders(reader, server)
  return {
    port: number('port', 0, 65_535) ?? DEFAULTS.port,
    host: read(reader, server, 'host', text) ?? DEFAULTS.host,
    transport: read(reader, server, 'transport', oneOf('auto', 'uws', 'node')) ?? DEFAULTS.transport,
    bodyLimit: number('bodyLimit', 0) ?? DEFAULTS.bodyLimit,
    requestTimeout: number('requestTimeout', 1) ?? DEFAULTS.requestTimeout,
    shutdownTimeout: number('shutdownTimeout', 0) ?? DEFAULTS.shutdownTimeout,
    extraKeys: read(reader, settings, 'extraKeys', oneOf('strip', 'strict', 'allow')) ?? DEFAULTS.extraKeys,
    values: (read(reader, settings, 'config', anything) as JsonValue | undefined) ?? DEFAULTS.values,
    ...(etag !== undefined && { etag }),
    ...(folders.length > 0 && { static: folders }),
    ...readClients(reader, server),
    ...(cors && { cors }),
    ...(compression && { compression }),
    ...(headers && { headers }),
    webSocket: readWebSocket(reader, server, cors),
    ...readObservability(reader, settings),
    ...(own && { source: values }),
  }
}

function readObservability(reader: SettingsReader, settings: Section): Pick<ServerConfig, 'requestLog' | 'redact' | 'traces'> {
  const given = subsection(reader, settings, 'observability', OBSERVABILITY_KEYS)
  const requestLog = read(reader, given, 'requestLog', oneOf('off', 'errors', 'all'))
  const redact = read(reader, given, 'redact', texts)
  const tracing = given.members.get('traces')?.value
  const traces = tracing && section(reader, tracing, 'observability.traces', TRACES_KEYS)
  return {
    ...(requestLog !== undefined && requestLog !== 'off' && { requestLog }),
    ...(redact !== undefined && redact.length > 0 && { redact: redact.map((name) => name.toLowerCase()) }),
    ...(traces && {
      traces: {
        endpoint: read(reader, traces, 'endpoint', url) ?? DEFAULT_COLLECTOR,
        ratio: read(reader, traces, 'ratio', fraction) ?? 1,
      },
    }),
  }
}

/** What is believed of who calls. */
function readClients(reader: SettingsReader, server: Section): Pick<ServerConfig, 'proxies' | 'requestId'> {
  const trusted = read(reader, server, 'trustProxy', proxies)
  const header = read(reader, server, 'proxyHeader', oneOf('x-forwarded', 'forwarded')) ?? 'x-forwarded'
  const idHeader = read(reader, server, 'requestIdHeader', headerName)
  const answer = read(reader, server, 'answerRequestId', flag) ?? false
  return {
    ...(trusted !== undefined && trusted !== 0 && { proxies: { trusted, header } }),
    ...((idHeader !== undefined || answer) && { requestId: { header: (idHeader ?? 'x-request-id').toLowerCase(), answer } }),
  }
}

function readBuild(reader: SettingsReader, settings: Section): BuildSettings {
  const build = subsection(reader, settings, 'build', BUILD_KEYS)
  const platforms = read(reader, build, 'platforms', texts)
  const sdk = readSdk(reader, settings)
  return { external: read(reader, build, 'external', texts) ?? [], ...(platforms && { platforms }), ...(sdk && { sdk }) }
}

/** `sdk: false`, or its settings. */
function readSdk(reader: SettingsReader, settings: Section): SdkSettings | undefined {
  const value = settings.members.get('sdk')?.value
  if (!value || !ts.isObjectLiteralExpression(unwrap(value)))
    return read(reader, settings, 'sdk', flag) === false ? undefined : {}
  const own = section(reader, value, 'sdk', SDK_KEYS)
  const name = read(reader, own, 'name', packageName)
  const sources = read(reader, own, 'sources', flag)
  return { ...(name !== undefined && { name }), ...(sources !== undefined && { sources }) }
}
