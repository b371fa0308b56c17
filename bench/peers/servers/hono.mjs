/** Hono on its node:http adapter. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { articles, fillers, guarded, io, isDocument, isOrder, port, receipt, summary, verifyToken } from '../work.mjs'

const app = new Hono()
const posted = (answer) => async (c) => {
  const body = await c.req.json().catch(() => undefined)
  const value = answer(body)
  return value === undefined ? c.json({}, 422) : c.json(value)
}
const chain = [
  async (c, next) => {
    await next()
    c.header('x-served-by', 'bench')
  },
  (_c, next) => {
    guarded.requests++
    return next()
  },
  (c, next) => {
    const claims = verifyToken(c.req.header('authorization'))
    if (claims === undefined) return c.json({}, 401)
    c.set('claims', claims)
    return next()
  },
  (c, next) => (c.get('claims').role === 'admin' ? next() : c.json({}, 403)),
  async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  },
]
for (const [method, path] of fillers) app.on(method, path, (c) => c.json({}))
app.get('/json', (c) => c.json({ hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', (c) => c.json({ userId: c.req.param('userId'), postId: c.req.param('postId') }))
app.get('/articles', (c) => c.json(articles()))
app.get('/async/:id', async (c) => c.json({ id: await io(c.req.param('id')) }))
app.post(
  '/orders',
  posted((body) => (isOrder(body) ? receipt(body) : undefined)),
)
app.post(
  '/documents',
  posted((body) => (isDocument(body) ? summary(body) : undefined)),
)
app.get('/guarded', ...chain, (c) => c.json({ user: c.get('claims').sub }))
app.notFound((c) => c.json({ error: 'not_found' }, 404))
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log('listening'))
