/** Express 5. */
import express from 'express'
import { articles, fillers, guarded, io, isDocument, isOrder, port, receipt, summary, verifyToken } from '../work.mjs'

const app = express().disable('x-powered-by').disable('etag').set('env', 'test')
const posted = (answer) => (req, res) => {
  const value = answer(req.body)
  if (value === undefined) res.status(422).json({})
  else res.json(value)
}
const chain = [
  (_req, res, next) => {
    res.set('x-served-by', 'bench')
    next()
  },
  (_req, _res, next) => {
    guarded.requests++
    next()
  },
  (req, res, next) => {
    const claims = verifyToken(req.headers.authorization)
    if (claims === undefined) return res.status(401).json({})
    res.locals.claims = claims
    next()
  },
  (_req, res, next) => {
    if (res.locals.claims.role !== 'admin') return res.status(403).json({})
    next()
  },
  (_req, res, next) => {
    res.set('cache-control', 'no-store')
    next()
  },
]
for (const [method, path] of fillers) app[method.toLowerCase()](path, (_, res) => res.json({}))
app.get('/json', (_, res) => res.json({ hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', (req, res) => res.json({ userId: req.params.userId, postId: req.params.postId }))
app.get('/articles', (_, res) => res.json(articles()))
app.get('/async/:id', async (req, res) => res.json({ id: await io(req.params.id) }))
app.post(
  '/orders',
  express.json(),
  posted((body) => (isOrder(body) ? receipt(body) : undefined)),
)
app.post(
  '/documents',
  express.json(),
  posted((body) => (isDocument(body) ? summary(body) : undefined)),
)
app.get('/guarded', ...chain, (_, res) => res.json({ user: res.locals.claims.sub }))
app.use((_, res) => res.status(404).json({ error: 'not_found' }))
app.listen(port, '127.0.0.1', () => console.log('listening'))
