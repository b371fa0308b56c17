import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  hashType,
  type NamedType,
  type NamedTypes,
  named,
  type Property,
  parts,
  printNamedType,
  printType,
  reachable,
  resolve,
  type Type,
  walk,
} from './index.ts'

const string: Type = { kind: 'string', constraints: [] }
const number: Type = { kind: 'number', constraints: [] }
const nothing: Type = { kind: 'null' }
const ref = (id: string): Type => ({ kind: 'ref', id })
const array = (element: Type): Type => ({ kind: 'array', element, constraints: [] })
const union = (...members: Type[]): Type => ({ kind: 'union', members })
const property = (name: string, type: Type, more: Partial<Property> = {}): Property => ({ name, type, optional: false, ...more })
const object = (...properties: Property[]): Type => ({ kind: 'object', properties, index: [], constraints: [] })
const types = (record: Record<string, Type>): NamedTypes =>
  Object.fromEntries(Object.entries(record).map(([id, type]): [string, NamedType] => [id, { id, name: id, type }]))

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const hash = (type: Type, record: Record<string, Type> = {}) => hashType(type, types(record), sha)

describe('print', () => {
  const uuid: Type = { kind: 'string', constraints: [{ kind: 'format', format: 'uuid' }] }
  const cases: [Type, string][] = [
    [
      object(
        property('id', uuid),
        property('age', { kind: 'number', constraints: [{ kind: 'minimum', value: 0 }] }, { optional: true }),
      ),
      '{ id: string & UUID; age?: number & Min<0> }',
    ],
    [
      object(property('x-y', string), property('__proto__', number), property('limit', number, { default: 20, optional: true })),
      "{ 'x-y': string; __proto__: number; limit?: number & Default<20> }",
    ],
    [object(), '{}'],
    [array(union(string, nothing)), '(string | null)[]'],
    [array(uuid), '(string & UUID)[]'],
    [union(uuid, nothing), '(string & UUID) | null'],
    [{ kind: 'literal', value: 'it\'s \n "it"' }, `'it\\'s \\n "it"'`],
    [{ kind: 'template', texts: ['a`', '${b}'], types: [number] }, '`a\\`${number}\\${b}`'],
    [
      {
        kind: 'tuple',
        elements: [
          { type: string, mode: 'required', name: 'x' },
          { type: union(string, number), mode: 'optional' },
          { type: array(number), mode: 'rest' },
        ],
      },
      '[x: string, (string | number)?, ...number[][]]',
    ],
    [{ kind: 'map', key: string, value: { kind: 'set', element: { kind: 'date' } } }, 'Map<string, Set<Date>>'],
    [
      {
        kind: 'object',
        properties: [],
        index: [{ key: number, value: ref('User') }],
        constraints: [{ kind: 'minProperties', value: 1 }],
      },
      '{ [key: number]: User } & MinProperties<1>',
    ],
    [{ kind: 'bigint', constraints: [{ kind: 'minimum', value: '5', exclusive: true }] }, 'bigint & GreaterThan<5n>'],
    [{ kind: 'bytes' }, 'Uint8Array'],
  ]
  test.each(cases.map(([type, text]) => [text, type] as const))('%s', (text, type) => expect(printType(type)).toBe(text))

  test('named types stand over several lines', () => {
    expect(printNamedType({ id: 'User', name: 'User', type: object(property('id', string), property('n', number)) })).toBe(
      'type User = {\n  id: string\n  n: number\n}',
    )
    expect(printNamedType({ id: 'Ids', name: 'Ids', type: array(string) })).toBe('type Ids = string[]')
  })
})

describe('walk', () => {
  test('meets every part once, outside first, and does not follow refs', () => {
    const met: string[] = []
    walk(object(property('a', array(ref('A'))), property('b', { kind: 'map', key: string, value: nothing })), (type) =>
      met.push(type.kind),
    )
    expect(met).toEqual(['object', 'array', 'ref', 'map', 'string', 'null'])
  })
  test('parts of every kind that has parts', () => {
    expect(parts({ kind: 'template', texts: ['', ''], types: [number] })).toEqual([number])
    expect(parts({ kind: 'tuple', elements: [{ type: string, mode: 'rest' }] })).toEqual([string])
    expect(
      parts({ kind: 'object', properties: [property('a', nothing)], index: [{ key: string, value: number }], constraints: [] }),
    ).toEqual([nothing, string, number])
  })
  test('reachable names follow refs through cycles', () => {
    const all = types({ A: object(property('b', ref('B'))), B: union(ref('A'), nothing), C: string })
    expect([...reachable([array(ref('A'))], all)]).toEqual(['A', 'B'])
  })
  test('resolve follows chains and refuses what is only itself', () => {
    expect(resolve(ref('A'), types({ A: ref('B'), B: string }))).toEqual(string)
    expect(() => resolve(ref('A'), types({ A: ref('A') }))).toThrow('type A is only itself')
    expect(() => named('toString', {})).toThrow('no type toString')
  })
})

describe('hash', () => {
  const tree = (name: string) => ({ [name]: object(property('children', array(ref(name))), property('value', string)) })

  test('is the same whatever the names, the order and the docs', () => {
    expect(hash(ref('A'), tree('A'))).toBe(hash(ref('Longer'), tree('Longer')))
    expect(hash(object(property('a', string), property('b', number)))).toBe(
      hash(object(property('b', number), property('a', string, { doc: { summary: 'A.' } }))),
    )
    expect(hash(union(string, nothing, number))).toBe(hash(union(number, string, nothing)))
    expect(
      hash({
        kind: 'string',
        constraints: [
          { kind: 'minLength', value: 1 },
          { kind: 'maxLength', value: 2 },
        ],
      }),
    ).toBe(
      hash({
        kind: 'string',
        constraints: [
          { kind: 'maxLength', value: 2 },
          { kind: 'minLength', value: 1 },
        ],
      }),
    )
  })
  test('is the same whether types are named, written in place, or unrolled', () => {
    expect(hash(object(property('u', ref('U'))), { U: object(property('a', string)) })).toBe(
      hash(object(property('u', object(property('a', string))))),
    )
    const unrolled = {
      A: object(property('next', union(ref('B'), nothing))),
      B: object(property('next', union(ref('A'), nothing))),
    }
    const once = { A: object(property('next', union(ref('A'), nothing))) }
    expect(hash(ref('A'), unrolled)).toBe(hash(ref('A'), once))
    expect(hash(object(property('next', union(ref('A'), nothing))), once)).toBe(hash(ref('A'), once))
    expect(hash(union(ref('S'), nothing), { S: union(string, number) })).toBe(hash(union(string, number, nothing)))
  })
  test('does not depend on types that are not reached', () => {
    expect(hash(ref('A'), { ...tree('A'), Other: array(array(array(string))) })).toBe(hash(ref('A'), tree('A')))
  })
  test('differs where any value is told apart', () => {
    const chain = (length: number): Type => (length === 0 ? string : object(property('next', chain(length - 1))))
    const constrained = (value: number): Type => ({ kind: 'number', constraints: [{ kind: 'minimum', value }] })
    const different: [Type, Record<string, Type>][] = [
      [string, {}],
      [number, {}],
      [constrained(0), {}],
      [constrained(1), {}],
      [{ kind: 'literal', value: '1' }, {}],
      [{ kind: 'literal', value: 1 }, {}],
      [object(property('a', string)), {}],
      [object(property('a', string, { optional: true })), {}],
      [object(property('a', string, { default: 'x' })), {}],
      [object(property('b', string)), {}],
      [object(property('a', string), property('b', number)), {}],
      [object(property('a', number), property('b', string)), {}],
      [{ kind: 'map', key: string, value: number }, {}],
      [{ kind: 'map', key: number, value: string }, {}],
      [
        {
          kind: 'tuple',
          elements: [
            { type: string, mode: 'required' },
            { type: number, mode: 'required' },
          ],
        },
        {},
      ],
      [
        {
          kind: 'tuple',
          elements: [
            { type: number, mode: 'required' },
            { type: string, mode: 'required' },
          ],
        },
        {},
      ],
      [{ kind: 'object', properties: [], index: [{ key: string, value: string }], constraints: [] }, {}],
      [{ kind: 'object', properties: [], index: [{ key: number, value: string }], constraints: [] }, {}],
      [array(string), {}],
      [{ kind: 'set', element: string }, {}],
      [chain(3), {}],
      [chain(4), {}],
      [chain(5), {}],
      [ref('A'), { A: object(property('next', ref('A'))) }],
      [ref('A'), { A: object(property('next', ref('B'))), B: object(property('next', ref('A')), property('x', string)) }],
      [ref('B'), { A: object(property('next', ref('B'))), B: object(property('next', ref('A')), property('x', string)) }],
      [ref('A'), tree('A')],
    ]
    const hashes = different.map(([type, record]) => hash(type, record))
    expect(new Set(hashes).size).toBe(different.length)
  })
})
