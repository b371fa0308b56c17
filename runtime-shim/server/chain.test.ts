import { describe, expect, test, vi } from 'vitest'
import type { Middleware } from '../authoring/index.ts'
import { rescue, through } from './chain.ts'
import { Res } from './res.ts'
import { fakeExchange } from './testing/fake-exchange.ts'

const call = async (middleware: Middleware<any>, inside: () => void | Promise<void>, res = new Res()) =>
  through(middleware, {} as never, res, {} as never, {} as never, inside)
const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 2))

describe('through', () => {
  test('waits for what is inside although the middleware does not', async () => {
    const seen: string[] = []
    await call(
      (_req, _res, _gctx, _lctx, next) => {
        next()
        seen.push('middleware')
      },
      async () => {
        await tick()
        seen.push('inside')
      },
    )
    expect(seen).toEqual(['middleware', 'inside'])
  })

  test('lets through what is thrown inside, awaited or not', async () => {
    const inside = async () => {
      throw new Error('inside')
    }
    await expect(call(async (_req, _res, _gctx, _lctx, next) => next(), inside)).rejects.toThrow('inside')
    await expect(call((_req, _res, _gctx, _lctx, next) => void next(), inside)).rejects.toThrow('inside')
    await expect(
      call(async (_req, _res, _gctx, _lctx, next) => {
        next()
        await tick()
      }, inside),
    ).rejects.toThrow('inside')
  })

  test('leaves alone what the middleware caught and answered', async () => {
    const res = new Res()
    const middleware: Middleware<any> = async (_req, response, _gctx, _lctx, next) => {
      try {
        await next()
      } catch {
        response.status(500).json('caught')
      }
    }
    await call(middleware, () => Promise.reject(new Error('inside')), res)
    expect(res).toMatchObject({ statusCode: 500, body: 'caught' })
  })

  test('refuses a second next', async () => {
    const inside = vi.fn(async () => {})
    const twice: Middleware<any> = async (_req, _res, _gctx, _lctx, next) => {
      await next()
      await next()
    }
    await expect(call(twice, inside)).rejects.toThrow('next() twice')
    expect(inside).toHaveBeenCalledTimes(1)
  })
})

describe('through a synchronous chain', () => {
  const run = (middleware: Middleware<any>, inside: () => void | Promise<void>, res = new Res()) =>
    through(middleware, {} as never, res, {} as never, {} as never, inside)

  test('makes no promise', () => {
    const inside = vi.fn()
    expect(run((_req, _res, _gctx, _lctx, next) => next(), inside)).toBeUndefined()
    expect(run((_req, _res, _gctx, _lctx, next) => void next(), inside)).toBeUndefined()
    expect(run((_req, res) => res.status(401).end() as never, inside)).toBeUndefined()
    expect(inside).toHaveBeenCalledTimes(2)
  })

  test('gives the promise of what is inside as it is', () => {
    const inner = Promise.resolve()
    expect(
      run(
        (_req, _res, _gctx, _lctx, next) => next(),
        () => inner,
      ),
    ).toBe(inner)
    expect(
      run(
        (_req, _res, _gctx, _lctx, next) => void next(),
        () => inner,
      ),
    ).toBe(inner)
  })

  test('refuses a second next', () => {
    const inside = vi.fn()
    const twice: Middleware<any> = (_req, _res, _gctx, _lctx, next) => {
      next()
      next()
    }
    expect(() => run(twice, inside)).toThrow('next() twice')
    expect(inside).toHaveBeenCalledTimes(1)
  })

  test('throws what was thrown inside and caught, unless that was answered', () => {
    const inside = () => {
      throw new Error('inside')
    }
    const catching =
      (answer: boolean): Middleware<any> =>
      (_req, res, _gctx, _lctx, next) => {
        try {
          next()
        } catch {
          if (answer) res.status(500).json('caught')
        }
      }
    expect(() => run(catching(false), inside)).toThrow('inside')
    const res = new Res()
    run(catching(true), inside, res)
    expect(res).toMatchObject({ statusCode: 500, body: 'caught' })
  })

  test('waits for a middleware that goes on later', async () => {
    const seen: string[] = []
    const slow: Middleware<any> = async (_req, _res, _gctx, _lctx, next) => {
      await tick()
      void next()
      seen.push('middleware')
    }
    await run(slow, async () => {
      await tick()
      seen.push('inside')
    })
    expect(seen).toEqual(['middleware', 'inside'])
    await expect(run(slow, () => Promise.reject(new Error('late')))).rejects.toThrow('late')
  })
})

describe('rescue', () => {
  const run = async (...middleware: Parameters<typeof rescue>[4]) => {
    const exchange = fakeExchange('GET', '/')
    const send = vi.fn((one: typeof exchange, res: Res) => one.send(res.statusCode, null, null, String(res.body)))
    await rescue(exchange, new Error('first'), new Res(), send as never, middleware, {} as never, {} as never, {} as never)
    return exchange.sent[0]
  }

  test('asks one after the other until one answers', async () => {
    const silent = vi.fn()
    const answer = vi.fn((error: any, _req, res) => res.status(418).text(error.message))
    const never = vi.fn()
    expect(await run(silent, answer, never)).toMatchObject({ status: 418, body: 'first' })
    expect(silent).toHaveBeenCalledTimes(1)
    expect(never).not.toHaveBeenCalled()
  })

  test('passes on what one throws instead', async () => {
    const rethrow = () => {
      throw new Error('second')
    }
    expect(await run(rethrow, (error: any, _req, res) => res.status(418).text(error.message))).toMatchObject({ body: 'second' })
  })
})
