/**
 * The versions that clients may ask for, as a table that is built when the server starts:
 *
 *   const versions = apiVersions(gctx, {
 *     header: 'x-api-version',
 *     fallback: 1,
 *     beforeFirst: 'oldest',
 *     list: '/versions',
 *     versions: [
 *       { id: '2026-01-05T10:00:00Z', semver: '1.0.0', tags: ['stable'], deprecated: 1780272000 },
 *       {
 *         id: '2026-06-01T08:30:00Z',
 *         semver: '2.0.0',
 *         tags: [],
 *         changes: [
 *           { level: 'major', rule: 'request-body', route: 'POST /users', pointer: '/age', message: 'minimum 21 is not given' },
 *         ],
 *       },
 *     ],
 *   })
 */
import { type AppVersion, type CorsConfig, routeAt, VERSION_RULES, type VersionRules } from '../../compiler/ir/index.ts'
import { literal, quote, type Text, text } from '../code/index.ts'
import type { ServerModule } from './module.ts'
import { emitReads } from './request.ts'
import { rawRequest } from './validation.ts'

const LIST = '/versions'

/** The constant `versions`, which goes around all requests; empty where the app has none. */
export function emitVersions(module: ServerModule): string {
  const { history, config } = module.ir
  if (history === undefined) return ''
  const out = text()
  const rules = config.versions ?? VERSION_RULES
  const pin = emitPin(module, out, rules)
  const list = listPath(module, rules)
  out.open(`const versions = ${module.shim('apiVersions')}(gctx, {`)
  out.line(`header: ${quote(rules.header)},`)
  if (rules.query !== undefined) out.line(`query: ${quote(rules.query)},`)
  out.line(`fallback: ${history.fallback},`)
  out.line(`beforeFirst: ${quote(rules.beforeFirst)},`)
  if (list !== undefined) out.line(`list: ${quote(list)},`)
  if (pin !== undefined) out.line(`pin: ${pin},`)
  out.open('versions: [')
  for (const version of history.versions) emitVersion(out, version)
  return out.close('],').close('})').toString()
}

function emitVersion(out: Text, { id, semver, tags, deprecated, changes }: AppVersion): void {
  const row = {
    id,
    semver,
    tags: [...tags],
    ...(deprecated && { deprecated: seconds(deprecated.since) }),
    ...(deprecated?.sunset && { sunset: seconds(deprecated.sunset) }),
  }
  if (changes.length === 0) return void out.line(`${literal(row)},`)
  out.open('{')
  for (const [name, value] of Object.entries(row)) out.line(`${name}: ${literal(value)},`)
  out.open('changes: [')
  for (const { level, rule, route, status, pointer, message } of changes)
    out.line(
      `${literal({ level, rule, ...(route && { route }), ...(status && { status }), ...(pointer && { pointer }), message })},`,
    )
  out.close('],').close('},')
}

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000)

/** A path that a route of the app answers stays that route's. */
function listPath({ ir }: ServerModule, { list = LIST }: VersionRules): string | undefined {
  if (list === false) return undefined
  return routeAt(ir.routes, 'GET', list) === undefined ? list : undefined
}

/**
 *   function versionOf(exchange) {
 *     const rawHeaders = { 'x-client': exchange.header('x-client') || undefined }
 *     return pinOf({ headers: rawHeaders }, gctx)
 *   }
 */
function emitPin(module: ServerModule, out: Text, { pin }: VersionRules): string | undefined {
  if (pin === undefined) return undefined
  const name = module.names.unique('pinned version')
  out.open(`function ${name}(exchange) {`)
  const reads = { ...pin.reads, params: false, query: false, body: false, rawBody: false }
  const args = [rawRequest(reads, emitReads(out, module, [], reads), undefined), ...(pin.gctx ? [module.gctx()] : [])]
  out.line(`return ${module.source(pin.source, 'pin version')}(${args.join(', ')})`)
  out.close().line()
  return name
}

/** Pages of other origins may say which version they mean, and read which one served them. */
export function corsOfVersions({ ir }: ServerModule, cors: CorsConfig): CorsConfig {
  if (ir.history === undefined) return cors
  const { header } = ir.config.versions ?? VERSION_RULES
  const joined = (names: readonly string[], more: readonly string[]) => [...new Set([...names, ...more])]
  return {
    ...cors,
    ...(cors.headers && { headers: joined(cors.headers, [header]) }),
    exposedHeaders: joined(cors.exposedHeaders ?? [], [header, 'deprecation', 'sunset', 'link']),
  }
}
