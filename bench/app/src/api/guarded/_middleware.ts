import type { Middleware, Reply } from '@gati-framework/core'
import { verifyToken } from '../../model/token.js'

declare module '@gati-framework/core' {
  interface LocalState {
    user?: { name: string; role: string }
  }
}

const guarded = { requests: 0 }

const named: Middleware = (_req, res, _gctx, _lctx, next) => {
  res.header('x-served-by', 'bench')
  return next()
}

const counted: Middleware = (_req, _res, _gctx, _lctx, next) => {
  guarded.requests++
  return next()
}

const signedIn: Middleware<Reply<401, { error: 'sign_in' }>> = (req, res, _gctx, lctx, next) => {
  const claims = verifyToken(req.headers['authorization'])
  if (claims === undefined) return res.status(401).json({ error: 'sign_in' })
  lctx.state.user = { name: claims.sub, role: claims.role }
  return next()
}

const admin: Middleware<Reply<403, { error: 'not_yours' }>> = (_req, res, _gctx, lctx, next) => {
  if (lctx.state.user?.role !== 'admin') return res.status(403).json({ error: 'not_yours' })
  return next()
}

const unstored: Middleware = (_req, res, _gctx, _lctx, next) => {
  res.header('cache-control', 'no-store')
  return next()
}

export default [named, counted, signedIn, admin, unstored]
