/** Parameters as the server's coercion reads them: a repeated query key is a list, commas separate elsewhere, objects are JSON text. */
import { type Property, resolve, type Type } from '../../compiler/ir/index.ts'
import { annotations, type JsonSchema, jsonSchema } from '../schema/index.ts'
import type { OperationParts } from './operation.ts'

type Place = 'path' | 'query' | 'header' | 'cookie'

/** OpenAPI describes them elsewhere, and ignores them here (4.8.12.2.1). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

export function parameters(parts: OperationParts): JsonSchema[] {
  const { query = [], headers = [], cookies = [] } = parts.route.request
  return [
    ...pathParameters(parts),
    ...query.map((property) => parameter(property, 'query', parts)),
    ...headers.filter(({ name }) => !NOT_PARAMETERS.has(name)).map((property) => parameter(property, 'header', parts)),
    ...cookies.map((property) => parameter(property, 'cookie', parts)),
    ...idempotencyKey(parts),
    ...version(parts),
  ]
}

/** draft-ietf-httpapi-idempotency-key-header; a handler may have declared the field by itself. */
function idempotencyKey({ route: { idempotency, request } }: OperationParts): JsonSchema[] {
  const name = 'idempotency-key'
  if (idempotency === undefined || request.headers?.some((header) => header.name === name)) return []
  const description = 'A request that comes again with the same key is answered as the first one was.'
  return [{ name, in: 'header', required: idempotency.required, description, schema: { type: 'string', minLength: 1 } }]
}

/** Which of the app's versions is meant; a handler may have declared the field by itself. */
function version({ route: { request }, versions }: OperationParts): JsonSchema[] {
  if (versions === undefined || request.headers?.some(({ name }) => name === versions.header)) return []
  const description = 'The version of the API that is meant: a date or time, a number or range of numbers, a tag, or `latest`.'
  return [{ name: versions.header, in: 'header', required: false, description, schema: { type: 'string' } }]
}

function pathParameters(parts: OperationParts): JsonSchema[] {
  const { segments, request } = parts.route
  return segments.flatMap((segment) => {
    if (segment.kind === 'static') return []
    const declared = request.params?.find(({ name }) => name === segment.name)
    const property: Property = declared ?? { name: segment.name, optional: false, type: { kind: 'string', constraints: [] } }
    const told = parameter({ ...property, name: parts.names.get(segment.name)! }, 'path', parts)
    if (segment.kind === 'param') return [told]
    return [{ ...told, description: [told['description'], 'One or more segments of the path.'].filter(Boolean).join(' ') }]
  })
}

function parameter(property: Property, place: Place, { types, options }: OperationParts): JsonSchema {
  const { name, type, optional, doc, default: value } = property
  const { description, deprecated, ...others } = annotations(doc)
  const schema = { ...jsonSchema(type, options), ...others, ...(value === undefined ? {} : { default: value }) }
  const { kind } = resolve(type, types)
  const isJson = kind === 'object' || kind === 'map'
  return {
    name,
    in: place,
    required: place === 'path' || !(optional || value !== undefined || mayBeAbsent(type)),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    // The default for cookies is a cookie an item.
    ...(place === 'cookie' && !isJson ? { style: 'form', explode: false } : {}),
    ...(isJson ? { content: { 'application/json': { schema } } } : { schema }),
  }
}

const mayBeAbsent = (type: Type): boolean =>
  type.kind === 'undefined' || (type.kind === 'union' && type.members.some(({ kind }) => kind === 'undefined'))
