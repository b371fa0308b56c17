/** What a person is told of a value that is of no member of a union: what is wrong with the member that they meant. */
import { describe, expect, it } from 'vitest'
import { issues } from '../../compiler/interpret/index.ts'
import type { NamedTypes, Type, UnionType } from '../../compiler/ir/index.ts'
import { list, number, object, text } from './testing/brief-types.ts'
import { compileType } from './testing/compile.ts'

const literal = (value: string | number | boolean): Type => ({ kind: 'literal', value })
const tuple = (...types: Type[]): Type => ({ kind: 'tuple', elements: types.map((type) => ({ type, mode: 'required' })) })
const either = (...members: Type[]): UnionType => ({ kind: 'union', members })

const types: NamedTypes = {
  Source: {
    id: 'Source',
    name: 'Source',
    type: either(object({ url: text, 'retries?': number }), object({ host: text, port: number }), object({ file: text })),
  },
  Command: {
    id: 'Command',
    name: 'Command',
    type: either(tuple(literal('add'), number, number), tuple(literal('neg'), number), tuple(literal('log'), text)),
  },
  Meta: {
    id: 'Meta',
    name: 'Meta',
    type: either(
      object({ meta: object({ kind: literal('a') }), x: number }),
      object({ meta: object({ kind: literal('b') }), y: number }),
    ),
  },
  Result: {
    id: 'Result',
    name: 'Result',
    type: {
      ...either(object({ ok: literal(true), value: number }), object({ ok: literal(false), error: text })),
      discriminant: 'ok',
    },
  },
  Tree: {
    id: 'Tree',
    name: 'Tree',
    type: either(object({ value: number, children: list({ kind: 'ref', id: 'Tree' }) }), object({ leaf: text })),
  },
  Lists: { id: 'Lists', name: 'Lists', type: either(list(text), list(number), list(object({ a: text }))) },
  Mixed: {
    id: 'Mixed',
    name: 'Mixed',
    type: either(text, number, object({ id: number }), tuple(literal('a'), number), tuple(literal('b'))),
  },
  Versions: {
    id: 'Versions',
    name: 'Versions',
    type: either(
      object({ version: literal(1), a: text }),
      object({ version: literal(2), a: text }),
      object({ a: text, legacy: literal(true) }),
    ),
  },
  Options: { id: 'Options', name: 'Options', type: either(object({ 'a?': text, 'b?': number }), object({ 'c?': number })) },
}

describe('of a value that is of no member of a union is told', () => {
  it.each<[what: string, type: string, value: unknown, pointer: string, expected: string]>([
    ['what the member lacks that it has something of', 'Source', { host: 'a' }, '/port', 'number'],
    ['what is wrong with the member that it has most of', 'Source', { host: 'a', port: '80' }, '/port', 'number'],
    ['what is wrong with an optional member', 'Source', { url: '', retries: 'a' }, '/retries', 'number'],
    ['the union, where it has nothing of any', 'Source', {}, '', 'Source'],
    ['the union, where it has only what is of none', 'Source', { prot: 80 }, '', 'Source'],
    ['the union, where it is of another kind', 'Source', [], '', 'Source'],
    ['the tuple that its first item names', 'Command', ['add', 1], '', "['add', number, number]"],
    ['the item of the tuple that its first item names', 'Command', ['neg', 'x'], '/1', 'number'],
    ['which tags there are', 'Command', ['nope'], '/0', "'add' | 'neg' | 'log'"],
    ['which tags there are, where it has none', 'Command', [], '/0', "'add' | 'neg' | 'log'"],
    ['the member that a nested literal names', 'Meta', { meta: { kind: 'b' } }, '/y', 'number'],
    ['which nested tags there are', 'Meta', { meta: { kind: 'c' }, x: 1 }, '/meta/kind', "'a' | 'b'"],
    ['which nested tags there are, where it has none', 'Meta', { meta: {}, x: 1 }, '/meta/kind', "'a' | 'b'"],
    ['what a place for tags is, where there is none', 'Meta', { meta: null }, '/meta', "{ kind: 'a' } | { kind: 'b' }"],
    ['both truth values as one type', 'Result', { ok: 'true' }, '/ok', 'boolean'],
    ['what a part of a part lacks', 'Tree', { value: 1, children: [{ value: 2 }] }, '/children/0/children', 'Tree[]'],
    ['the union of a part that is nothing', 'Tree', { value: 1, children: [{}] }, '/children/0', 'Tree'],
    ['all that an item may be', 'Lists', [null], '/0', 'string | number | { a: string }'],
    ['what is deepest', 'Lists', [{}], '/0/a', 'string'],
    ['the one object among other kinds', 'Mixed', {}, '/id', 'number'],
    ['the tags of lists among other kinds', 'Mixed', ['c'], '/0', "'a' | 'b'"],
    ['the union, for a text or number that is of no member', 'Mixed', true, '', 'Mixed'],
    ['all literals of one place', 'Versions', { version: 3, a: '' }, '/version', '1 | 2'],
    ['the member whose literal it has', 'Versions', { version: 2, a: 1 }, '/a', 'string'],
    ['what it has and must not, of what it has most of', 'Options', { a: '', z: 1 }, '/z', 'no such property'],
    ['what it has and must not, where it has nothing else', 'Options', { z: 1 }, '/z', 'no such property'],
  ])('%s: %s', (_, id, value, pointer, expected) => {
    const type: Type = { kind: 'ref', id }
    const found = compileType(type, { types, extraKeys: 'strict' }).explain(value)
    expect(found).toEqual(issues(type, value, { types, extraKeys: 'strict' }))
    expect(found.map((issue) => [issue.pointer, issue.expected])).toEqual([[pointer, expected]])
  })
})
