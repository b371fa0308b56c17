/** What a request's head says of its body, read so that no other server on the way can have read it differently. */
import type { HttpMethod } from '../../authoring.ts'
import { isChunked, isHost } from '../limits.ts'
import type { NativeRequest } from './native.ts'

/** Framing that another server on the way may have read differently: nothing after it on the connection can be trusted. */
export const MALFORMED = -2

/** Bytes of body announced, -1 when chunked, {@link MALFORMED} when it is not to be trusted. */
export function framing(request: NativeRequest, method: HttpMethod): number {
  // That there is one Host, and not both of the fields below with something in them, is seen to natively.
  if (!isHost(request.getHeader('host'))) return MALFORMED
  const length = request.getHeader('content-length')
  // uWebSockets.js takes the first of several lengths, an empty one for none, and any coding for chunked.
  if (length !== '') return framingFields(request) === 1 ? decimal(length) : MALFORMED
  const coding = request.getHeader('transfer-encoding')
  if (coding !== '') return isChunked(coding) && framingFields(request) === 1 ? -1 : MALFORMED
  // Only a visit of all fields tells an empty one from none: requests that have no body as a rule are not made to pay for it.
  return method === 'GET' || method === 'HEAD' || framingFields(request) === 0 ? 0 : MALFORMED
}

function decimal(digits: string): number {
  if (digits.length > 15) return MALFORMED
  let value = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return MALFORMED
    value = value * 10 + digit
  }
  return value
}

let occurrences = 0
const visit = (name: string): void => {
  if ((name.length === 14 && name === 'content-length') || (name.length === 17 && name === 'transfer-encoding')) occurrences++
}

/** How many fields say how the body is framed: one, where there is a body. Every request with a body pays for this: no closures. */
function framingFields(request: NativeRequest): number {
  occurrences = 0
  request.forEach(visit)
  return occurrences
}
