/**
 * How is a route's input laid out for its callers? Path parameters and query by their names, the other parts as the handler has them:
 *
 *   PUT /articles/:slug?draft   ->   { slug: string; draft?: boolean; body: Article }
 *
 * Where one name would mean two things, path parameters and query are under `params` and `query`.
 */
import type { BodyContract, FilePart, Property } from '../../compiler/ir/index.ts'
import { isIdentifier, member as memberAccess, quote } from '../code/index.ts'
import { docLines, member, type Spelling } from '../declaration/index.ts'
import type { SdkModule, SdkRoute, SdkSocket } from './module.ts'

export interface Field {
  readonly property: Property
  /** Expression that reads it: `input.slug`. */
  readonly value: string
}

export interface Input {
  readonly params: readonly Field[]
  readonly query: readonly Field[]
  readonly headers: readonly Field[]
  readonly cookies: readonly Field[]
  readonly body?: BodyContract
  /** Media types to choose from, of a route with answers of several forms. */
  readonly accepts: readonly string[]
  /** Whether path parameters and query have members of their own. */
  readonly isNested: boolean
  /** Whether there is nothing that must be given. */
  readonly isOptional: boolean
}

/** The text of signed cookies, which only the server can make, is passed on as it was set. */
export function inputOf(module: SdkModule, route: SdkRoute | SdkSocket): Input {
  const { query = [], headers = [], cookies = [], body } = route.request
  const signed = module.ir.cookies?.signed ?? []
  const params = paramsOf(route)
  const fields = fieldsOf.bind(undefined, module)
  const accepts =
    route.method === 'WS' ? [] : route.replies.flatMap(({ variants = [] }) => variants.map(({ mediaType }) => mediaType))
  const names = [...params, ...query].map(({ name }) => name)
  const isNested = new Set([...names, ...PARTS]).size < names.length + PARTS.length
  const passed = cookies.map((cookie) => (signed.includes(cookie.name) ? { ...cookie, type: TEXT } : cookie))
  const required = [...params, ...query, ...headers, ...passed].some((property) => !isOptional(property))
  return {
    params: fields(params, isNested ? 'input.params' : 'input', !isNested || params.some((one) => !isOptional(one))),
    query: fields(query, isNested ? 'input.query' : 'input', !isNested || query.some((one) => !isOptional(one))),
    headers: fields(
      headers,
      'input.headers',
      headers.some((one) => !isOptional(one)),
    ),
    cookies: fields(
      passed,
      'input.cookies',
      passed.some((one) => !isOptional(one)),
    ),
    ...(body && { body }),
    accepts,
    isNested,
    isOptional: !required && (body === undefined || body.optional),
  }
}

const TEXT = { kind: 'string', constraints: [] } as const
const PARTS = ['params', 'query', 'headers', 'cookies', 'body', 'accept'] as const

const paramsOf = ({ segments, request }: SdkRoute | SdkSocket): readonly Property[] =>
  request.params ??
  segments.flatMap((segment) => (segment.kind === 'static' ? [] : [{ name: segment.name, type: TEXT, optional: false }]))

export const isOptional = ({ optional, default: value }: Property): boolean => optional || value !== undefined

const fieldsOf = (module: SdkModule, part: readonly Property[], object: string, isThere: boolean): readonly Field[] =>
  part.map((property) => ({ property, value: readMember(module, object, property.name, isThere) }))

/** Names that every object has by inheritance are read only where they are the input's own. */
export function readMember(module: SdkModule, object: string, name: string, isThere: boolean): string {
  if (name in Object.prototype) return `${module.runtime('own')}(${isThere ? object : `${object} ?? {}`}, ${quote(name)})`
  if (isThere) return memberAccess(object, name)
  return isIdentifier(name) ? `${object}?.${name}` : `${object}?.[${quote(name)}]`
}

/** Members of the interface of the input, with their comments. */
export interface DeclaredMember {
  readonly doc: readonly string[]
  readonly code: string
}

export function declaredInput(input: Input, spelling: Spelling): readonly DeclaredMember[] {
  const { params, query, headers, cookies, body, accepts, isNested } = input
  const members = [
    ...(isNested
      ? [part('params', params, spelling), part('query', query, spelling)].flat()
      : [...params, ...query].map((field) => own(field, spelling))),
    ...part('headers', headers, spelling),
    ...part('cookies', cookies, spelling),
    ...(body ? [{ doc: [], code: `body${body.optional ? '?' : ''}: ${bodyType(body, spelling)}` }] : []),
    ...(accepts.length > 0 ? [{ doc: ['The form of the answer.'], code: `accept?: ${accepts.map(quote).join(' | ')}` }] : []),
  ]
  return members.map(({ doc, code }) => ({ doc, code: /^(?:\w+|'[^']*')\?:/.test(code) ? `${code} | undefined` : code }))
}

const own = ({ property }: Field, spelling: Spelling): DeclaredMember => ({
  doc: docLines(property.doc),
  code: member(property, spelling),
})

function part(name: string, all: readonly Field[], spelling: Spelling): readonly DeclaredMember[] {
  if (all.length === 0) return []
  const mark = all.every(({ property }) => isOptional(property)) ? '?' : ''
  return [{ doc: [], code: `${name}${mark}: { ${all.map(({ property }) => member(property, spelling)).join('; ')} }` }]
}

function bodyType({ content, type, files = [] }: BodyContract, spelling: Spelling): string {
  if (content === 'stream') return 'ReadableStream<Uint8Array>'
  if (content === 'bytes') return 'Uint8Array | Blob'
  if (content !== 'multipart' || type.kind !== 'object') return bodyOf(type, spelling)
  const members = [...type.properties.map((property) => member(property, spelling)), ...files.map(fileMember)]
  return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`
}

const bodyOf = (type: BodyContract['type'], spelling: Spelling): string =>
  member({ name: 'body', type, optional: false }, spelling).slice('body: '.length)

const fileMember = ({ name, optional, list }: FilePart): string =>
  `${isIdentifier(name) ? name : quote(name)}${optional ? '?' : ''}: ${list ? 'readonly Blob[]' : 'Blob'}`
