import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Claims {
  sub: string
  role: string
  exp: number
}

const SECRET = 'the secret of the benchmarks, which signs nothing else'

const sign = (text: string) => createHmac('sha256', SECRET).update(text).digest('base64url')

/** The claims of a token (JWT, RFC 7519, HS256) in a header `Bearer ...`; undefined: not signed by us, or no longer valid. */
export function verifyToken(authorization: string | undefined): Claims | undefined {
  if (authorization === undefined || !authorization.startsWith('Bearer ')) return undefined
  const end = authorization.lastIndexOf('.')
  const given = Buffer.from(authorization.slice(end + 1))
  const expected = Buffer.from(sign(authorization.slice(7, end)))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims: Claims = JSON.parse(Buffer.from(authorization.slice(authorization.indexOf('.') + 1, end), 'base64url').toString())
  return claims.exp > Date.now() / 1000 ? claims : undefined
}
