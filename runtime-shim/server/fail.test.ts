import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { HttpError } from '../http-error.ts'
import { InvalidRequest } from '../invalid-request.ts'
import { fail } from './fail.ts'
import { failDeclared, type Send } from './fail-declared.ts'
import { sendJson, UndeclaredReply } from './reply.ts'
import { Res } from './res.ts'
import { fakeExchange } from './testing/fake-exchange.ts'

let log: MockInstance
beforeEach(() => {
  log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => log.mockRestore())

/** Declares 404 with `{ error: string }`. */
const send: Send = (exchange, res) => {
  if (res.statusCode !== 404) throw new UndeclaredReply(res)
  sendJson(exchange, res, ({ error }: { error: string }) => JSON.stringify({ error }))
}

function failed(error: unknown, declared = true) {
  const exchange = fakeExchange('GET', '/x')
  const res = new Res()
  res.header('x-kept', '1')
  if (declared) failDeclared(exchange, error, res, send)
  else fail(exchange, error)
  expect(exchange.sent).toHaveLength(1)
  const { body, ...sent } = exchange.sent[0]!
  return { ...sent, body: JSON.parse(String(body)) }
}

describe('fail', () => {
  test('a declared HttpError answers with what is declared of it, and headers that were set before stay', () => {
    const error = new HttpError(404, { error: 'gone', secret: 1 }, { headers: { 'retry-after': 5 } })
    expect(failed(error)).toEqual({
      status: 404,
      contentType: 'application/json',
      headers: ['x-kept', '1', 'retry-after', '5'],
      body: { error: 'gone' },
    })
    expect(log).not.toHaveBeenCalled()
  })

  test.each([true, false])('an undeclared HttpError answers its status without its body, and is logged', (declared) => {
    expect(failed(new HttpError(403, { secret: 1 }), declared)).toMatchObject({
      status: 403,
      contentType: 'application/problem+json',
      body: { type: 'about:blank', title: 'HTTP 403', status: 403, code: 'http_error' },
    })
    expect(log).toHaveBeenCalledTimes(1)
  })

  test('an HttpError of no error status, or with headers that are none, is a failure of the server', () => {
    expect(failed(new HttpError(99, {}), false)).toMatchObject({ status: 500 })
    expect(failed(new HttpError(404, { error: 'x' }, { headers: { 'x-a': 'a\r\nb' } }))).toMatchObject({ status: 500 })
  })

  test('an invalid request is a problem document', () => {
    const issue = { in: 'body', pointer: '/a', expected: 'string', received: 1 } as const
    expect(failed(new InvalidRequest([issue]))).toMatchObject({
      status: 422,
      contentType: 'application/problem+json',
      body: { errors: [issue] },
    })
  })

  test('anything else is logged and answered with nothing of it', () => {
    const { body, ...sent } = failed(new Error('password'))
    expect(sent).toEqual({ status: 500, contentType: 'application/problem+json', headers: ['x-kept', '1'] })
    expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'code', 'requestId'])
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/"level":"error".*password/))
    expect(failed('a string')).toMatchObject({ status: 500 })
  })
})
