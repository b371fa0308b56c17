/**
 * What do emitted clients call? Small functions over the platform's `fetch`, each in the package of a client only if the client uses
 * it: sending a described call, reading its answer, text for what travels as text, and interceptors to choose from.
 */
export { bytes, json, negotiated, none, optional, orProblem, stream, text, textStream } from './answer.ts'
export { apiKey, bearer } from './authorize.ts'
export { decodeBase64, encodeBase64 } from './base64.ts'
export { ApiError, call } from './call.ts'
export { ChannelError, channel } from './channel.ts'
export type * from './contract.ts'
export { events } from './events.ts'
export { fallback } from './fallback.ts'
export { headers, numbers, texts } from './headers.ts'
export { multipart } from './multipart.ts'
export { pages } from './pages.ts'
export { idempotencyKey } from './repeat.ts'
export { retry } from './retry.ts'
export { cookies, header, pairs, segment, segments, textOf, withQuery } from './text.ts'
export { validation } from './validate.ts'
