/** RFC 9457 problem documents: every error body that the server makes by itself. */
import { HttpError } from '../http-error.ts'
import type { Exchange, HeaderList } from '../transport/index.ts'

export const PROBLEM_TYPE = 'application/problem+json'

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  /** For programs; stays the same when the wording of `title` changes. */
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly object[]
  readonly requestId?: string
}

/** code -> status and title */
const PROBLEMS = {
  malformed_path: [400, 'The path has malformed percent-encoding'],
  malformed_query: [400, 'The query has malformed percent-encoding'],
  malformed_json: [400, 'The body is not JSON'],
  malformed_text: [400, 'The body is not UTF-8'],
  malformed_form: [400, 'The form is malformed, or has more than 1000 fields'],
  malformed_multipart: [400, 'The multipart body is malformed'],
  too_many_parts: [400, 'The multipart body has more than 1000 parts'],
  not_found: [404, 'Nothing is served at this path'],
  method_not_allowed: [405, 'This path does not answer this method'],
  body_too_slow: [408, 'The body did not arrive in time'],
  body_too_large: [413, 'The body is too large'],
  not_acceptable: [406, 'The client takes no form of this answer'],
  range_not_satisfiable: [416, 'The range is not in the file'],
  unsupported_media_type: [415, 'The body must be JSON'],
  invalid_request: [422, 'The request is not valid'],
  internal_error: [500, 'The server failed'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof PROBLEMS

export function problemDocument(code: ProblemCode, more: Partial<ProblemDocument> = {}): ProblemDocument {
  const [status, title] = PROBLEMS[code]
  return { type: 'about:blank', title, status, code, ...more }
}

export function sendProblem(exchange: Exchange, document: ProblemDocument, headers: HeaderList | null = null): void {
  const requestId = exchange.requestId || (exchange.context as { readonly requestId: string } | null)?.requestId
  const body = requestId === undefined ? document : { ...document, requestId }
  exchange.send(document.status, headers, PROBLEM_TYPE, JSON.stringify(body))
}

/** A problem on its way through a middleware chain, where error middleware may answer it in its own words. */
export class Problem extends HttpError<number, ProblemDocument> {
  constructor(code: ProblemCode, more: Partial<ProblemDocument> = {}) {
    const document = problemDocument(code, more)
    super(document.status, document)
    this.name = 'Problem'
    this.message = document.title
  }
}
