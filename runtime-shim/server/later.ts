/** Handlers that answer later, and those of which the types do not tell whether they do. */
import type { Exchange } from '../transport/index.ts'
import { fail } from './fail.ts'
import { failDeclared, type Send } from './fail-declared.ts'
import type { Res } from './res.ts'

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** Answers with what `result` gives, within `timeout` milliseconds. */
export function later(exchange: Exchange, timeout: number, result: PromiseLike<unknown>, res: Res, send: Send): void {
  const failed = (error: unknown): void => failDeclared(exchange, error, res, send)
  answerLater(exchange, timeout, result, (value) => send(exchange, res.settle(value)), failed)
}

/**
 * Hands what `result` gives to `answer`, within `timeout` milliseconds, and what is thrown there or by `answer` to `failed`. Two
 * callbacks cost less than an asynchronous function around an asynchronous handler, which would be left and entered once more.
 */
export function answerLater(
  exchange: Exchange,
  timeout: number,
  result: unknown,
  answer: (value: any) => void,
  failed: (error: unknown) => void = (error) => fail(exchange, error),
): void {
  exchange.defer(timeout)
  // What is no promise, against its type, is answered with all the same.
  void Promise.resolve(result).then((value) => {
    try {
      answer(value)
    } catch (error) {
      failed(error)
    }
  }, failed)
}

/** Keeps what a handler returned, now or when it is there. */
export function settle(res: Res, result: unknown): void | Promise<void> {
  if (!isPromise(result)) return void res.settle(result)
  return Promise.resolve(result).then((value) => void res.settle(value))
}
