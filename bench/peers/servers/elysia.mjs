/** Elysia on Bun, with schemas for what comes in, and where its answer has more than may leave. */
import { Elysia, t } from 'elysia'
import { fillers, guarded, io, port, receipt, storedArticles, summary, verifyToken } from '../work.mjs'

const some = t.String({ minLength: 1 })
const order = t.Object({
  customer: t.Object({
    id: t.Integer({ minimum: 1 }),
    name: t.String({ minLength: 1, maxLength: 100 }),
    email: t.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[a-z]+$' }),
    address: t.Object({
      street: t.String(),
      city: some,
      zip: t.String({ minLength: 3, maxLength: 10 }),
      country: t.String({ minLength: 2, maxLength: 2 }),
    }),
  }),
  items: t.Array(t.Object({ sku: some, qty: t.Integer({ minimum: 1, maximum: 1000 }), price: t.Number({ minimum: 0 }) }), {
    minItems: 1,
  }),
  note: t.Optional(t.String()),
  express: t.Boolean(),
})
const person = t.Object({ id: t.Integer({ minimum: 1 }), name: some })
const document = t.Object({
  title: t.String({ minLength: 1, maxLength: 200 }),
  author: person,
  published: t.Boolean(),
  sections: t.Array(
    t.Object({
      heading: t.String({ minLength: 1, maxLength: 200 }),
      paragraphs: t.Array(t.String()),
      comments: t.Array(t.Object({ author: person, text: some, likes: t.Integer({ minimum: 0 }) })),
    }),
  ),
})
const articles = t.Array(
  t.Object({
    id: t.Integer(),
    slug: t.String(),
    title: t.String(),
    views: t.Integer(),
    score: t.Number(),
    published: t.Boolean(),
    tags: t.Array(t.String()),
    author: t.Object({ id: t.Integer(), name: t.String() }),
  }),
)
const chain = [
  ({ set }) => {
    set.headers['x-served-by'] = 'bench'
  },
  () => {
    guarded.requests++
  },
  (context) => {
    context.claims = verifyToken(context.headers.authorization)
    if (context.claims === undefined) return context.status(401, {})
  },
  ({ claims, status }) => {
    if (claims.role !== 'admin') return status(403, {})
  },
  ({ set }) => {
    set.headers['cache-control'] = 'no-store'
  },
]
const app = new Elysia()
for (const [method, path] of fillers) app.route(method, path, () => ({}))
app
  .get('/json', () => ({ hello: 'world', ok: true }))
  .get('/users/:userId/posts/:postId', ({ params }) => ({ userId: params.userId, postId: params.postId }))
  .get('/articles', () => storedArticles(), { response: articles })
  .get('/async/:id', async ({ params }) => ({ id: await io(params.id) }))
  .post('/orders', ({ body }) => receipt(body), { body: order })
  .post('/documents', ({ body }) => summary(body), { body: document })
  .get('/guarded', ({ claims }) => ({ user: claims.sub }), { beforeHandle: chain })
  .listen({ port, hostname: '127.0.0.1' }, () => console.log('listening'))
