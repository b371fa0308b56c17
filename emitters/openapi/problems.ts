/** What a server answers by itself: RFC 9457 documents, as runtime-shim/server/problem.ts makes them. */
import type { RequestContract, Route } from '../../compiler/ir/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import { type Components, refTo } from './components.ts'

export const PROBLEM_TYPE = 'application/problem+json'

export function problemSchemas({ problem, invalidRequest }: Components): Record<string, JsonSchema> {
  const members = {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs: stays the same when the wording of the title changes.' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
  }
  const issue = {
    type: 'object',
    properties: {
      in: { enum: ['params', 'query', 'headers', 'cookies', 'body'] },
      pointer: { type: 'string', format: 'json-pointer', description: 'RFC 6901, within that part of the request.' },
      expected: { type: 'string', description: 'What was declared, as TypeScript.' },
      received: { description: 'What came instead, shortened or redacted.' },
    },
    required: ['in', 'pointer', 'expected'],
  }
  const required = ['type', 'title', 'status', 'code']
  return {
    [problem]: { type: 'object', description: 'RFC 9457 problem details.', properties: members, required },
    [invalidRequest]: {
      type: 'object',
      description: 'RFC 9457 problem details of a request that is not what its route declares.',
      properties: { ...members, code: { const: 'invalid_request' }, errors: { type: 'array', items: issue } },
      required: [...required, 'errors'],
    },
  }
}

export interface OwnAnswer {
  /** `default`: whatever else goes wrong. */
  readonly status: string
  readonly description: string
  readonly schema: JsonSchema
}

/** What any request to the route may be answered with before its handler is called, or when it fails. */
export function ownAnswers(
  { request, segments, replies, idempotency, rateLimit }: Route,
  { problem, invalidRequest }: Components,
): OwnAnswer[] {
  const generic = { $ref: refTo(problem) }
  const isText = segments.some(({ kind }) => kind !== 'static') || (request.query ?? []).length > 0 || hasText(request)
  const hasBody = request.body !== undefined
  const isChosen = replies.some(({ content }) => content === 'negotiated')
  const answer = (status: string, description: string, schema: JsonSchema = generic): OwnAnswer => ({
    status,
    description,
    schema,
  })
  return [
    ...(isText || idempotency !== undefined ? [answer('400', 'The request is malformed.')] : []),
    ...(isChosen ? [answer('406', 'The client takes no form of this answer.')] : []),
    ...(idempotency !== undefined ? [answer('409', 'A request with the same key is being answered.')] : []),
    ...(hasBody ? [answer('413', 'The body is too large.')] : []),
    ...(hasBody && !isAnyType(request) ? [answer('415', 'The body is of another media type.')] : []),
    ...(isChecked(request) ? [answer('422', 'The request is not valid.', { $ref: refTo(invalidRequest) })] : []),
    ...(idempotency !== undefined && !isChecked(request) ? [answer('422', 'The key belongs to another request.')] : []),
    ...(rateLimit !== undefined ? [answer('429', 'Too many requests; `retry-after` says when to come again.')] : []),
    answer('default', 'The request was refused, or the server failed.'),
  ]
}

const isAnyType = ({ body }: RequestContract): boolean => body?.content === 'bytes' || body?.content === 'stream'
const hasText = ({ body }: RequestContract): boolean => body !== undefined && !isAnyType({ body })

const isChecked = ({ params, query, headers, cookies, body }: RequestContract): boolean =>
  [params, query, headers, cookies].some((part) => part !== undefined && part.length > 0) || hasText({ ...(body && { body }) })
