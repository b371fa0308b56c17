import { type BodyContent, type BodyContract, type FilePart, resolve } from '../../compiler/ir/index.ts'
import { type JsonSchema, jsonSchema } from '../schema/index.ts'
import type { OperationParts } from './operation.ts'

const MEDIA_TYPES: Readonly<Record<BodyContent, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain',
  bytes: '*/*',
  stream: '*/*',
}

/** Bytes have no schema of JSON's (4.8.14.2). */
export const BYTES: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' }

export function requestBody({ route, types, options }: OperationParts): JsonSchema | undefined {
  const { body } = route.request
  if (body === undefined) return undefined
  const content = (): JsonSchema => {
    if (body.content === 'bytes' || body.content === 'stream') return { schema: BYTES }
    const schema = jsonSchema(body.type, options)
    // Fields and files are of one object, which has no name of its own on the wire.
    return body.files === undefined ? { schema } : withFiles(body, jsonSchema(resolve(body.type, types), options))
  }
  return { required: !body.optional, content: { [MEDIA_TYPES[body.content]]: content() } }
}

function withFiles({ files = [] }: BodyContract, fields: JsonSchema): JsonSchema {
  const required = [...((fields['required'] as readonly string[] | undefined) ?? []), ...names(files, false)]
  const encoding = files.flatMap(({ name, types }) =>
    types === undefined ? [] : [[name, { contentType: types.join(', ') }] as const],
  )
  const schema = {
    ...fields,
    properties: {
      ...(fields['properties'] as JsonSchema | undefined),
      ...Object.fromEntries(files.map((file) => [file.name, fileSchema(file)])),
    },
    ...(required.length > 0 ? { required } : {}),
  }
  return { schema, ...(encoding.length > 0 ? { encoding: Object.fromEntries(encoding) } : {}) } as JsonSchema
}

const names = (files: readonly FilePart[], optional: boolean): string[] =>
  files.filter((file) => file.optional === optional).map(({ name }) => name)

function fileSchema({ list, maxBytes }: FilePart): JsonSchema {
  const one = { ...BYTES, ...(maxBytes === undefined ? {} : { description: `At most ${maxBytes} bytes.` }) }
  if (list === undefined) return one
  return {
    type: 'array',
    items: one,
    ...(list.min > 0 ? { minItems: list.min } : {}),
    ...(list.max === undefined ? {} : { maxItems: list.max }),
  }
}
