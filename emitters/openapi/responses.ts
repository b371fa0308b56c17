/** What a route answers: what it declares, and what the server answers by itself. */
import type { ReplyContract } from '../../compiler/ir/index.ts'
import { annotations, type JsonSchema, jsonSchema, type SchemaOptions } from '../schema/index.ts'
import type { OperationParts } from './operation.ts'
import { ownAnswers, PROBLEM_TYPE } from './problems.ts'
import { BYTES } from './request-body.ts'

interface Answer {
  readonly description: string
  readonly headers?: JsonSchema
  readonly content?: JsonSchema
}

export function responses({ route, config, components, options }: OperationParts): JsonSchema {
  const answers = new Map<string, Answer>()
  const add = (status: string, { description, headers, content }: Answer): void => {
    const known = answers.get(status)
    const both = { ...content, ...known?.content }
    answers.set(status, {
      description: known?.description ?? description,
      ...((known?.headers ?? headers) && { headers: (known?.headers ?? headers)! }),
      ...(Object.keys(both).length > 0 && { content: both }),
    })
  }
  for (const reply of route.replies) add(String(reply.status), declared(reply, options))
  const problem = components.problem
  if (route.replies.some(({ content }) => content === 'file'))
    for (const [status, answer] of fileAnswers(problem)) add(status, answer)
  const isTagged = route.method === 'GET' && (route.etag ?? config.etag) === true
  if (isTagged && route.replies.some(({ content }) => content === 'json'))
    add('304', { description: 'What the client has is current.' })
  for (const { status, description, schema } of ownAnswers(route, components))
    add(status, { description, content: { [PROBLEM_TYPE]: { schema } } })
  return Object.fromEntries([...answers].sort(([a], [b]) => rank(a) - rank(b))) as unknown as JsonSchema
}

const rank = (status: string): number => (status === 'default' ? 1000 : Number(status))

function declared(reply: ReplyContract, options: SchemaOptions): Answer {
  const { status, headers = [], doc } = reply
  const content = contentOf(reply, options)
  const told = headers.map(({ name, type, optional, doc: said }) => {
    const { description, ...others } = annotations(said)
    const schema = { ...jsonSchema(type, options), ...others }
    return [name, { ...(description === undefined ? {} : { description }), required: !optional, schema }] as const
  })
  return {
    description: doc?.summary ?? (status === 'default' ? 'Any other status.' : (PHRASES[status] ?? `Status ${status}.`)),
    ...(told.length > 0 && { headers: Object.fromEntries(told) as unknown as JsonSchema }),
    ...(content !== undefined && { content }),
  }
}

function contentOf(reply: ReplyContract, options: SchemaOptions): JsonSchema | undefined {
  const { body, content } = reply
  switch (content) {
    case 'none':
      return undefined
    case 'json':
      return body && { 'application/json': { schema: jsonSchema(body, options) } }
    case 'text':
      return { 'text/plain': { schema: body ? jsonSchema(body, options) : { type: 'string' } } }
    case 'bytes':
      return { [typed(reply) ?? 'application/octet-stream']: { schema: BYTES } }
    case 'stream':
      return { [typed(reply) ?? (body?.kind === 'string' ? 'text/plain' : 'application/octet-stream')]: { schema: BYTES } }
    case 'file':
      return { '*/*': { schema: BYTES } }
    case 'events':
      return { 'text/event-stream': { schema: eventStream(reply, options) } }
    case 'negotiated':
      return Object.fromEntries(
        (reply.variants ?? []).map(({ mediaType, content: as, body: form }) => [
          mediaType,
          { schema: as === 'bytes' ? BYTES : jsonSchema(form, options) },
        ]),
      ) as JsonSchema
  }
}

/** A media type that the route names as a literal. */
function typed({ headers = [] }: ReplyContract): string | undefined {
  const type = headers.find(({ name }) => name === 'content-type')?.type
  return type?.kind === 'literal' && typeof type.value === 'string' ? type.value : undefined
}

/** OpenAPI 3.1 has no word for the events of a stream: their data is told in an extension. */
const eventStream = ({ events = [] }: ReplyContract, options: SchemaOptions): JsonSchema => ({
  type: 'string',
  'x-events': events.map(({ name, data }) => ({
    ...(name === undefined ? {} : { event: name }),
    data: jsonSchema(data, options),
  })) as unknown as JsonSchema,
})

function fileAnswers(problem: string): [string, Answer][] {
  const refused = (description: string): Answer => ({
    description,
    content: { [PROBLEM_TYPE]: { schema: { $ref: `#/components/schemas/${problem}` } } },
  })
  return [
    ['206', { description: 'A part of the file.', content: { '*/*': { schema: BYTES } } }],
    ['304', { description: 'What the client has is current.' }],
    ['404', refused('There is no such file.')],
    ['412', { description: 'The file is not the one that the client means.' }],
    ['416', refused('The range is not in the file.')],
  ]
}

const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
  301: 'Moved permanently',
  302: 'Found',
  303: 'See other',
  304: 'Not modified',
  307: 'Temporary redirect',
  308: 'Permanent redirect',
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
}
