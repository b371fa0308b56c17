/** User name and password with every request: RFC 7617. Over HTTPS only, for they are sent readable. */
import type { GlobalContext, Identity, LocalContext } from '../authoring/index.ts'
import { type AuthMiddleware, guarding, type Outcome, realmOf } from './challenge.ts'
import { safeEqual } from './safe-equal.ts'

export interface BasicOptions<Name extends string> {
  /** Of the security scheme in the contract; `basic`. */
  readonly name?: Name
  /** What a browser shows; `api`. */
  readonly realm?: string
  /** Passwords by user. Compared in constant time. */
  readonly users?: Readonly<Record<string, string>>
  /** Instead of `users`: who that is, or undefined. Compare secrets with `safeEqual`, passwords with a password hash. */
  verify?(
    user: string,
    password: string,
    gctx: GlobalContext,
    lctx: LocalContext,
  ): Identity | undefined | Promise<Identity | undefined>
}

const CREDENTIALS = /^basic +([A-Za-z\d+/]+={0,2}) *$/i
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Throws a TypeError unless there is either `users` or `verify`. */
export function basicAuth<const Name extends string = 'basic'>({
  realm = 'api',
  users,
  verify,
}: BasicOptions<Name>): AuthMiddleware<'basic', Name, readonly []> {
  if ((users === undefined) === (verify === undefined)) throw new TypeError('basicAuth takes either `users` or `verify`')
  const check = verify ?? passwordsOf(users!)
  return guarding({
    challenge: `Basic ${realmOf(realm)}, charset="UTF-8"`,
    scopes: [],
    async identify(authorization, gctx, lctx): Promise<Outcome> {
      const credentials = credentialsOf(authorization)
      if (credentials === undefined) return 'missing'
      return (await check(credentials.user, credentials.password, gctx, lctx)) ?? 'invalid'
    },
  })
}

/** A user that there is not takes as long as one whose password is wrong. */
function passwordsOf(users: Readonly<Record<string, string>>) {
  const passwords = new Map(Object.entries(users))
  return (user: string, given: string): Identity | undefined => {
    const password = passwords.get(user)
    const isRight = safeEqual(given, password ?? '')
    return isRight && password !== undefined ? { userId: user } : undefined
  }
}

/** 'Basic YTpiOmM=' -> { user: 'a', password: 'b:c' } */
export function credentialsOf(authorization: string): { readonly user: string; readonly password: string } | undefined {
  const encoded = CREDENTIALS.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64'))
    const colon = text.indexOf(':')
    // Section 2 forbids control characters.
    if (colon < 0 || /[\0-\x1f\x7f]/.test(text)) return undefined
    return { user: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return undefined // Not UTF-8.
  }
}
