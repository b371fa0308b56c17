/** Request ids that clients are told: taken from the request where it has a usable one, else made, and answered with. */
import { addCommonFields } from '../transport/index.ts'
import type { Around } from './common-headers.ts'
import { nodeCrypto } from './node-crypto.ts'

const REQUEST_ID = /^[\w.:=+/-]{1,128}$/

/** What nothing could be written into, neither a log nor a header. */
export const isRequestId = (text: string): boolean => REQUEST_ID.test(text)

/** Around the whole dispatch: every answer of the app has the id. */
export function answerRequestIds(header: string): Around {
  return (dispatch) => (exchange) => {
    const sent = exchange.header(header)
    const id = isRequestId(sent) ? sent : nodeCrypto().randomUUID()
    exchange.requestId = id
    addCommonFields(exchange, [header, id])
    dispatch(exchange)
  }
}
