/** A token that says nothing by itself, which the app looks up: RFC 6750. */
import type { GlobalContext, Identity, LocalContext } from '../authoring/index.ts'
import { type AuthMiddleware, checkScopes, guarding, type Outcome, realmOf } from './challenge.ts'

export interface BearerOptions<Name extends string, Scopes extends readonly string[]> {
  /** Of the security scheme in the contract; `bearer`. */
  readonly name?: Name
  /** `api` */
  readonly realm?: string
  /** All of them must be in the identity's; 403 otherwise. */
  readonly scopes?: Scopes
  /** Who has this token, or undefined. Look it up by a hash of it, or compare it with `safeEqual`. */
  verify(token: string, gctx: GlobalContext, lctx: LocalContext): Identity | undefined | Promise<Identity | undefined>
}

const TOKEN = /^bearer +([\w\-.~+/]+=*) *$/i

/** 'Bearer abc' -> 'abc'; '': another scheme, or none; undefined: malformed */
const tokenOf = (authorization: string): string | undefined =>
  /^bearer(?: |$)/i.test(authorization) ? TOKEN.exec(authorization)?.[1] : ''

/** Lets in who has a token that `recognise` knows. */
export const guardingByToken = (
  realm: string,
  scopes: readonly string[] = [],
  recognise: (token: string, gctx: GlobalContext, lctx: LocalContext) => Promise<Outcome>,
) =>
  guarding({
    challenge: `Bearer ${realmOf(realm)}`,
    scopes: checkScopes(scopes),
    async identify(authorization, gctx, lctx) {
      const token = tokenOf(authorization)
      if (token === '') return 'missing'
      return token === undefined ? 'invalid' : recognise(token, gctx, lctx)
    },
  })

export function bearerAuth<const Name extends string = 'bearer', const Scopes extends readonly string[] = readonly []>({
  realm = 'api',
  scopes,
  verify,
}: BearerOptions<Name, Scopes>): AuthMiddleware<'bearer', Name, Scopes> {
  return guardingByToken(realm, scopes, async (token, gctx, lctx) => (await verify(token, gctx, lctx)) || 'invalid')
}
