/** h3 on node:http. */
import { H3, HTTPError, serve } from 'h3'
import { articles, fillers, guarded, io, isDocument, isOrder, port, receipt, summary, verifyToken } from '../work.mjs'

const app = new H3()
const posted = (answer) => async (event) => {
  const body = await event.req.json().catch(() => undefined)
  const value = answer(body)
  if (value === undefined) throw new HTTPError({ status: 422 })
  return value
}
const chain = [
  (event, next) => {
    event.res.headers.set('x-served-by', 'bench')
    return next()
  },
  (_event, next) => {
    guarded.requests++
    return next()
  },
  (event, next) => {
    const claims = verifyToken(event.req.headers.get('authorization'))
    if (claims === undefined) throw new HTTPError({ status: 401 })
    event.context.claims = claims
    return next()
  },
  (event, next) => {
    if (event.context.claims.role !== 'admin') throw new HTTPError({ status: 403 })
    return next()
  },
  (event, next) => {
    event.res.headers.set('cache-control', 'no-store')
    return next()
  },
]
for (const [method, path] of fillers) app.on(method, path, () => ({}))
app.get('/json', () => ({ hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', ({ context }) => ({ userId: context.params.userId, postId: context.params.postId }))
app.get('/articles', () => articles())
app.get('/async/:id', async ({ context }) => ({ id: await io(context.params.id) }))
app.post(
  '/orders',
  posted((body) => (isOrder(body) ? receipt(body) : undefined)),
)
app.post(
  '/documents',
  posted((body) => (isDocument(body) ? summary(body) : undefined)),
)
app.get('/guarded', ({ context }) => ({ user: context.claims.sub }), { middleware: chain })
await serve(app, { port, hostname: '127.0.0.1', silent: true }).ready()
console.log('listening')
