import { describe, expect, it } from 'vitest'
import type { NamedTypes, Property, StringConstraint, Type } from '../../compiler/ir/index.ts'
import { names } from '../code/index.ts'
import { createValueFunctions } from './index.ts'
import { list, object } from './testing/brief-types.ts'
import { configOf } from './testing/compile.ts'

const text = (...constraints: StringConstraint[]): Type => ({ kind: 'string', constraints })
const integer = (minimum: number, maximum?: number): Type => ({
  kind: 'number',
  constraints: [
    { kind: 'numeric', numeric: 'integer' },
    { kind: 'minimum', value: minimum },
    ...(maximum === undefined ? [] : [{ kind: 'maximum' as const, value: maximum }]),
  ],
})
const email = text({ kind: 'format', format: 'email' })
const uuid = text({ kind: 'format', format: 'uuid' })
const literal = (value: string): Type => ({ kind: 'literal', value })
const ref = (id: string): Type => ({ kind: 'ref', id })
const either = (...members: Type[]): Type => ({ kind: 'union', members })

const user = object({
  id: uuid,
  email,
  name: text({ kind: 'transform', transform: 'trim' }, { kind: 'minLength', value: 1 }, { kind: 'maxLength', value: 80 }),
  'age?': integer(0, 150),
  role: either(literal('admin'), literal('member')),
  createdAt: { kind: 'date' },
  'password?': text({ kind: 'minLength', value: 8 }, { kind: 'sensitive' }),
})

const order = object({
  customer: object({ id: integer(1), name: text({ kind: 'minLength', value: 1 }), email }),
  items: {
    ...list(
      object({
        sku: text({ kind: 'pattern', source: '^[A-Z]{3}-\\d+$' }),
        quantity: integer(1, 1000),
        price: { kind: 'number', constraints: [{ kind: 'minimum', value: 0 }] },
      }),
    ),
    constraints: [{ kind: 'minItems', value: 1 }],
  } as Type,
  payment: {
    kind: 'union',
    discriminant: 'method',
    members: [object({ method: literal('card'), token: text() }), object({ method: literal('invoice'), 'reference?': text() })],
  },
  'note?': either(text(), { kind: 'null' }),
  express: { kind: 'boolean' },
})

const article = object({
  slug: text({ kind: 'format', format: 'slug' }),
  title: text(),
  tags: list(text()),
  author: ref('Author'),
  comments: list(ref('Comment')),
})
const comment = object({ body: text(), at: { kind: 'date' }, replies: list(ref('Comment')) })
const author = object({ name: text(), 'image?': either({ kind: 'url' }, { kind: 'null' }) })
const page = object({ items: list(ref('Article')), total: integer(0), 'next?': text() })

const declared = { User: user, Order: order, Article: article, Comment: comment, Author: author, Page_Article: page }
const types: NamedTypes = Object.fromEntries(
  Object.entries(declared).map(([id, type], index) => [
    id,
    { id, name: id, type, source: { file: 'src/model.ts', line: 10 * index + 1, column: 1 } },
  ]),
)

const query: Property[] = [
  { name: 'limit', type: integer(1, 100), optional: true, default: 20 },
  { name: 'offset', type: integer(0), optional: true },
  { name: 'sort', type: either(literal('newest'), literal('oldest')), optional: true, default: 'newest' },
  { name: 'tag', type: list(text()), optional: true },
  { name: 'since', type: { kind: 'date' }, optional: true },
  { name: 'drafts', type: { kind: 'boolean' }, optional: false },
]

const functions = (extraKeys: 'strip' | 'strict' = 'strip') =>
  createValueFunctions({ types, config: configOf(extraKeys) }, names(), { forServer: true })

const goldens = {
  'user.js': () => {
    const values = functions()
    for (const form of ['is', 'explain', 'read', 'stringify'] as const) values[form](ref('User'), '')
    return values
  },
  'order.js': () => {
    const values = functions()
    for (const form of ['is', 'explain', 'read', 'parse', 'stringify'] as const) values[form](ref('Order'), '')
    return values
  },
  'order-strict.js': () => {
    const values = functions('strict')
    values.is(ref('Order'), '')
    return values
  },
  'article-page.js': () => {
    const values = functions()
    for (const form of ['is', 'parse', 'stringify'] as const) values[form](ref('Page_Article'), '')
    return values
  },
  'list-query.js': () => {
    const values = functions()
    const { parse, explain } = values.coerce(query, 'query', 'listArticles query')
    expect([parse, explain]).toEqual(['parseListArticlesQuery', 'explainListArticlesQuery'])
    return values
  },
}

/** Rewritten with `vitest --update`. */
describe('emitted code reads like handwritten code', () => {
  it.each(Object.entries(goldens))('%s', async (file, emit) => {
    const values = emit()
    const imports = `import { ${values.imports().join(', ')} } from '@gati-framework/core/wire'\n\n`
    await expect(imports + values.render()).toMatchFileSnapshot(`./goldens/${file}`)
  })
})
