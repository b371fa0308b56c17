/** Headers that every answer has, whoever gives it. */
import { CommonFields, type Dispatch, type HeaderList } from '../transport/index.ts'

/** Put around the dispatching of every request when the server starts. */
export type Around = (dispatch: Dispatch) => Dispatch

export function commonHeaders(headers: HeaderList): Around {
  const common = new CommonFields(headers)
  return (dispatch) => (exchange) => {
    exchange.common = common
    dispatch(exchange)
  }
}
