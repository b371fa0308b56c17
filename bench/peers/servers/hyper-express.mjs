/** hyper-express, which runs on uWebSockets.js. */
import HyperExpress from 'hyper-express'
import { articles, fillers, guarded, io, isDocument, isOrder, port, receipt, summary, verifyToken } from '../work.mjs'

const app = new HyperExpress.Server()
const posted = (answer) => async (req, res) => {
  const body = await req.json(undefined)
  const value = answer(body)
  if (value === undefined) res.status(422).json({})
  else res.json(value)
}
const chain = [
  (_req, res, next) => {
    res.header('x-served-by', 'bench')
    next()
  },
  (_req, _res, next) => {
    guarded.requests++
    next()
  },
  (req, res, next) => {
    const claims = verifyToken(req.headers.authorization)
    if (claims === undefined) return res.status(401).json({})
    req.locals.claims = claims
    next()
  },
  (req, res, next) => {
    if (req.locals.claims.role !== 'admin') return res.status(403).json({})
    next()
  },
  (_req, res, next) => {
    res.header('cache-control', 'no-store')
    next()
  },
]
for (const [method, path] of fillers) app[method.toLowerCase()](path, (_, res) => res.json({}))
app.get('/json', (_, res) => res.json({ hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', (req, res) =>
  res.json({ userId: req.path_parameters.userId, postId: req.path_parameters.postId }),
)
/** Its `json` writes ü as Latin-1, as uWebSockets.js does: bytes are sent as they are. */
app.get('/articles', (_, res) => res.type('application/json').send(Buffer.from(JSON.stringify(articles()))))
app.get('/async/:id', async (req, res) => res.json({ id: await io(req.path_parameters.id) }))
app.post(
  '/orders',
  posted((body) => (isOrder(body) ? receipt(body) : undefined)),
)
app.post(
  '/documents',
  posted((body) => (isDocument(body) ? summary(body) : undefined)),
)
app.get('/guarded', ...chain, (req, res) => res.json({ user: req.locals.claims.sub }))
app.set_not_found_handler((_, res) => res.status(404).json({ error: 'not_found' }))
app.set_error_handler((_req, res) => res.status(400).json({}))
await app.listen(port, '127.0.0.1')
console.log('listening')
