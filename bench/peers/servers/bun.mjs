/** Bun.serve with its own router, by hand. */
import { articles, fillers, guarded, io, isDocument, isOrder, NOT_FOUND, port, receipt, summary, verifyToken } from '../work.mjs'

const json = (value, init) => Response.json(value, init)
const refuse = (status) => Response.json({}, { status })
const posted = (answer) => async (req) => {
  const body = await req.json().catch(() => undefined)
  const value = answer(body)
  return value === undefined ? refuse(422) : json(value)
}
const answerGuarded = (req) => {
  guarded.requests++
  const claims = verifyToken(req.headers.get('authorization'))
  if (claims === undefined) return refuse(401)
  if (claims.role !== 'admin') return refuse(403)
  return json({ user: claims.sub }, { headers: { 'x-served-by': 'bench', 'cache-control': 'no-store' } })
}
const routes = {
  '/json': { GET: () => json({ hello: 'world', ok: true }) },
  '/users/:userId/posts/:postId': { GET: ({ params }) => json({ userId: params.userId, postId: params.postId }) },
  '/articles': { GET: () => json(articles()) },
  '/async/:id': { GET: async ({ params }) => json({ id: await io(params.id) }) },
  '/orders': { POST: posted((body) => (isOrder(body) ? receipt(body) : undefined)) },
  '/documents': { POST: posted((body) => (isDocument(body) ? summary(body) : undefined)) },
  '/guarded': { GET: answerGuarded },
  '/flat': { GET: answerGuarded },
}
for (const [method, path] of fillers) {
  routes[path] ??= {}
  routes[path][method] = () => json({})
}
Bun.serve({
  port,
  hostname: '127.0.0.1',
  routes,
  fetch: () => new Response(NOT_FOUND, { status: 404, headers: { 'content-type': 'application/problem+json' } }),
})
console.log('listening')
