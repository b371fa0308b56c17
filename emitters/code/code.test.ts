import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comment,
  docComment,
  identifier,
  isIdentifier,
  key,
  literal,
  member,
  names,
  pattern,
  quote,
  templatePart,
  text,
} from './index.ts'

const evaluate = (code: string): unknown => new Function(`'use strict'; return (${code})`)()

/** Text that tries to get out of wherever it is put. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '`',
      '\\',
      '\n',
      '\r',
      '\u2028',
      '\u2029',
      '*/',
      '//',
      '${',
      '</script>',
      '\ud800',
      '\u202e',
      'a',
    ),
  }),
  fc.constantFrom('__proto__', 'constructor', 'class', 'a b', '', '0', 'é', 'e\u0301', '日本', 'x\u200d', '\ufeff'),
)

describe('literals', () => {
  it('templatePart gives back the text when evaluated between backticks and other parts, on one visible line', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const code = `\`${templatePart(value)}:\${1 + 1}\``
        expect(evaluate(code)).toBe(`${value}:2`)
        expect(code).not.toMatch(/[\n\r\u2028\u2029\ud800-\udfff]|<\//u)
      }),
    )
  })

  it('quote gives back the text when evaluated, on one visible line', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const code = quote(value)
        expect(evaluate(code)).toBe(value)
        expect(code).not.toMatch(/[\n\r\u2028\u2029\ud800-\udfff]|<\//u)
      }),
    )
  })

  it('key makes an own property of that name, member reads it', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const object = evaluate(`{ ${key(name)}: 1 }`) as object
        expect(Object.keys(object)).toEqual([name])
        expect(new Function('object', `return ${member('object', name)}`)(object)).toBe(1)
      }),
    )
  })

  it('literal gives back any JSON value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void expect(evaluate(literal(value as never))).toEqual(value)))
    expect(Object.keys(evaluate(literal(JSON.parse('{"__proto__":1}'))) as object)).toEqual(['__proto__'])
  })

  it('pattern matches what the source matches', () => {
    for (const source of ['^a/b$', '^[/\n\u2028]+$', '', '^\\p{L}+$', '[\u200b]', '\ud83d\ude00{2}']) {
      const compiled = evaluate(pattern(source)) as RegExp
      for (const sample of ['a/b', '/\n', 'é', '\u200b', '\ud83d\ude00\ud83d\ude00', '']) {
        expect(compiled.test(sample)).toBe(new RegExp(source, 'u').test(sample))
      }
    }
    expect(() => pattern('[')).toThrow(SyntaxError)
  })

  it('reads like handwritten code', () => {
    expect(quote("it's")).toBe('"it\'s"')
    expect(`{ ${key('id')}: ${literal({ 'x-id': ['a', 1, null] })} }`).toBe("{ id: { 'x-id': ['a', 1, null] } }")
    expect(member('user', 'class')).toBe('user.class')
    expect(member('user', 'x-id')).toBe("user['x-id']")
  })
})

describe('names', () => {
  it('makes readable identifiers', () => {
    expect(['GET /users/:id', 'x-request-id', '2fa', 'Page<Article>', '', '…', 'class', 'größe'].map(identifier)).toEqual([
      'getUsersId',
      'xRequestId',
      '_2fa',
      'PageArticle',
      'value',
      'value',
      'class',
      'größe',
    ])
  })

  it('never gives a name twice, nor a reserved word, nor an imported name', () => {
    const all = names()
    all.reserve('isUser')
    expect(['isUser', 'isUser', 'class', 'v1', 'v1', 'undefined'].map((hint) => all.unique(hint))).toEqual([
      'isUser2',
      'isUser3',
      'class2',
      'v1',
      'v1_2',
      'undefined2',
    ])
  })

  it('keeps locals and later module names apart', () => {
    const all = names()
    const first = all.scope()
    const second = all.scope()
    expect([first.unique('item'), second.unique('item'), all.unique('item')]).toEqual(['item', 'item', 'item2'])
    expect(first.unique('item2')).toBe('item2_2')
    expect(first.scope().unique('item')).toBe('item3')
  })

  it('gives a valid binding for any text', () => {
    fc.assert(
      fc.property(fc.array(hostile), (hints) => {
        const all = names()
        const given = hints.map((hint) => all.unique(hint))
        expect(new Set(given).size).toBe(given.length)
        for (const name of given) {
          expect(isIdentifier(name)).toBe(true)
          new Function(`'use strict'; const ${name} = 1`)
        }
      }),
    )
  })
})

describe('comments', () => {
  it('cannot be left', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(evaluate(`1 ${comment(value)}\n`)).toBe(1)
        expect(evaluate(`1 ${docComment(value)} + 1`)).toBe(2)
      }),
    )
  })
})

it('text indents by what is open', () => {
  const code = text().open('if (a) {').line('b()').reopen('} else {').lines('c()\n\nd()').close().toString()
  expect(code).toBe('if (a) {\n  b()\n} else {\n  c()\n\n  d()\n}\n')
})
