/**
 * What both transports accept of a request's head, so that the same bytes get the same answer.
 * The figures are uWebSockets.js's: it takes at most 98 fields (compiled in) and as many bytes as it is told before it is loaded.
 */

/** Request line and header section together, with their line ends; node:http's own default. More is answered with 431. */
export const HEAD_BYTES = 16_384
/** More header fields are answered with 431. */
export const HEAD_FIELDS = 98
/** Milliseconds that a client may take no byte of its answer before the connection is closed. */
export const STALLED_ANSWER = 10_000
/** Milliseconds in which the rest of a refused body is read and dropped, so that the client gets to read the refusal. */
export const LINGER = 10_000
/** Bytes of a chunked body past its limit that are read and dropped for the same reason. */
export const LINGER_BYTES = 8 << 20
/** Answers of more bytes than this are written as the client takes them. */
export const LARGE_ANSWER = 131_072

const hostPattern = /^(?:[\w.~!$&'()*+;=%-]+|\[[\da-fA-F:.]+(?:%25[\w.~%-]+)?\])(?::\d*)?$/
let lastHost = ''

/**
 * `example.org:8080`, `[::1]:80`. RFC 9110 section 7.2 would take nothing, too, and commas: of those, servers make different things.
 * Clients repeat themselves: the last good one is remembered.
 */
export function isHost(text: string): boolean {
  if (text === lastHost) return text !== ''
  if (!hostPattern.test(text)) return false
  lastHost = text
  return true
}

/** The only transfer coding that is understood. */
export const isChunked = (coding: string): boolean => coding.length === 7 && coding.toLowerCase() === 'chunked'

/** The only expectation that is met. */
export const isUnknownExpectation = (expected: string | null | undefined): boolean =>
  typeof expected === 'string' && expected.toLowerCase() !== '100-continue'
