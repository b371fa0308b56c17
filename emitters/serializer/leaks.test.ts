import { describe, expect, it } from 'vitest'
import type { Type } from '../../compiler/ir/index.ts'
import { number, object, text } from '../validator/testing/brief-types.ts'
import { compileType } from '../validator/testing/compile.ts'

const user = object({ id: number, 'name?': text, tags: { kind: 'array', element: text, constraints: [] } })

describe('undeclared properties do not leave the server', () => {
  const row = { id: 1, name: 'Ada', tags: ['a'], passwordHash: 'x', toJSON: undefined }
  it.each<[string, Type, unknown, unknown]>([
    ['of an object', user, row, { id: 1, name: 'Ada', tags: ['a'] }],
    ['of items', { kind: 'array', element: user, constraints: [] }, [row], [{ id: 1, name: 'Ada', tags: ['a'] }]],
    [
      'of entries',
      { ...object({}), index: [{ key: text, value: user }] },
      { a: row },
      { a: { id: 1, name: 'Ada', tags: ['a'] } },
    ],
    [
      'of keys that no signature is for',
      { ...object({}), index: [{ key: { kind: 'template', texts: ['x-', ''], types: [text] }, value: text }] },
      { 'x-a': '1', y: '2' },
      { 'x-a': '1' },
    ],
    [
      'of the member of a union that a value is',
      { kind: 'union', members: [object({ error: text }), user] },
      row,
      { id: 1, name: 'Ada', tags: ['a'] },
    ],
    ['of what toJSON gives', { kind: 'to-json', type: object({ id: number }) }, { toJSON: () => row }, { id: 1 }],
    [
      'of an instance',
      user,
      new (class {
        id = 1
        secret = 2
        tags = []
        get name() {
          return 'Ada'
        }
      })(),
      { id: 1, name: 'Ada', tags: [] },
    ],
    ['where a member is absent', user, { id: 1, name: undefined, tags: [] }, { id: 1, tags: [] }],
  ])('%s', (_, type, value, expected) => {
    expect(JSON.parse(compileType(type).stringify(value))).toEqual(expected)
  })

  it('in place of declared text, nor in lists of it: the reply fails', () => {
    const { stringify } = compileType(user)
    expect(() => stringify({ id: 1, name: { first: 'Ada', secret: 1 }, tags: [] })).toThrow(TypeError)
    expect(() => stringify({ id: 1, tags: ['a', { secret: 1 }] })).toThrow(TypeError)
    expect(() => stringify({ id: 1, tags: { secret: 1 } })).toThrow(TypeError)
  })

  it('nor where a value is of no member of a union', () => {
    const { stringify } = compileType({ kind: 'union', members: [object({ a: text }), object({ b: text })] })
    expect(() => stringify({ secret: 1 })).toThrow(TypeError)
  })

  it('nor without end', () => {
    const types = { Node: { id: 'Node', name: 'Node', type: object({ 'next?': { kind: 'ref', id: 'Node' } }) } }
    const cycle: { next?: unknown } = {}
    cycle.next = cycle
    expect(() => compileType({ kind: 'ref', id: 'Node' }, { types }).stringify(cycle)).toThrow(RangeError)
  })
})

describe('the member of a union that a value is', () => {
  const template = (start: string): Type => ({ kind: 'template', texts: [start, ''], types: [text] })
  it.each<[string, Type[], unknown]>([
    [
      'is told by a template',
      [object({ id: template('user_'), 'name?': text }), object({ id: template('org_'), seats: number })],
      { id: 'org_1', seats: 2 },
    ],
    ['is told by the presence of any value', [object({ before: { kind: 'unknown' } }), object({ id: number })], { id: 1 }],
    [
      'is told by the presence of any value under an inherited name',
      [object({ ['constructor' as string]: { kind: 'unknown' } }), object({ id: number })],
      { id: 1 },
    ],
  ])('%s', (_, members, value) => {
    expect(JSON.parse(compileType({ kind: 'union', members }).stringify(value))).toEqual(value)
  })
})
