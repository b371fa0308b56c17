/**
 * What do emitted clients call? Small functions over the platform's `fetch`, each in the package of a client only if the client uses
 * it: sending a described call, reading its answer, text for what travels as text, and interceptors to choose from.
 */
export { bytes, json, none, optional, stream, text, textStream } from './answer.ts'
export { decodeBase64, encodeBase64 } from './base64.ts'
export { ApiError, call } from './call.ts'
export type * from './contract.ts'
export { cookies, header, list, pairs, segment, segments, textOf, withQuery } from './text.ts'
