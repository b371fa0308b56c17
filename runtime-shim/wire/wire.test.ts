import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as wire from './index.ts'

describe('queries', () => {
  it('collects repeated keys in an object without a prototype', () => {
    const query = wire.parseQuery('tag=a&tag=b&tag=c&q=x+y%2B&empty=&bare&&__proto__=1&constructor=2')
    expect(query).toEqual(
      Object.assign(Object.create(null), {
        tag: ['a', 'b', 'c'],
        q: 'x y+',
        empty: '',
        bare: '',
        constructor: '2',
        ['__proto__']: '1',
      }),
    )
    expect(Object.getPrototypeOf(query)).toBe(null)
    expect(Object.keys(query!)).toContain('__proto__')
  })

  it('refuses malformed percent-encoding', () => {
    for (const text of ['a=%', 'a=%zz', 'a=%ff', '%=1']) expect(wire.parseQuery(text)).toBeUndefined()
    expect(wire.decodeParam('caf%C3%A9')).toBe('café')
    expect(wire.decodeParam('%c3')).toBeUndefined()
  })

  it('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))), (pairs) => {
        const query = wire.parseQuery(new URLSearchParams(pairs).toString())!
        for (const [name] of pairs) {
          if (name === '') continue
          const values = pairs.filter((pair) => pair[0] === name).map((pair) => pair[1])
          expect(query[name]).toEqual(values.length === 1 ? values[0] : values)
        }
      }),
    )
  })
})

it('reads cookies', () => {
  const cookies = wire.parseCookies('sid=abc; theme="dark%20"; bad=%zz; sid=second; =x; novalue; __proto__=1;q=a=b')
  expect({ ...cookies }).toEqual({ sid: 'abc', theme: 'dark ', bad: '%zz', q: 'a=b', ['__proto__']: '1' })
  expect(Object.keys(cookies)).toContain('__proto__')
})

describe('numbers', () => {
  it('reads from text what JSON reads', () => {
    const samples = ['0', '-1.5e3', '20', '', ' 1', '1 ', '+1', '0x10', '01', '.5', '5.', '1e999', 'NaN', 'Infinity', '1_0']
    expect(samples.filter((text) => wire.toNumber(text) !== undefined)).toEqual(['0', '-1.5e3', '20'])
    expect(wire.toNumber(['1'])).toBeUndefined()
    expect(['true', '1', 'false', '0', 'TRUE', ''].map(wire.toBoolean)).toEqual([true, true, false, false, undefined, undefined])
  })

  it('knows the wire form of bigints', () => {
    for (const value of ['0', '-12', '123456789012345678901234567890', 5, -0]) expect(wire.isBigInt(value)).toBe(true)
    for (const value of ['', '1.0', '0x1', ' 1', '01', '1n', 1.5, 2 ** 53, Number.NaN, null, {}, '1'.repeat(10_001)])
      expect(wire.isBigInt(value)).toBe(false)
  })

  it('tells multiples exactly', () => {
    for (const [value, factor] of [
      [0.3, 0.1],
      [1e21, 0.01],
      [4.35, 0.05],
      [-9, 3],
      [0, 5],
      [1.1, 0.1],
      [1e308, 1e-300],
    ] as const)
      expect(wire.isMultipleOf(value, factor)).toBe(true)
    for (const [value, factor] of [
      [0.31, 0.1],
      [10, 3],
      [1.15, 0.1],
      [5e-324, 1],
    ] as const)
      expect(wire.isMultipleOf(value, factor)).toBe(false)
  })
})

describe('uniqueness', () => {
  it('compares deeply, whatever the order of keys', () => {
    expect(wire.isUnique([1, '1', null, [1], ['1'], { a: 1 }, {}, [], true, '{"a":1}'])).toBe(true)
    expect(
      wire.isUnique([
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ]),
    ).toBe(false)
    expect(wire.isUnique([0, -0])).toBe(false)
    expect(wire.isUnique([{ __proto__: null }, JSON.parse('{"__proto__":null}')])).toBe(true)
  })

  it('is quick for long lists and safe for deep ones', () => {
    const start = performance.now()
    expect(wire.isUnique(Array.from({ length: 100_000 }, (_, i) => ({ i })))).toBe(true)
    expect(wire.isUnique([JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))])).toBe(false)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

it('base64 round trip', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = wire.encodeBase64(bytes)
      expect(wire.isBase64(text)).toBe(true)
      expect(wire.decodeBase64(text)).toEqual(bytes)
    }),
  )
})

describe('issues', () => {
  it('shows little of what was received, and nothing sensitive', () => {
    const issues: wire.Issue[] = []
    for (const received of ['x'.repeat(200), 1, null, undefined, { password: 'p' }, [1, 2], Number.NaN])
      wire.report(issues, '/a', 'string', received)
    expect(issues.map((issue) => issue.received)).toEqual([
      `${'x'.repeat(100)}…`,
      1,
      null,
      undefined,
      '<object>',
      '<array of 2>',
      'NaN',
    ])
    wire.redactFrom(issues, 0)
    expect(new Set(issues.map((issue) => issue.received))).toEqual(new Set(['<redacted>', undefined]))
  })

  it('stops at a hundred', () => {
    const issues: wire.Issue[] = []
    for (let i = 0; i < 1000; i++) wire.report(issues, `/${i}`, 'string', i)
    expect(issues).toHaveLength(wire.maxIssues)
  })

  it('reports the member that a value came nearest to', () => {
    const attempt = (...pointers: string[]): wire.Issue[] =>
      pointers.map((pointer) => ({ pointer, expected: 'string', received: 1 }))
    const nearest = (...attempts: wire.Issue[][]) => wire.closest([], attempts, '/a', 'A | B', 1).map((issue) => issue.pointer)
    expect(nearest(attempt('/a/x', '/a/y'), attempt('/a/z'))).toEqual(['/a/z'])
    expect(nearest(attempt('/a/x'), attempt('/a/y/0'))).toEqual(['/a/y/0'])
    expect(nearest(attempt('/a'), attempt('/a/x', '/a/y'))).toEqual(['/a/x', '/a/y'])
    expect(nearest(attempt('/a'), attempt('/a'))).toEqual(['/a'])
    expect(nearest(attempt('/a/x'), [])).toEqual([])
    const keyed = (value: object, ...attempts: wire.Issue[][]) =>
      wire
        .closest([], attempts, '', 'A | B', value, [['x'], ['y', 'z']])
        .map(({ pointer, expected }) => `${pointer}: ${expected}`)
    const missing = (pointer: string): wire.Issue => ({ pointer, expected: 'number', received: undefined })
    expect(keyed({ y: 1 }, [missing('/x')], [missing('/z')])).toEqual(['/z: number'])
    expect(keyed({}, [missing('/x')], [missing('/y'), missing('/z')])).toEqual([': A | B'])
    expect(
      keyed({ x: 1, y: 1 }, [{ ...missing('/v'), received: 1 }], [{ pointer: '/v', expected: 'string', received: 1 }]),
    ).toEqual(['/v: number | string'])
  })
})

describe('members', () => {
  it('under inherited names are absent unless own', () => {
    expect(wire.own({}, 'constructor')).toBeUndefined()
    expect(wire.own(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1)
    const object = {}
    wire.setOwn(object, '__proto__', { polluted: true })
    expect(Object.keys(object)).toEqual(['__proto__'])
    expect((object as { polluted?: true }).polluted).toBeUndefined()
    expect(wire.countKeys({ a: 1, b: 2 })).toBe(2)
  })
})

it('lists and JSON in text', () => {
  expect([wire.splitList('a, b,,c'), wire.splitList(''), wire.splitList(['x']), wire.toList('a'), wire.toList(['a'])]).toEqual([
    ['a', 'b', '', 'c'],
    [],
    ['x'],
    ['a'],
    ['a'],
  ])
  expect([wire.fromJson('{"a":1}'), wire.fromJson('{'), wire.fromJson(['1'])]).toEqual([{ a: 1 }, undefined, undefined])
})

describe('text that JSON has as it is', () => {
  it('is what JSON.stringify leaves alone, for every code unit', () => {
    for (let code = 0; code <= 0xffff; code++) {
      for (const text of [`a${String.fromCharCode(code)}`, `${'a'.repeat(64)}${String.fromCharCode(code)}`]) {
        const isLeftAlone = JSON.stringify(text) === `"${text}"`
        if (wire.isVerbatim(text) !== (isLeftAlone && code < 0xd800)) expect.fail(`of U+${code.toString(16)}`)
      }
    }
  })

  it('is no other value, nor long', () => {
    for (const value of [undefined, null, 1, ['a'], { length: 1 }, 'a'.repeat(5001)]) expect(wire.isVerbatim(value)).toBe(false)
    expect(wire.isVerbatim('a'.repeat(5000))).toBe(true)
  })
})

describe('the text of a date', () => {
  const native = (date: Date) => date.toISOString()

  it('is that of toISOString, for any instant', () => {
    const year = 365 * 86_400_000
    const edges = ['0001-01-01', '0000-12-31', '9999-12-31', '+010000-01-01', '1970-01-01', '2000-02-29', '2100-02-28'].flatMap(
      (text) => [-1, 0, 1, 86_399_999, 86_400_000].map((more) => Date.parse(text) + more),
    )
    const near = fc.integer({ min: -3000 * year, max: 8100 * year })
    const any = fc.oneof(near, near, fc.maxSafeInteger(), fc.constantFrom(...edges, 8.64e15, -8.64e15, 0, -1))
    fc.assert(
      fc.property(any, (time) => {
        const date = new Date(time)
        if (!Number.isNaN(date.getTime())) expect(wire.isoText(date)).toBe(native(date))
      }),
      { numRuns: 5000 },
    )
    for (const time of edges) expect(wire.isoText(new Date(time))).toBe(native(new Date(time)))
  })

  it('is that of every day of two eras of the calendar', () => {
    for (let day = 0; day < 2 * 146_097; day += 1) {
      const date = new Date((day - 146_097) * 86_400_000 + (day % 86_400) * 1000 + (day % 1000))
      if (wire.isoText(date) !== native(date)) expect.fail(native(date))
    }
  })

  it('is asked of what is no plain date', () => {
    class Day extends Date {
      override toISOString = () => 'a day'
    }
    expect(wire.isoText(new Day())).toBe('a day')
    expect(wire.isoText({ toISOString: () => 'now' } as Date)).toBe('now')
    expect(() => wire.isoText(new Date(Number.NaN))).toThrow(RangeError)
    expect(() => wire.isoText('2026-01-01' as unknown as Date)).toThrow(TypeError)
    expect(() => wire.isoText(Object.create(Date.prototype))).toThrow(TypeError)
  })
})
