/** RFC 9457 problem documents: every error body that the server makes by itself. */
import { HttpError, OWN_WORDS } from '../http-error.ts'
import { type Exchange, type HeaderList, PROBLEM_TYPE } from '../transport/index.ts'

export { PROBLEM_TYPE }

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

/** What may be wrong: status, code and title, each by itself, so that a server has those that it may answer with. */
export type ProblemKind = readonly [status: number, code: string, title: string]

export const MALFORMED_PATH = [400, 'malformed_path', 'The path has malformed percent-encoding'] as const
export const MALFORMED_QUERY = [400, 'malformed_query', 'The query has malformed percent-encoding'] as const
export const MALFORMED_JSON = [400, 'malformed_json', 'The body is not JSON'] as const
export const MALFORMED_TEXT = [400, 'malformed_text', 'The body is not UTF-8'] as const
export const MALFORMED_FORM = [400, 'malformed_form', 'The form is malformed, or has more than 1000 fields'] as const
export const MALFORMED_MULTIPART = [400, 'malformed_multipart', 'The multipart body is malformed'] as const
export const TOO_MANY_PARTS = [400, 'too_many_parts', 'The multipart body has more than 1000 parts'] as const
export const NOT_FOUND = [404, 'not_found', 'Nothing is served at this path'] as const
export const METHOD_NOT_ALLOWED = [405, 'method_not_allowed', 'This path does not answer this method'] as const
export const BODY_TOO_SLOW = [408, 'body_too_slow', 'The body did not arrive in time'] as const
export const BODY_TOO_LARGE = [413, 'body_too_large', 'The body is too large'] as const
export const NOT_ACCEPTABLE = [406, 'not_acceptable', 'The client takes no form of this answer'] as const
export const RANGE_NOT_SATISFIABLE = [416, 'range_not_satisfiable', 'The range is not in the file'] as const
export const UNSUPPORTED_MEDIA_TYPE = [415, 'unsupported_media_type', 'The body must be JSON'] as const
export const INVALID_REQUEST = [422, 'invalid_request', 'The request is not valid'] as const
export const INTERNAL_ERROR = [500, 'internal_error', 'The server failed'] as const

export function problemDocument([status, code, title]: ProblemKind, more: Partial<ProblemDocument> = {}): ProblemDocument {
  return { type: 'about:blank', title, status, code, ...more }
}

export function sendProblem(exchange: Exchange, document: ProblemDocument, headers: HeaderList | null = null): void {
  const requestId = exchange.requestId || (exchange.context as { readonly requestId: string } | null)?.requestId
  const body = requestId === undefined ? document : { ...document, requestId }
  exchange.send(document.status, headers, PROBLEM_TYPE, JSON.stringify(body))
}

/** A problem on its way through a middleware chain, where error middleware may answer it in its own words. */
export class Problem extends HttpError<number, ProblemDocument> {
  declare readonly [OWN_WORDS]: true

  constructor(kind: ProblemKind, more: Partial<ProblemDocument> = {}) {
    const document = problemDocument(kind, more)
    super(document.status, document)
    this.name = 'Problem'
    this[OWN_WORDS] = true
    this.message = document.title
  }
}
