/** node:http by hand: a map for static paths, a loop over patterns for the others. */
import { createServer } from 'node:http'
import { articles, fillers, io, isOrder, port, receipt } from '../work.mjs'

const json = (res, value, status = 200) => {
  const body = JSON.stringify(value)
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  res.end(body)
}
const statics = new Map([
  ['GET /json', (_, res) => json(res, { hello: 'world', ok: true })],
  ['GET /articles', (_, res) => json(res, articles)],
])
for (const [method, path] of fillers) if (!path.includes(':')) statics.set(`${method} ${path}`, (_, res) => json(res, {}))
statics.set('POST /orders', (req, res) => {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    let body
    try {
      body = JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString())
    } catch {
      body = undefined
    }
    if (isOrder(body)) json(res, receipt(body))
    else json(res, {}, 422)
  })
})
createServer((req, res) => {
  const url = req.url
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const handler = statics.get(`${req.method} ${path}`)
  if (handler !== undefined) return handler(req, res)
  if (req.method === 'GET') {
    if (path.startsWith('/users/')) {
      const end = path.indexOf('/', 7)
      if (end > 7 && path.startsWith('/posts/', end) && path.indexOf('/', end + 7) < 0)
        return json(res, { userId: decodeURIComponent(path.slice(7, end)), postId: decodeURIComponent(path.slice(end + 7)) })
    }
    if (path.startsWith('/async/')) return void io(decodeURIComponent(path.slice(7))).then((id) => json(res, { id }))
    if (path.startsWith('/api/v1/')) return json(res, {})
  }
  json(res, {}, 404)
}).listen(port, '127.0.0.1', () => console.log('listening'))
