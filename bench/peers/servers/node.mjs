/** node:http by hand: a map for static paths, one of prefixes for those that end in a parameter. */
import { createServer } from 'node:http'
import { articles, fillers, guarded, io, isDocument, isOrder, NOT_FOUND, port, receipt, summary, verifyToken } from '../work.mjs'

const json = (res, value, status = 200) => {
  const body = JSON.stringify(value)
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

/** Collects the body, and answers what `answer` gives; undefined: 422. */
const posted = (answer) => (req, res) => {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    let body
    try {
      body = JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString())
    } catch {
      body = undefined
    }
    const value = answer(body)
    if (value === undefined) json(res, {}, 422)
    else json(res, value)
  })
}
const answerGuarded = (req, res) => {
  guarded.requests++
  const claims = verifyToken(req.headers.authorization)
  if (claims === undefined) return json(res, {}, 401)
  if (claims.role !== 'admin') return json(res, {}, 403)
  const body = JSON.stringify({ user: claims.sub })
  res.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-served-by': 'bench',
    'cache-control': 'no-store',
  })
  res.end(body)
}

const statics = new Map([
  ['GET /json', (_, res) => json(res, { hello: 'world', ok: true })],
  ['GET /articles', (_, res) => json(res, articles())],
  ['POST /orders', posted((body) => (isOrder(body) ? receipt(body) : undefined))],
  ['POST /documents', posted((body) => (isDocument(body) ? summary(body) : undefined))],
  ['GET /guarded', answerGuarded],
  ['GET /flat', answerGuarded],
])
/** By method and path up to the parameter: 'GET /async/'. */
const prefixes = new Map([['GET /async/', (id, res) => void io(id).then((value) => json(res, { id: value }))]])
for (const [method, path] of fillers) {
  if (path.endsWith(':id')) prefixes.set(`${method} ${path.slice(0, -3)}`, (_, res) => json(res, {}))
  else statics.set(`${method} ${path}`, (_, res) => json(res, {}))
}

createServer((req, res) => {
  const { method, url } = req
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const handler = statics.get(`${method} ${path}`)
  if (handler !== undefined) return handler(req, res)
  if (method === 'GET' && path.startsWith('/users/')) {
    const end = path.indexOf('/', 7)
    if (end > 7 && path.startsWith('/posts/', end) && path.indexOf('/', end + 7) < 0)
      return json(res, { userId: decodeURIComponent(path.slice(7, end)), postId: decodeURIComponent(path.slice(end + 7)) })
  }
  const slash = path.lastIndexOf('/') + 1
  const found = prefixes.get(`${method} ${path.slice(0, slash)}`)
  if (found !== undefined && slash < path.length) return found(decodeURIComponent(path.slice(slash)), res)
  res.writeHead(404, { 'content-type': 'application/problem+json', 'content-length': NOT_FOUND.length })
  res.end(NOT_FOUND)
}).listen(port, '127.0.0.1', () => console.log('listening'))
