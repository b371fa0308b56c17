import { describe, expect, test, vi } from 'vitest'
import { canonicalPath, createDispatch, type Router } from './dispatch.ts'
import { fakeExchange } from './testing/fake-exchange.ts'

describe('canonicalPath', () => {
  test.each([
    ['/us%65rs/%6de', '/users/me'],
    ['/%c3%bc', '/%C3%BC'],
    ['/%40me/%3A%24%26%2b%2C%3B%3d', '/@me/:$&+,;='],
    ['/a%2Fb/%25/%3F', '/a%2Fb/%25/%3F'],
    ['/', '/'],
  ])('%s is %s', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical)
    expect(canonicalPath(canonical)).toBe(canonical)
  })

  test.each(['/%', '/%zz', '/%e0%a4'])('%s is malformed', (path) => expect(canonicalPath(path)).toBeUndefined())
})

describe('dispatch', () => {
  const router: Router = {
    GET: (exchange, path) => {
      if (path === '/throws') throw new Error('of a route')
      if (path !== '/users') return false
      exchange.send(200, null, null, null)
      return true
    },
    allow: (path) => (path === '/users' ? 'GET, HEAD, OPTIONS' : path === '/asked' ? 'OPTIONS' : ''),
  }
  const ask = (...request: Parameters<typeof fakeExchange>) => {
    const exchange = fakeExchange(...request)
    createDispatch(router, () => false)(exchange)
    expect(exchange.sent).toHaveLength(1)
    return exchange.sent[0]!
  }

  test('answers what routes leave', () => {
    expect(ask('GET', '/users').status).toBe(200)
    expect(ask('HEAD', '/us%65rs').status).toBe(200)
    expect(ask('POST', '/us%65rs')).toMatchObject({ status: 405, headers: ['allow', 'GET, HEAD, OPTIONS'] })
    expect(ask('OPTIONS', '/users')).toMatchObject({ status: 204, headers: ['allow', 'GET, HEAD, OPTIONS'] })
    expect(ask('OPTIONS', '/user').status).toBe(404)
    expect(ask('GET', '/asked').status).toBe(404)
    expect(ask('GET', '/user%').status).toBe(400)
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(ask('GET', '/throws')).toMatchObject({ status: 500, contentType: 'application/problem+json' })
    expect(log).toHaveBeenCalledWith(expect.stringContaining('of a route'))
    log.mockRestore()
  })
})
