import type { Handler, Reply } from '@gati-framework/core'
import { verifyToken } from '../model/token.js'

const guarded = { requests: 0 }

type Answer =
  | Reply<200, { user: string }, { 'x-served-by': string; 'cache-control': string }>
  | Reply<401, { error: 'sign_in' }>
  | Reply<403, { error: 'not_yours' }>

/** What the five middlewares of /guarded do, in the handler. */
export const GET: Handler<{ headers: { authorization?: string } }, Answer> = (req, res) => {
  guarded.requests++
  const claims = verifyToken(req.headers.authorization)
  if (claims === undefined) return res.status(401).json({ error: 'sign_in' })
  if (claims.role !== 'admin') return res.status(403).json({ error: 'not_yours' })
  return res.header('x-served-by', 'bench').header('cache-control', 'no-store').json({ user: claims.sub })
}
