import { HttpError, OWN_WORDS } from './http-error.ts'

/** One thing that is wrong with a request. */
export interface RequestIssue {
  readonly in: 'params' | 'query' | 'headers' | 'cookies' | 'body'
  /** RFC 6901, within that part: `/user/email`. */
  readonly pointer: string
  /** TypeScript text of what was declared. */
  readonly expected: string
  /** What came instead: truncated, or `<redacted>`. */
  readonly received?: unknown
}

/** RFC 9457, with `errors` as an extension. */
export interface InvalidRequestProblem {
  readonly type: string
  readonly title: string
  readonly status: 422
  readonly code: 'invalid_request'
  readonly errors: readonly RequestIssue[]
}

/**
 * What error middleware is given for a request that is not what its route declares. Unless one of them answers, it is answered
 * with 422 and its body as `application/problem+json`.
 */
export class InvalidRequest extends HttpError<422, InvalidRequestProblem> {
  declare readonly [OWN_WORDS]: true
  readonly issues: readonly RequestIssue[]

  constructor(issues: readonly RequestIssue[]) {
    const title = 'The request is not valid'
    super(422, { type: 'about:blank', title, status: 422, code: 'invalid_request', errors: issues })
    this.name = 'InvalidRequest'
    this[OWN_WORDS] = true
    this.message = title
    this.issues = issues
  }
}
