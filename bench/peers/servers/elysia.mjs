/** Elysia on Bun. */
import { Elysia, t } from 'elysia'
import { articles, fillers, io, port, receipt } from '../work.mjs'

const order = t.Object({
  customer: t.Object({
    id: t.Integer({ minimum: 1 }),
    name: t.String({ minLength: 1, maxLength: 100 }),
    email: t.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[a-z]+$' }),
    address: t.Object({
      street: t.String(),
      city: t.String({ minLength: 1 }),
      zip: t.String({ minLength: 3, maxLength: 10 }),
      country: t.String({ minLength: 2, maxLength: 2 }),
    }),
  }),
  items: t.Array(
    t.Object({ sku: t.String({ minLength: 1 }), qty: t.Integer({ minimum: 1, maximum: 1000 }), price: t.Number({ minimum: 0 }) }),
    { minItems: 1 },
  ),
  note: t.Optional(t.String()),
  express: t.Boolean(),
})
const app = new Elysia()
for (const [method, path] of fillers) app.route(method, path, () => ({}))
app
  .get('/json', () => ({ hello: 'world', ok: true }))
  .get('/users/:userId/posts/:postId', ({ params }) => ({ userId: params.userId, postId: params.postId }))
  .get('/articles', () => articles)
  .get('/async/:id', async ({ params }) => ({ id: await io(params.id) }))
  .post('/orders', ({ body }) => receipt(body), { body: order })
  .listen({ port, hostname: '127.0.0.1' }, () => console.log('listening'))
