/** What a request's head says of its body, read so that no other server on the way can have read it differently. */
import type { HttpMethod } from '../../authoring/index.ts'
import { isChunked, isHost } from '../limits.ts'
import type { NativeRequest } from './native.ts'

/** Framing that another server on the way may have read differently: nothing after it on the connection can be trusted. */
export const MALFORMED = -2

/** The first of each field that a body depends on, null where there is none, and how many fields say how it is framed. */
interface BodyFields {
  host: string | null
  length: string | null
  coding: string | null
  expect: string | null
  framing: number
}

/** Of the request whose framing was last asked for, where it has a body. One for all: every request with a body pays for the visit. */
export const visited: BodyFields = { host: null, length: null, coding: null, expect: null, framing: 0 }

/** Bytes of body announced, -1 when chunked, {@link MALFORMED} when it is not to be trusted. That there is one Host is seen to natively. */
export function framing(request: NativeRequest, method: HttpMethod): number {
  if (method === 'GET' || method === 'HEAD') {
    if (!isHost(request.getHeader('host'))) return MALFORMED
    // Only a visit of all fields tells an empty one from none: requests that have no body as a rule are not made to pay for it.
    if (request.getHeader('content-length') === '' && request.getHeader('transfer-encoding') === '') return 0
  }
  // uWebSockets.js takes the first of several lengths, an empty one for none, and any coding for chunked.
  visitFields(request)
  const { host, length, coding, framing } = visited
  if (!isHost(host ?? '') || framing > 1) return MALFORMED
  if (length !== null) return decimal(length)
  if (coding !== null) return isChunked(coding) ? -1 : MALFORMED
  return 0
}

const decimal = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : MALFORMED)

const visit = (name: string, value: string): void => {
  switch (name.length) {
    case 4:
      if (name === 'host') visited.host ??= value
      break
    case 6:
      if (name === 'expect') visited.expect ??= value
      break
    case 14:
      if (name !== 'content-length') break
      visited.length ??= value
      visited.framing++
      break
    case 17:
      if (name !== 'transfer-encoding') break
      visited.coding ??= value
      visited.framing++
      break
  }
}

/** One native call instead of one for each field. */
function visitFields(request: NativeRequest): void {
  visited.host = visited.length = visited.coding = visited.expect = null
  visited.framing = 0
  request.forEach(visit)
}
