import type { HeaderValue } from './authoring/index.ts'

export interface HttpErrorOptions {
  readonly headers?: Readonly<Record<string, HeaderValue>>
  readonly cause?: unknown
}

/** Marks errors whose bodies are the server's own problem documents: they leave without being declared. Not exported to apps. */
export const OWN_WORDS = Symbol('own words')

/**
 * An answer that is thrown. What a handler throws, directly or in a function that it calls, is part of its contract.
 *
 *   class UserNotFound extends HttpError<404, { error: 'user_not_found' }> {
 *     constructor() { super(404, { error: 'user_not_found' }) }
 *   }
 */
export class HttpError<const Status extends number = number, const Body = unknown> extends Error {
  readonly status: Status
  readonly body: Body
  readonly headers: Readonly<Record<string, HeaderValue>>

  constructor(status: Status, body: Body, options: HttpErrorOptions = {}) {
    super(`HTTP ${status}`, { cause: options.cause })
    this.name = 'HttpError'
    this.status = status
    this.body = body
    this.headers = options.headers ?? {}
  }
}
