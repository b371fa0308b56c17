import { expect, test, vi } from 'vitest'
import { answerLater, later } from './later.ts'
import { sendJson } from './reply.ts'
import { Res } from './res.ts'
import { fakeExchange } from './testing/fake-exchange.ts'

const answered = async (result: unknown, answer: (value: unknown) => void = () => {}) => {
  const failed = vi.fn()
  const given = vi.fn(answer)
  answerLater(fakeExchange('GET', '/x'), 100, result, given, failed)
  await new Promise((resolve) => setImmediate(resolve))
  return { given: given.mock.calls, failed: failed.mock.calls }
}

test('what a promise gives is answered, and so is what is none against its type', async () => {
  expect(await answered(Promise.resolve(1))).toEqual({ given: [[1]], failed: [] })
  expect(await answered(2)).toEqual({ given: [[2]], failed: [] })
})

test('what is thrown by the handler, or while it is answered, fails once', async () => {
  const error = new Error('no')
  expect(await answered(Promise.reject(error))).toEqual({ given: [], failed: [[error]] })
  const throwing = () => {
    throw error
  }
  expect(await answered(Promise.resolve(1), throwing)).toEqual({ given: [[1]], failed: [[error]] })
})

test('a handler with a `res` is answered by its contract', async () => {
  const exchange = fakeExchange('GET', '/x')
  const res = new Res()
  later(exchange, 100, Promise.resolve({ a: 1 }), res, (to, kept) => sendJson(to, kept, JSON.stringify))
  await new Promise((resolve) => setImmediate(resolve))
  expect(exchange.sent).toMatchObject([{ status: 200, body: '{"a":1}' }])
})
