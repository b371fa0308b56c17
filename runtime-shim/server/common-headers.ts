/** Headers that every answer has, whoever gives it. */
import type { Dispatch, HeaderList } from '../transport/index.ts'

/** Put around the dispatching of every request when the server starts. */
export type Around = (dispatch: Dispatch) => Dispatch

export const commonHeaders =
  (headers: HeaderList): Around =>
  (dispatch) =>
  (exchange) => {
    exchange.common = headers
    dispatch(exchange)
  }
