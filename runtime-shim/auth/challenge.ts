/** What all helpers answer to who is not let in: RFC 9110 section 11, RFC 6750 section 3, as problem documents (RFC 9457). */
import type { GlobalContext, Identity, LocalContext, Next, Reply, Request, Response } from '../authoring/index.ts'

export interface AuthProblem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: 'unauthorized' | 'forbidden'
  readonly requestId: string
}

export type Unauthorized = Reply<401, AuthProblem, { 'www-authenticate': string }>
export type Forbidden = Reply<403, AuthProblem, { 'www-authenticate': string }>

/** The mark tells the compiler what is read of a request, and what stands in the contract of the routes that are guarded. */
export type AuthMiddleware<
  Kind extends 'basic' | 'bearer' | 'jwt',
  Name extends string,
  Scopes extends readonly string[],
  Answer extends Reply<number, any, any, any> = Scopes extends readonly [] ? Unauthorized : Unauthorized | Forbidden,
> = ((req: Request, res: Response, gctx: GlobalContext, lctx: LocalContext, next: Next) => Promise<Answer | void>) & {
  readonly __gati_auth?: { readonly kind: Kind; readonly name: Name; readonly scopes: Scopes }
}

/** `verify` gives who it is, or why that cannot be told: `missing` says nothing, as RFC 6750 wants it. */
export type Outcome = Identity | 'missing' | 'invalid' | 'expired'

export interface Guard {
  /** `Basic` or `Bearer`, with its parameters: what every challenge begins with. */
  readonly challenge: string
  readonly scopes: readonly string[]
  identify(authorization: string, gctx: GlobalContext, lctx: LocalContext): Promise<Outcome>
}

const PROBLEM_TYPE = 'application/problem+json'

export function guarding({ challenge, scopes, identify }: Guard) {
  return async (req: Request, res: Response, gctx: GlobalContext, lctx: LocalContext, next: Next): Promise<any> => {
    const outcome = await identify(req.headers['authorization'] ?? '', gctx, lctx)
    if (typeof outcome === 'string') {
      const reason = challenge.startsWith('Bearer') && outcome !== 'missing' ? `, ${invalidToken(outcome)}` : ''
      return refuse(res, lctx, 401, 'unauthorized', 'Who you are is not known', challenge + reason)
    }
    Object.assign(lctx.state, { auth: outcome })
    lctx.refs.userId = outcome.userId
    lctx.lifecycle.setPhase('authenticated')
    const missing = scopes.filter((scope) => !(outcome.scopes ?? []).includes(scope))
    if (missing.length > 0) {
      const reason = `error="insufficient_scope", scope="${scopes.join(' ')}"`
      return refuse(res, lctx, 403, 'forbidden', 'You may not do this', `${challenge}, ${reason}`)
    }
    if (scopes.length > 0) lctx.lifecycle.setPhase('authorized')
    await next()
  }
}

const invalidToken = (outcome: 'invalid' | 'expired'): string =>
  `error="invalid_token", error_description="the token ${outcome === 'expired' ? 'has expired' : 'is not valid'}"`

const refuse = (
  res: Response,
  { requestId }: LocalContext,
  status: 401 | 403,
  code: AuthProblem['code'],
  title: string,
  challenge: string,
) =>
  res
    .status(status)
    .headers({ 'www-authenticate': challenge, 'content-type': PROBLEM_TYPE })
    .json({ type: 'about:blank', title, status, code, requestId })

/** `realm="orders"`; throws for what could not stand between quotes. */
export function realmOf(realm: string): string {
  if (!/^[\x20-\x7e]*$/.test(realm)) throw new TypeError('a realm is printable ASCII')
  return `realm="${realm.replace(/["\\]/g, '\\$&')}"`
}

/** RFC 6750 section 3. */
export function checkScopes(scopes: readonly string[]): readonly string[] {
  for (const scope of scopes)
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)) throw new TypeError(`${JSON.stringify(scope)} is not a scope`)
  return scopes
}
