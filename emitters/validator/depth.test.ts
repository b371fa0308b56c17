import { describe, expect, it } from 'vitest'
import { accepts, read as readBy } from '../../compiler/interpret/index.ts'
import type { NamedTypes, Type } from '../../compiler/ir/index.ts'
import { list, object, text } from './testing/brief-types.ts'
import { compilePart, compileType, isOdd, oddCheck } from './testing/compile.ts'

const ref = (id: string): Type => ({ kind: 'ref', id })
/** Each leads to the next one. */
const chainOf = (count: number): NamedTypes =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const next: Type =
        index + 1 < count ? { kind: 'union', members: [ref(`T${index + 1}`), { kind: 'null' }] } : { kind: 'null' }
      return [`T${index}`, { id: `T${index}`, name: `T${index}`, type: object({ next }) }]
    }),
  )
/** All but the innermost have eleven keys, of which the app's predicate gets one or two: it holds for any number below ten. */
const seen = (members: Record<string, Type>): Type =>
  ({
    ...object(members),
    properties: Object.entries(members).map(([name, type]) => ({ name, type, optional: name !== 'next' })),
    constraints: [oddCheck],
  }) as Type

const types: NamedTypes = Object.fromEntries(
  Object.entries({
    Tree: object({ children: list(ref('Tree')) }),
    Lists: list(ref('Lists')),
    Either: {
      kind: 'union',
      members: [object({ next: list(ref('Either')), a: text }), object({ next: list(ref('Either')), b: text })],
    } as Type,
    Seen: seen({ next: list(ref('Seen')), a: text }),
    EitherSeen: {
      kind: 'union',
      members: [seen({ next: list(ref('EitherSeen')), a: text }), seen({ next: list(ref('EitherSeen')), b: text })],
    } as Type,
  }).map(([id, type]) => [id, { id, name: id, type }]),
)

/** Without recursion, which the test itself could not do that deep. */
function nested(levels: number, wrap: (inside: unknown) => unknown, innermost: unknown): unknown {
  let value = innermost
  for (let i = 0; i < levels; i++) value = wrap(value)
  return value
}

const tree = (levels: number) => nested(levels, (child) => ({ children: [child] }), { children: [] })

it('types that lead through hundreds of others are compiled', () => {
  const { is, explain, stringify } = compileType(ref('T0'), { types: chainOf(600) })
  const value = nested(599, (next) => ({ next }), { next: null })
  expect(is(value)).toBe(true)
  expect(stringify(value)).toBe(JSON.stringify(value))
  expect(explain(nested(599, (next) => ({ next }), { next: 1 }))).toMatchObject([{ received: 1 }])
})

describe('values that nest', () => {
  it.each(['Tree', 'Lists'])('are taken to 512 levels: %s', (id) => {
    const { is, explain, read, stringify } = compileType(ref(id), { types })
    const value = (levels: number) => (id === 'Tree' ? tree(levels) : nested(levels, (inside) => [inside], []))
    expect(is(value(512))).toBe(true)
    expect(explain(value(512))).toEqual([])
    expect(stringify(read(value(512)))).toBe(JSON.stringify(value(512)))
    for (const levels of [513, 100_000]) {
      expect(is(value(levels))).toBe(false)
      expect(explain(value(levels))).toHaveLength(1)
      expect(() => stringify(value(levels))).toThrow(RangeError)
    }
  })

  it('in text are taken as in a body', () => {
    const { parse, explain } = compilePart([{ name: 'tree', type: ref('Tree'), optional: false }], 'query', { types })
    expect(parse({ tree: JSON.stringify(tree(3)) })).toEqual({ tree: tree(3) })
    expect(parse({ tree: '{"children":[1]}' })).toBeUndefined()
    expect(explain({ tree: '{"children":[1]}' })).toEqual([{ pointer: '/tree/children/0', expected: 'Tree', received: 1 }])
  })

  it('and may be of several members of a union at every level take time that grows with their size', () => {
    const { is, explain } = compileType(ref('Either'), { types })
    const chain = (levels: number, innermost: unknown) => nested(levels, (next) => ({ next: [next], a: 'a', b: 'b' }), innermost)
    const start = performance.now()
    expect(is(chain(100, { next: [], b: '' }))).toBe(true)
    expect(is(chain(100, { next: [], a: 1, b: 1 }))).toBe(false)
    const issues = explain(chain(100, { next: [], a: 1 }))
    expect(issues).toEqual([{ pointer: `${'/next/0'.repeat(100)}/a`, expected: 'string', received: 1 }])
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it.each(['Seen', 'EitherSeen'])('and are seen whole by predicates at every level end in time: %s', (id) => {
    const { is, explain, read, stringify } = compileType(ref(id), { types })
    const chain = (levels: number) =>
      nested(levels, (next) => ({ next: [next], a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 'g', h: 'h' }), { next: [] })
    const value = chain(500)
    expect(is(value)).toBe(true)
    expect(explain(value)).toEqual([])
    const seen = read(value)
    expect(JSON.parse(stringify(seen))).toEqual(JSON.parse(JSON.stringify(seen)))
    const meaning = { types, extraKeys: 'strip', check: () => isOdd } as const
    expect(accepts(ref(id), chain(30), meaning)).toBe(true)
    expect(readBy(ref(id), chain(30), meaning)).toEqual(read(chain(30)))
  })
})
