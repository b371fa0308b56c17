/**
 * The second half: raw strings become what the contract declares, or the request is refused with everything that is wrong.
 *
 *   const query = parseListQuery(rawQuery)
 *   const input = parseNewUser(body)
 *   if (query === undefined || input === undefined) return invalid(exchange, { query: explainListQuery(rawQuery), body: explainNewUser(body) })
 */
import type { BodyContract, RequestReads, Route } from '../../compiler/ir/index.ts'
import type { Text } from '../code/index.ts'
import { bodyMember, emitBodyCheck, rawBodyMember } from './body.ts'
import type { RouteParts } from './endpoint.ts'
import { type ServerModule, WIDTH } from './module.ts'
import type { RouteReads } from './reads.ts'
import { covers, type RawParts } from './request.ts'

const PARTS = ['params', 'query', 'headers', 'cookies'] as const

interface Check {
  readonly part: (typeof PARTS)[number] | 'body'
  readonly failed: string
  readonly explain: string
}

/** By which contract: of a route as clients of an older version know it, that of then, whose whole body goes on. */
export function validating({ module, route, reads, chained }: RouteParts): [ServerModule, Route, RouteReads] {
  if (chained === undefined) return [module, route, reads]
  return [{ ...module, values: chained.was }, route, { ...reads, handler: { ...reads.handler, body: true } }]
}

/** Emits the checks; `refuse` is what comes before the issues: `return invalid(exchange, ` or `throw invalidRequest(`. */
export function emitValidation(
  out: Text,
  module: ServerModule,
  route: Route,
  reads: RouteReads,
  raw: RawParts,
  hint: string,
  refuse: string,
): void {
  const checks: Check[] = []
  for (const part of PARTS) {
    const declared = route.request[part]
    if (declared === undefined) continue
    const { parse, explain } = module.values.coerce(declared, part, `${hint} ${part}`)
    const strings = raw[part] ?? '{}'
    out.line(`const ${part} = ${parse}(${strings})`)
    checks.push({ part, failed: `${part} === undefined`, explain: `${explain}(${strings})` })
  }
  const { body } = route.request
  const bodyCheck = emitBodyCheck(out, module, route, reads, hint)
  if (bodyCheck !== undefined) checks.push({ part: 'body', ...bodyCheck })
  if (checks.length === 0) return
  const issues = checks.map(({ part, explain }) => {
    const mayBeAbsent = part === 'body' && body?.optional === true && checks.length > 1 && bodyCheck?.knowsAbsence === false
    const isAbsent = body?.content === 'text' ? "text === ''" : 'body === undefined'
    return `${part}: ${mayBeAbsent ? `${isAbsent} ? [] : ${explain}` : explain}`
  })
  emitRefusal(out, condition(checks), refuse, issues)
}

function emitRefusal(out: Text, failed: string, refuse: string, issues: readonly string[]): void {
  const line = `if (${failed}) ${refuse}{ ${issues.join(', ')} })`
  if (line.length <= WIDTH) {
    out.line(line)
    return
  }
  out.open(`if (${failed}) {`).open(`${refuse}{`)
  for (const issue of issues) out.line(`${issue},`)
  out.close('})').close()
}

const condition = (checks: readonly Check[]): string =>
  checks.map(({ failed }) => (checks.length > 1 && failed.includes('&&') ? `(${failed})` : failed)).join(' || ')

/** `{ params, query, body: input }`: the `req` of the handler, with the members that it reads. */
export function handlerRequest(module: ServerModule, route: Route, reads: RouteReads, raw: RawParts, hint: string): string {
  const { handler } = reads
  const members: string[] = []
  if (handler.line) members.push('method: exchange.method', 'path: exchange.path')
  if (handler.params) members.push(part('params', route.request.params !== undefined, raw.params))
  if (handler.query) members.push(part('query', route.request.query !== undefined, raw.query))
  if (handler.headers.length > 0) members.push(headersMember(route, reads, raw))
  if (handler.cookies) members.push(part('cookies', route.request.cookies !== undefined, raw.cookies))
  if (handler.body) members.push(bodyMember(module, route, hint))
  if (handler.rawBody) members.push('rawBody: bytes')
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** The `req` of middleware, and of whoever else reads it as it came: everything as raw strings, the body parsed and not validated. */
export function rawRequest(reads: RequestReads, raw: RawParts, body: BodyContract | undefined): string {
  const members: string[] = []
  if (reads.line) members.push('method: exchange.method', 'path: exchange.path')
  if (reads.params) members.push(part('params', false, raw.params))
  if (reads.query) members.push(part('query', false, raw.query))
  if (reads.headers.length > 0) members.push(part('headers', false, raw.headers))
  if (reads.cookies) members.push(part('cookies', false, raw.cookies))
  if (reads.body) members.push(rawBodyMember(body))
  if (reads.rawBody) members.push('rawBody: bytes')
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const part = (name: string, declared: boolean, raw: string | undefined): string => (declared ? name : `${name}: ${raw ?? '{}'}`)

/** Declared headers are typed; others that are read stay strings beside them. */
function headersMember(route: Route, { handler }: RouteReads, raw: RawParts): string {
  const declared = route.request.headers
  if (declared === undefined) return `headers: ${raw.headers ?? '{}'}`
  return covers(declared, handler.headers) ? 'headers' : `headers: { ...${raw.headers ?? '{}'}, ...headers }`
}
