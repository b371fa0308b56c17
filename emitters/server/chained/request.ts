/**
 * From what clients of an older version sent to what the handler takes:
 *
 *   let given = { query, body: input }
 *   given = getUsersRequest(given, gctx)
 *   const nextQuery = parseGetUsersQuery(given.query ?? {})
 *   if (nextQuery === undefined) throw transformUnfit('GET /users', 'src/versions/2026-01-05.ts', explainGetUsersQuery(given.query))
 */
import {
  isTransformedBody,
  type ObjectType,
  type Property,
  type RequestContract,
  reachable,
  type Transform,
  type Type,
  walk,
} from '../../../compiler/ir/index.ts'
import { isIdentifier, key, quote, type Text } from '../../code/index.ts'
import type { ValueFunctions } from '../../validator/index.ts'
import { bodyAsCollected } from '../body.ts'
import type { RouteParts } from '../endpoint.ts'
import type { ServerModule } from '../module.ts'
import { emitNestedTypes } from './nested.ts'
import type { Chained } from './route.ts'

const PARTS = ['params', 'query', 'headers', 'cookies'] as const
type Part = (typeof PARTS)[number]

const objectOf = (properties: readonly Property[]): ObjectType => ({ kind: 'object', properties, index: [], constraints: [] })

/** `postUsersRequest(given, gctx)`, awaited where it may be a promise. Named by where it stands: `routes`, `POST /users`, `request`. */
export function transformCall(module: ServerModule, { source, isAsync, gctx }: Transform, value: string): string {
  const { member, exportName } = source
  const call = `${module.source(source, member ? member.slice(1).join(' ') : exportName)}(${gctx ? `${value}, ${module.gctx()}` : value})`
  return isAsync ? `await ${call}` : call
}

/** Statements after the validation of what was sent, inside whatever catches what is thrown. */
export function emitRewrittenRequest(out: Text, parts: RouteParts, chained: Chained): void {
  const { module, route, name } = parts
  const { chain, target } = chained
  const isAsked = target.request.body !== undefined || PARTS.some((part) => target.request[part] !== undefined)
  const links = chain.links.filter(({ request, requestTypes }) => request !== undefined || requestTypes !== undefined)
  if (!isAsked && links.length === 0) return
  const place = (file: string) => `${quote(route.id)}, ${quote(file)}`
  out.line(`let given = ${given(parts, chained)}`)
  if (links.length > 0) {
    const isOne = links.length === 1
    if (!isOne) out.line(`let step = ${quote(links[0]!.file)}`)
    out.open('try {')
    for (const [index, link] of links.entries()) {
      if (index > 0) out.line(`step = ${quote(link.file)}`)
      if (link.request) out.line(`given = ${transformCall(module, link.request, 'given')}`)
      if (link.requestTypes) {
        const call = emitNestedTypes(module, link.requestTypes, `${name} request`, 'given.body')
        out.line(`given = { ...given, body: ${call} }`)
      }
      if (index < links.length - 1)
        emitCheck(out, chained, link.after.request, `${name} request ${index + 1}`, place(link.file), module)
    }
    out.reopen('} catch (error) {')
    out
      .line(
        `throw ${module.shim('requestNotRewritten')}(res, ${quote(route.id)}, ${isOne ? quote(links[0]!.file) : 'step'}, error)`,
      )
      .close()
  }
  const last = links.at(-1)
  emitNext(out, parts, chained, (part, issues) =>
    last === undefined
      ? `${module.shim('invalidRequest')}({ ${part}: ${issues} })`
      : `${module.shim('transformUnfit')}(${place(last.file)}, ${issues})`,
  )
}

/** What is thrown where a part is not of the handler's contract: what no transform has touched is what the client sent. */
type Unfit = (part: Part | 'body', issues: string) => string

/** What was sent, as JSON: `{ query, body: input }`. */
function given({ module, route, name }: RouteParts, chained: Chained): string {
  const { was } = chained
  const members: string[] = PARTS.flatMap((part) => {
    const properties = route.request[part]
    if (properties === undefined) return []
    const isWritten = isJson(objectOf(properties), module)
    const value = isWritten ? part : `${was.project(objectOf(properties), `${name} ${part}`)}(${part})`
    return [value === part ? part : `${part}: ${value}`]
  })
  const body = givenBody(route.request, name, chained, module)
  return `{ ${[...members, ...(body ? [`body: ${body}`] : [])].join(', ')} }`
}

function givenBody({ body }: RequestContract, name: string, { was }: Chained, module: ServerModule): string | undefined {
  if (body === undefined || !isTransformedBody(body)) return undefined
  const { content, type, optional } = body
  const hint = `${name} body`
  const project = (value: string) => (isJson(type, module) ? value : `${was.project(type, hint)}(${value})`)
  const absent = (value: string, isAbsent: string) => (optional ? `${isAbsent} ? undefined : ${value}` : value)
  if (content === 'text') return absent('text', "text === ''")
  if (content === 'form') return absent(project('body'), 'body === undefined')
  if (was.parse(type, hint) !== undefined) return absent(project('input'), 'input === undefined')
  const read = was.read(type, hint)
  return absent(read === undefined ? 'body' : project(`${read}(body)`), 'body === undefined')
}

/** Whether values in the program are what they are as JSON. */
export function isJson(type: Type, { ir }: ServerModule): boolean {
  const types = { ...ir.types, ...ir.chains?.types }
  let holds = true
  const look = (root: Type) =>
    walk(root, (part) => {
      if (OTHERWISE.has(part.kind) || (part.kind === 'array' && part.typed !== undefined)) holds = false
    })
  look(type)
  for (const id of reachable([type], types)) look(types[id]!.type)
  return holds
}

const OTHERWISE: ReadonlySet<string> = new Set(['date', 'bigint', 'bytes', 'url', 'map', 'set', 'to-json'])

/** Of the contract in between; that of the handler is checked in any case. */
function emitCheck(
  out: Text,
  { lenient, checks }: Chained,
  request: RequestContract,
  hint: string,
  place: string,
  module: ServerModule,
): void {
  const parts = PARTS.flatMap((part) => {
    const properties = request[part]
    const optional = properties?.every((one) => one.optional) ?? false
    return properties ? [{ name: part, type: objectOf(properties), optional }] : []
  })
  const { body } = request
  const own = body && isTransformedBody(body) ? [{ name: 'body', type: body.type, optional: body.optional }] : []
  const type = objectOf([...parts, ...own])
  if (type.properties.length === 0) return
  const unfit = `${module.shim('transformUnfit')}(${place}, ${lenient.explain(type, hint)}(given))`
  out.line(`if (${checks()} && !${lenient.is(type, hint)}(given)) throw ${unfit}`)
}

/** The parts that the handler takes, checked and read by its contract: `nextQuery`, `nextBody`. */
function emitNext(out: Text, { name }: RouteParts, { target, lenient }: Chained, unfit: Unfit): void {
  for (const part of PARTS) {
    const properties = target.request[part]
    if (properties === undefined) continue
    const isOptional = properties.every(({ optional }) => optional)
    const value = isOptional ? `(given.${part} ?? {})` : `given.${part}`
    emitTaken(out, lenient, objectOf(properties), value, nextName(part), `${name} next ${part}`, (issues) => unfit(part, issues))
  }
  const { body } = target.request
  if (body === undefined || !isTransformedBody(body)) return
  const hint = `${name} next body`
  if (!body.optional) return emitTaken(out, lenient, body.type, 'given.body', 'nextBody', hint, (issues) => unfit('body', issues))
  out.line('let nextBody')
  out.open('if (given.body !== undefined) {')
  emitTaken(out, lenient, body.type, 'given.body', 'taken', hint, (issues) => unfit('body', issues))
  out.line('nextBody = taken').close()
}

const nextName = (part: Part): string => `next${part[0]!.toUpperCase()}${part.slice(1)}`

function emitTaken(
  out: Text,
  values: ValueFunctions,
  type: Type,
  value: string,
  name: string,
  hint: string,
  thrown: (issues: string) => string,
): void {
  const unfit = `throw ${thrown(`${values.explain(type, hint)}(${value})`)}`
  const parse = values.parse(type, hint)
  if (parse !== undefined) {
    out.line(`const ${name} = ${parse}(${value})`).line(`if (${name} === undefined) ${unfit}`)
    return
  }
  out.line(`if (!${values.is(type, hint)}(${value})) ${unfit}`)
  const read = values.read(type, hint)
  out.line(`const ${name} = ${read === undefined ? value : `${read}(${value})`}`)
}

/** The `req` of the handler. */
export function nextRequest({ raw, route, params }: RouteParts, { target }: Chained): string {
  const { req } = target.facts
  const { request } = target
  const members: string[] = []
  const part = (name: Part) =>
    members.push(request[name] === undefined ? `${name}: ${raw[name] ?? '{}'}` : `${name}: ${nextName(name)}`)
  if (req.line) members.push('method: exchange.method', 'path: exchange.path')
  if (req.params) {
    if (request.params === undefined) members.push(`params: ${placed(target.segments, params)}`)
    else part('params')
  }
  if (req.query) part('query')
  if (req.headers.length > 0)
    members.push(
      request.headers === undefined
        ? `headers: ${raw.headers ?? '{}'}`
        : `headers: { ...${raw.headers ?? '{}'}, ...nextHeaders }`,
    )
  if (req.cookies) part('cookies')
  if (req.body) members.push(`body: ${bodyOf(route.request, request)}`)
  if (req.rawBody) members.push('rawBody: bytes')
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function bodyOf(then: RequestContract, { body }: RequestContract): string {
  if (body !== undefined && isTransformedBody(body)) return 'nextBody'
  return bodyAsCollected(body) ?? (then.body?.content === 'text' ? 'text' : 'body')
}

/** Parameters that nobody declared, by their order in the path. */
function placed(segments: Chained['target']['segments'], params: RouteParts['params']): string {
  const names = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const members = names.flatMap((name, index) => {
    const value = params[index]?.decoded
    if (value === undefined) return []
    return [isIdentifier(name) && name === value ? name : `${key(name)}: ${value}`]
  })
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
