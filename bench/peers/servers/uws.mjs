/** The ceiling: uWebSockets.js by hand, with only what the workloads need. */
import uWS from 'uWebSockets.js'
import { articles, fillers, guarded, io, isDocument, isOrder, NOT_FOUND, port, receipt, summary, verifyToken } from '../work.mjs'

const app = uWS.App()
/** This build writes a string of Latin-1 characters as Latin-1 bytes, so what is not ASCII is encoded here. */
const utf8 = (text) => (Buffer.byteLength(text) === text.length ? text : Buffer.from(text))
const json = (res, value) => res.writeHeader('content-type', 'application/json').end(utf8(JSON.stringify(value)))
const refuse = (res, status) => res.writeStatus(status).writeHeader('content-type', 'application/json').end('{}')

/** Collects the body, and answers what `answer` gives; undefined: 422. */
const posted = (answer) => (res) => {
  let kept = null
  res.onAborted(() => {
    kept = null
  })
  res.onData((chunk, last) => {
    if (!last) {
      const copy = Buffer.from(chunk.slice(0))
      kept = kept === null ? copy : Buffer.concat([kept, copy])
      return
    }
    const bytes = kept === null ? Buffer.from(chunk) : Buffer.concat([kept, Buffer.from(chunk)])
    let body
    try {
      body = JSON.parse(bytes.utf8Slice())
    } catch {
      body = undefined
    }
    const value = answer(body)
    res.cork(() => {
      if (value === undefined) refuse(res, '422 Unprocessable Content')
      else json(res, value)
    })
  })
}
const answerGuarded = (res, req) => {
  guarded.requests++
  const claims = verifyToken(req.getHeader('authorization'))
  if (claims === undefined) return refuse(res, '401 Unauthorized')
  if (claims.role !== 'admin') return refuse(res, '403 Forbidden')
  res.writeHeader('x-served-by', 'bench').writeHeader('cache-control', 'no-store')
  json(res, { user: claims.sub })
}

for (const [method, path] of fillers) app[method === 'DELETE' ? 'del' : method.toLowerCase()](path, (res) => json(res, {}))
app.get('/json', (res) => json(res, { hello: 'world', ok: true }))
app.get('/users/:userId/posts/:postId', (res, req) => json(res, { userId: req.getParameter(0), postId: req.getParameter(1) }))
app.get('/articles', (res) => json(res, articles()))
app.get('/async/:id', (res, req) => {
  const id = req.getParameter(0)
  let aborted = false
  res.onAborted(() => {
    aborted = true
  })
  io(id).then((value) => {
    if (!aborted) res.cork(() => json(res, { id: value }))
  })
})
app.post(
  '/orders',
  posted((body) => (isOrder(body) ? receipt(body) : undefined)),
)
app.post(
  '/documents',
  posted((body) => (isDocument(body) ? summary(body) : undefined)),
)
app.get('/guarded', answerGuarded)
app.get('/flat', answerGuarded)
app.any('/*', (res) => res.writeStatus('404 Not Found').writeHeader('content-type', 'application/problem+json').end(NOT_FOUND))
app.listen('127.0.0.1', port, (socket) => {
  if (!socket) process.exit(1)
  console.log('listening')
})
