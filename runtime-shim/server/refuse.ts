/**
 * Answers to requests that never reach a handler. Routes without middleware answer at once (`invalid`); inside a middleware
 * chain the same is thrown (`invalidRequest`), so that error middleware sees it.
 */
import { InvalidRequest, type RequestIssue } from '../invalid-request.ts'
import type { Exchange } from '../transport/index.ts'
import type { Issue } from '../wire/index.ts'
import { Problem, problemDocument, sendProblem } from './problem.ts'

/** Issues by the part of the request they are in. */
export type PartIssues = Partial<Record<'params' | 'query' | 'headers' | 'cookies' | 'body', readonly Issue[]>>

export const malformedPath = (exchange: Exchange): void => sendProblem(exchange, problemDocument('malformed_path'))
export const malformedQuery = (exchange: Exchange): void => sendProblem(exchange, problemDocument('malformed_query'))
export const malformedJson = (exchange: Exchange): void => sendProblem(exchange, problemDocument('malformed_json'))
export const malformedText = (exchange: Exchange): void => sendProblem(exchange, problemDocument('malformed_text'))

export const unsupportedMediaType = (exchange: Exchange): void =>
  sendProblem(exchange, problemDocument('unsupported_media_type'), ['accept', 'application/json'])

export const invalid = (exchange: Exchange, issues: PartIssues): void =>
  sendProblem(exchange, problemDocument('invalid_request', { errors: listed(issues) }))

export const invalidRequest = (issues: PartIssues): InvalidRequest => new InvalidRequest(listed(issues))
export const malformedBody = (): Problem => new Problem('malformed_json')

/** { query: [{ pointer: '/limit', ... }] } -> [{ in: 'query', pointer: '/limit', ... }] */
function listed(issues: PartIssues): RequestIssue[] {
  const list: RequestIssue[] = []
  for (const part of Object.keys(issues) as (keyof PartIssues)[]) {
    for (const issue of issues[part]!) list.push({ in: part, ...issue })
  }
  return list
}
