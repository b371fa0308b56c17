/**
 * JSON Web Tokens: RFC 7519, with the advice of RFC 8725. The app says which algorithms it takes, so that no token chooses how it is
 * checked: `none` is none of them, and a public key is never taken for a secret.
 */
import { createPublicKey } from 'node:crypto'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { GlobalContext, Identity, LocalContext } from '../authoring/index.ts'
import { guardingByToken } from './bearer.ts'
import type { AuthMiddleware } from './challenge.ts'

const SECRET_BYTES = { HS256: 32, HS384: 48, HS512: 64 } as const
type Symmetric = keyof typeof SECRET_BYTES
type Asymmetric = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'Ed25519'
export type JwtAlgorithm = Symmetric | Asymmetric

/** A secret for HS*; else a public key in PEM, as a JWK, a set of them, or where such a set is found. */
export type JwtKey = string | JWK | JSONWebKeySet | URL

export interface JwtOptions<Name extends string, Scopes extends readonly string[]> {
  /** Of the security scheme in the contract; `jwt`. */
  readonly name?: Name
  /** `api` */
  readonly realm?: string
  /** Those that are taken. Either HS* with a secret, or others. */
  readonly algorithms: readonly JwtAlgorithm[]
  /** The key, or what gives it: `(gctx) => gctx.env.JWT_SECRET`. Asked for once. */
  readonly key: JwtKey | ((gctx: GlobalContext) => JwtKey | Promise<JwtKey>)
  readonly issuer?: string | readonly string[]
  readonly audience?: string | readonly string[]
  /** Seconds that clocks may differ; 5. */
  readonly clockTolerance?: number
  /** Claims without which a token is not taken; `['exp']`. */
  readonly requiredClaims?: readonly string[]
  /** All of them must be in the claim `scope` or `scp`; 403 otherwise. */
  readonly scopes?: Scopes
  /** Who that is, by the claims of a valid token; where absent, whom `sub` names. Undefined: nobody, 401. */
  identify?(claims: JWTPayload, gctx: GlobalContext, lctx: LocalContext): Identity | undefined | Promise<Identity | undefined>
}

/** Throws a TypeError for algorithms that cannot go together. */
export function jwtAuth<const Name extends string = 'jwt', const Scopes extends readonly string[] = readonly []>(
  options: JwtOptions<Name, Scopes>,
): AuthMiddleware<'jwt', Name, Scopes> {
  const { realm = 'api', scopes, identify = identityOf } = options
  const verify = verifier(options)
  return guardingByToken(realm, scopes, async (token, gctx, lctx) => {
    const claims = await verify(token, gctx)
    return typeof claims === 'string' ? claims : ((await identify(claims, gctx, lctx)) ?? 'invalid')
  })
}

function verifier({
  algorithms,
  key,
  issuer,
  audience,
  clockTolerance = 5,
  requiredClaims = ['exp'],
}: JwtOptions<string, readonly string[]>) {
  const isSecret = checkAlgorithms(algorithms)
  const rules = {
    algorithms: [...algorithms],
    clockTolerance,
    requiredClaims: [...requiredClaims],
    ...(issuer !== undefined && { issuer: typeof issuer === 'string' ? issuer : [...issuer] }),
    ...(audience !== undefined && { audience: typeof audience === 'string' ? audience : [...audience] }),
  }
  let loading: Promise<JWTVerifyGetKey> | undefined
  const load = async (gctx: GlobalContext) => keyFinder(typeof key === 'function' ? await key(gctx) : key, isSecret, algorithms)
  return async (token: string, gctx: GlobalContext): Promise<JWTPayload | 'invalid' | 'expired'> => {
    loading ??= load(gctx)
    const findKey = await loading.catch((error: unknown) => {
      loading = undefined
      throw error
    })
    try {
      return (await jwtVerify(token, findKey, rules)).payload
    } catch (error) {
      // That the keys are not to be had is not the client's fault.
      if (error instanceof KeysUnavailable) throw error
      return error instanceof errors.JWTExpired ? 'expired' : 'invalid'
    }
  }
}

/** True: they take a secret. */
function checkAlgorithms(algorithms: readonly JwtAlgorithm[]): boolean {
  const secret = algorithms.filter((name) => name in SECRET_BYTES)
  const isKnown = (name: string) => /^(?:[HRP]S(?:256|384|512)|ES(?:256|384|512)|EdDSA|Ed25519)$/.test(name)
  if (algorithms.length === 0 || !algorithms.every(isKnown)) throw new TypeError('jwtAuth: name the algorithms that are taken')
  if (secret.length > 0 && secret.length < algorithms.length)
    throw new TypeError('jwtAuth: HS* and other algorithms cannot go together, for a public key would be taken for a secret')
  return secret.length > 0
}

class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys of tokens are not to be had', { cause })
    this.name = 'KeysUnavailable'
  }
}

function keyFinder(key: JwtKey, isSecret: boolean, algorithms: readonly JwtAlgorithm[]): JWTVerifyGetKey {
  if (isSecret !== (typeof key === 'string' && !key.includes('-----BEGIN')))
    throw new TypeError(
      isSecret ? 'jwtAuth: HS* takes a secret text' : 'jwtAuth: the key is a PEM, a JWK, a set of them, or the URL of one',
    )
  if (isSecret) {
    const bytes = new TextEncoder().encode(key as string)
    const least = Math.max(...algorithms.map((name) => SECRET_BYTES[name as Symmetric]))
    if (bytes.byteLength < least) throw new TypeError(`jwtAuth: the secret has fewer than ${least} bytes (RFC 7518 section 3.2)`)
    return () => bytes
  }
  if (key instanceof URL) return remoteKeys(key)
  if (typeof key === 'string') {
    const publicKey = createPublicKey(key)
    return () => publicKey
  }
  return 'keys' in key ? createLocalJWKSet(key as JSONWebKeySet) : () => key as JWK
}

/** Kept for ten minutes; a key that is not among them is looked for at most twice a minute, whoever makes its name up. */
function remoteKeys(url: URL): JWTVerifyGetKey {
  const find = createRemoteJWKSet(url, { timeoutDuration: 5000, cooldownDuration: 30_000, cacheMaxAge: 600_000 })
  return async (header, token) => {
    try {
      return await find(header, token)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      throw new KeysUnavailable(error)
    }
  }
}

function identityOf(claims: JWTPayload): Identity | undefined {
  const { sub } = claims
  if (typeof sub !== 'string' || sub === '') return undefined
  return { userId: sub, scopes: scopesOf(claims), claims }
}

/** RFC 8693's `scope`, or the `scp` of some providers. */
function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  const given: unknown = scope ?? scp
  if (typeof given === 'string') return given.split(' ').filter((name) => name !== '')
  return Array.isArray(given) ? given.filter((name): name is string => typeof name === 'string') : []
}
