import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Response } from '../authoring/index.ts'
import { Res } from './res.ts'

describe('Res', () => {
  test('is what handlers are typed with', () => {
    expectTypeOf<Res>().toExtend<Response<any, any>>()
  })

  test('keeps an answer and is itself the reply', () => {
    const res = new Res()
    expect(res.status(201).header('X-Id', 7).json({ a: 1 })).toBe(res)
    expect(res).toMatchObject({ statusCode: 201, content: 'json', body: { a: 1 }, headerList: ['x-id', '7'], answered: true })
  })

  test('replaces fields, adds cookies, takes content-type apart', () => {
    const res = new Res()
    res
      .headers({ Vary: 'a', 'Set-Cookie': ['a=1', 'b=2'] })
      .header('vary', ['b', 'c'])
      .header('set-cookie', 'c=3')
      .header('Content-Type', 'text/csv')
    expect(res.headerList).toEqual(['set-cookie', 'a=1', 'set-cookie', 'b=2', 'vary', 'b', 'vary', 'c', 'set-cookie', 'c=3'])
    expect(res.contentType).toBe('text/csv')
  })

  test.each(['a\r\nb: c', 'a\nb', 'a\0', 'ü'])('refuses the header value %j', (value) => {
    expect(() => new Res().header('x-a', value)).toThrow(TypeError)
  })

  test.each(['', 'a b', 'a:', 'a\n', 'ü', 'Content-Length', 'transfer-encoding', 'Connection'])(
    'refuses the header name %j',
    (name) => {
      expect(() => new Res().header(name, 'x')).toThrow(TypeError)
    },
  )

  test('writes names as they are asked for, whatever name of their length came before', () => {
    const res = new Res()
    for (const name of ['X-Ab', 'x-ab', 'X-Cd', 'X-Ab']) res.header(name, name)
    expect(res.headerList).toEqual(['x-cd', 'X-Cd', 'x-ab', 'X-Ab'])
    expect(() => res.header('x ab', '')).toThrow(TypeError)
    expect(() => res.header('X-Date-', '').header('Upgrade', '')).toThrow('is set by the server')
  })

  test.each([199, 600, 200.5, Number.NaN, '200' as never])('refuses the status %s', (status) => {
    expect(() => new Res().status(status)).toThrow(RangeError)
  })

  test('refuses a second answer', () => {
    const res = new Res()
    res.text('a')
    expect(() => res.json(1)).toThrow('answered twice')
  })

  test('redirects, encoding what a header cannot hold and nothing twice', () => {
    expect(new Res().redirect('/ü?q=%C3%BC b')).toMatchObject({
      statusCode: 302,
      headerList: ['location', '/%C3%BC?q=%C3%BC%20b'],
    })
    expect(() => new Res().redirect('/a\r\nb: c')).not.toThrow()
    expect(new Res().redirect('/a\r\nb', 308)).toMatchObject({ statusCode: 308, headerList: ['location', '/a%0D%0Ab'] })
  })

  test('settles on what was returned', () => {
    expect(new Res().settle({ a: 1 })).toMatchObject({ statusCode: 200, content: 'json', body: { a: 1 } })
    expect(new Res().settle(undefined)).toMatchObject({ statusCode: 204, content: 'none' })
    expect(new Res().settle(null)).toMatchObject({ statusCode: 200, content: 'json', body: null })
    const replied = new Res()
    expect(replied.settle(replied.status(404).json('x'))).toMatchObject({ statusCode: 404, body: 'x' })
    const answered = new Res()
    answered.text('t')
    expect(answered.settle(undefined)).toMatchObject({ statusCode: 200, content: 'text' })
  })

  test('forgets the answer and keeps the headers', () => {
    const res = new Res()
    res.header('x-a', '1').status(201).json(1)
    expect(res.reset()).toMatchObject({ statusCode: 200, answered: false, content: 'none', headerList: ['x-a', '1'] })
  })
})
