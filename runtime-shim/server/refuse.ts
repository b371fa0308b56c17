/**
 * Answers to requests that never reach a handler. Routes without middleware answer at once (`invalid`); inside a middleware
 * chain the same is thrown (`invalidRequest`), so that error middleware sees it.
 */
import { InvalidRequest, type RequestIssue } from '../invalid-request.ts'
import type { Exchange } from '../transport/index.ts'
import type { Issue } from '../wire/index.ts'
import {
  INVALID_REQUEST,
  MALFORMED_FORM,
  MALFORMED_JSON,
  MALFORMED_PATH,
  MALFORMED_QUERY,
  MALFORMED_TEXT,
  Problem,
  problemDocument,
  sendProblem,
  UNSUPPORTED_MEDIA_TYPE,
} from './problem.ts'

/** Issues by the part of the request they are in. */
export type PartIssues = Partial<Record<'params' | 'query' | 'headers' | 'cookies' | 'body', readonly Issue[]>>

export const malformedPath = (exchange: Exchange): void => sendProblem(exchange, problemDocument(MALFORMED_PATH))
export const malformedQuery = (exchange: Exchange): void => sendProblem(exchange, problemDocument(MALFORMED_QUERY))
export const malformedJson = (exchange: Exchange): void => sendProblem(exchange, problemDocument(MALFORMED_JSON))
export const malformedText = (exchange: Exchange): void => sendProblem(exchange, problemDocument(MALFORMED_TEXT))

export const malformedForm = (exchange: Exchange): void => sendProblem(exchange, problemDocument(MALFORMED_FORM))

const KINDS = {
  'application/json': 'JSON',
  'application/x-www-form-urlencoded': 'a form',
  'multipart/form-data': 'multipart/form-data',
  'text/plain': 'plain text in UTF-8',
} as const

/** Says what would be taken. */
export function unsupportedMediaType(exchange: Exchange, accepted: keyof typeof KINDS = 'application/json'): void {
  const document = problemDocument(UNSUPPORTED_MEDIA_TYPE, { title: `The body must be ${KINDS[accepted]}` })
  sendProblem(exchange, document, ['accept', accepted])
}

export const invalid = (exchange: Exchange, issues: PartIssues): void =>
  sendProblem(exchange, problemDocument(INVALID_REQUEST, { errors: listed(issues) }))

export const invalidRequest = (issues: PartIssues): InvalidRequest => new InvalidRequest(listed(issues))
const MALFORMED_BODIES = { malformed_json: MALFORMED_JSON, malformed_text: MALFORMED_TEXT, malformed_form: MALFORMED_FORM }
export const malformedBody = (code: keyof typeof MALFORMED_BODIES = 'malformed_json'): Problem =>
  new Problem(MALFORMED_BODIES[code])

/** { query: [{ pointer: '/limit', ... }] } -> [{ in: 'query', pointer: '/limit', ... }] */
function listed(issues: PartIssues): RequestIssue[] {
  const list: RequestIssue[] = []
  for (const part of Object.keys(issues) as (keyof PartIssues)[]) {
    for (const issue of issues[part]!) list.push({ in: part, ...issue })
  }
  return list
}
