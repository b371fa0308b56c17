/**
 * The first half of a route function: what it takes from the request while the request is there.
 *
 *   const id = decodeParam(rawId)
 *   if (id === undefined) return malformedPath(exchange)
 *   const rawQuery = parseQuery(exchange.query())
 *   if (rawQuery === undefined) return malformedQuery(exchange)
 */
import type { Property, RequestReads, Route } from '../../compiler/ir/index.ts'
import { key, quote, type Text } from '../code/index.ts'
import type { ServerModule } from './module.ts'

/** Expressions for the parts of a request as raw strings; present where someone needs the part. */
export interface RawParts {
  readonly params?: string
  readonly query?: string
  readonly headers?: string
  readonly cookies?: string
}

/** Parameters of a route function for the raw segments, in order: `['rawId']`, with the names they are declared by. */
export interface RawParam {
  readonly name: string
  readonly raw: string
  readonly decoded: string
}

export function rawParams(module: ServerModule, route: Route): RawParam[] {
  const scope = module.names.scope()
  return route.segments
    .filter((segment) => segment.kind !== 'static')
    .map(({ name }) => ({ name, raw: scope.unique(`raw ${name}`), decoded: scope.unique(name) }))
}

export function emitReads(out: Text, module: ServerModule, params: readonly RawParam[], reads: RequestReads): RawParts {
  return {
    ...(reads.params && params.length > 0 && { params: emitParams(out, module, params) }),
    ...(reads.params && params.length === 0 && { params: '{}' }),
    ...(reads.query && { query: emitQuery(out, module) }),
    ...(reads.headers.length > 0 && { headers: emitHeaders(out, reads.headers) }),
    ...(reads.cookies && { cookies: emitCookies(out, module) }),
  }
}

function emitParams(out: Text, module: ServerModule, params: readonly RawParam[]): string {
  for (const { raw, decoded } of params) out.line(`const ${decoded} = ${module.wire('decodeParam')}(${raw})`)
  const malformed = params.map(({ decoded }) => `${decoded} === undefined`).join(' || ')
  out.line(`if (${malformed}) return ${module.shim('malformedPath')}(exchange)`)
  return `{ ${params.map(({ name, decoded }) => (key(name) === decoded ? decoded : `${key(name)}: ${decoded}`)).join(', ')} }`
}

function emitQuery(out: Text, module: ServerModule): string {
  out.line(`const rawQuery = ${module.wire('parseQuery')}(exchange.query())`)
  out.line(`if (rawQuery === undefined) return ${module.shim('malformedQuery')}(exchange)`)
  return 'rawQuery'
}

function emitHeaders(out: Text, headers: 'all' | readonly string[]): string {
  if (headers === 'all') out.line('const rawHeaders = exchange.headers()')
  else
    out.line(
      `const rawHeaders = { ${headers.map((name) => `${key(name)}: exchange.header(${quote(name)}) || undefined`).join(', ')} }`,
    )
  return 'rawHeaders'
}

function emitCookies(out: Text, module: ServerModule): string {
  const parsed = `${module.wire('parseCookies')}(exchange.header('cookie'))`
  const isSigned = (module.ir.cookies?.signed ?? []).length > 0
  out.line(`const rawCookies = ${isSigned ? `${module.shim('Res')}.cookies.verify(${parsed})` : parsed}`)
  return 'rawCookies'
}

/** Whether every member that is read has been declared, so that nothing but the validated object is needed. */
export const covers = (declared: readonly Property[], read: 'all' | readonly string[]): boolean =>
  read !== 'all' && read.every((name) => declared.some((property) => property.name === name))
