/** Fastify 5 with schemas for what comes in and goes out. */
import Fastify from 'fastify'
import { fillers, guarded, io, port, receipt, schemas, storedArticles, summary, verifyToken } from '../work.mjs'

/** Bodies are taken as they are, as by the others. */
const app = Fastify({ logger: false, ajv: { customOptions: { coerceTypes: false } } })
const answers = (schema) => ({ schema: { response: { 200: schema } } })
const chain = [
  (_req, res, done) => {
    res.header('x-served-by', 'bench')
    done()
  },
  (_req, _res, done) => {
    guarded.requests++
    done()
  },
  (req, res, done) => {
    req.claims = verifyToken(req.headers.authorization)
    if (req.claims === undefined) return res.code(401).send({})
    done()
  },
  (req, res, done) => {
    if (req.claims.role !== 'admin') return res.code(403).send({})
    done()
  },
  (_req, res, done) => {
    res.header('cache-control', 'no-store')
    done()
  },
]
app.decorateRequest('claims', null)
for (const [method, url] of fillers) app.route({ method, url, handler: (_, res) => res.send({}) })
app.get('/json', answers(schemas.hello), (_, res) => res.send({ hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', answers(schemas.post), (req, res) => res.send(req.params))
app.get('/articles', answers(schemas.articles), (_, res) => res.send(storedArticles()))
app.get('/async/:id', answers(schemas.id), async (req) => ({ id: await io(req.params.id) }))
app.post('/orders', { schema: { body: schemas.order, response: { 200: schemas.receipt } } }, (req, res) =>
  res.send(receipt(req.body)),
)
app.post('/documents', { schema: { body: schemas.document, response: { 200: schemas.summary } } }, (req, res) =>
  res.send(summary(req.body)),
)
app.get('/guarded', { onRequest: chain, ...answers(schemas.user) }, (req, res) => res.send({ user: req.claims.sub }))
app.listen({ port, host: '127.0.0.1' }).then(() => console.log('listening'))
