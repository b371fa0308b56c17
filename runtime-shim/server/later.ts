/** Handlers of which the types do not tell whether they answer at once or later. */
import type { Exchange } from '../transport/index.ts'
import { fail, type Send } from './fail.ts'
import type { Res } from './res.ts'

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** Answers with what `result` gives, within `timeout` milliseconds. */
export async function later(
  exchange: Exchange,
  timeout: number,
  result: PromiseLike<unknown>,
  res: Res,
  send: Send,
): Promise<void> {
  exchange.defer(timeout)
  try {
    send(exchange, res.settle(await result))
  } catch (error) {
    fail(exchange, error, res, send)
  }
}

/** Keeps what a handler returned, now or when it is there. */
export function settle(res: Res, result: unknown): void | Promise<void> {
  if (!isPromise(result)) return void res.settle(result)
  return Promise.resolve(result).then((value) => void res.settle(value))
}
