/** Fastify 5 with schemas for what comes in and goes out. */
import Fastify from 'fastify'
import { articles, fillers, io, orderSchema, port, receipt, receiptSchema } from '../work.mjs'

const string = { type: 'string' }
const app = Fastify({ logger: false })
const reply = (properties) => ({ response: { 200: { type: 'object', properties } } })
for (const [method, url] of fillers) app.route({ method, url, handler: (_, res) => res.send({}) })
app.get('/json', { schema: reply({ hello: string, ok: { type: 'boolean' } }) }, (_, res) =>
  res.send({ hello: 'world', ok: true }),
)
app.get('/users/:userId/posts/:postId', { schema: reply({ userId: string, postId: string }) }, (req, res) => res.send(req.params))
app.get('/async/:id', { schema: reply({ id: string }) }, async (req) => ({ id: await io(req.params.id) }))
app.post('/orders', { schema: { body: orderSchema, response: { 200: receiptSchema } } }, (req, res) =>
  res.send(receipt(req.body)),
)
const integer = { type: 'integer' }
const article = {
  type: 'object',
  properties: {
    id: integer,
    slug: string,
    title: string,
    views: integer,
    score: { type: 'number' },
    published: { type: 'boolean' },
    tags: { type: 'array', items: string },
    author: { type: 'object', properties: { id: integer, name: string } },
  },
}
app.get('/articles', { schema: { response: { 200: { type: 'array', items: article } } } }, (_, res) => res.send(articles))
app.listen({ port, host: '127.0.0.1' }).then(() => console.log('listening'))
