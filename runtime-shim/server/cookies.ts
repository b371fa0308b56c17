/**
 * Cookies that are set, and the signed ones that are read. A signature is HMAC-SHA-256 over name and value, so that the value of
 * one cookie is no value of another:
 *
 *   session = u1  ->  session=u1.Wm0S...; Path=/; HttpOnly; Secure; SameSite=Lax
 */
import type { CookieOptions } from '../authoring/index.ts'
import { log } from './logger.ts'
import { nodeCrypto } from './node-crypto.ts'

/** The first signs, all verify: so a secret is replaced without logging everybody out. */
const VARIABLE = 'COOKIE_SECRET'
const SHORTEST_SECRET = 32
/** What browsers keep of name and value together. */
const LARGEST = 4096
const NAME = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/
/** Any CHAR except controls and `;` (RFC 6265, section 4.1.1). */
const PATH = /^\/[\x20-\x3a\x3c-\x7e]*$/
const DOMAIN = /^\.?(?!-)[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*$/
const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const

export interface Cookies {
  /** The text of a `set-cookie` field. */
  write(name: string, value: string, options: CookieOptions): string
  /** Puts in place of signed values what was signed, and takes away what nobody here has signed. */
  verify(cookies: Record<string, string>): Record<string, string>
}

/** `signed`: names whose cookies are always signed. Without a secret a server that has such names does not start. */
export function createCookies(signed: readonly string[], environment: NodeJS.ProcessEnv = process.env): Cookies {
  const secrets = secretsOf(environment[VARIABLE] ?? '')
  if (signed.length > 0 && secrets.length === 0)
    endStart(`${VARIABLE} is not set: cookies are signed with it. Set it to a random text of ${SHORTEST_SECRET} or more`)
  return {
    write(name, value, options) {
      const isSigned = options.signed ?? signed.includes(name)
      return cookieText(name, isSigned ? sign(name, value, secrets[0]) : value, options)
    },
    verify(cookies) {
      for (const name of signed) {
        const value = cookies[name] === undefined ? undefined : verified(name, cookies[name], secrets)
        if (value === undefined) delete cookies[name]
        else cookies[name] = value
      }
      return cookies
    },
  }
}

function secretsOf(text: string): string[] {
  const secrets = text.split(',').filter((secret) => secret !== '')
  if (secrets.some(({ length }) => length < SHORTEST_SECRET))
    endStart(`${VARIABLE} is too short: each secret has ${SHORTEST_SECRET} characters or more, a comma separates them`)
  return secrets
}

/** In one line, for whoever started it. */
function endStart(why: string): never {
  log.error(why)
  return process.exit(1)
}

const mac = (name: string, value: string, secret: string): string =>
  nodeCrypto().createHmac('sha256', secret).update(`${name}=${value}`).digest('base64url')

function sign(name: string, value: string, secret: string | undefined): string {
  if (secret === undefined) throw new Error(`the cookie ${name} cannot be signed: ${VARIABLE} is not set`)
  return `${value}.${mac(name, value, secret)}`
}

/** Undefined where no secret made the signature. Takes as long wherever it differs. */
function verified(name: string, signed: string, secrets: readonly string[]): string | undefined {
  const dot = signed.lastIndexOf('.')
  const value = signed.slice(0, Math.max(dot, 0))
  // As text: decoded, other texts would be the same signature.
  const given = Buffer.from(signed.slice(dot + 1))
  let isValid = false
  for (const secret of secrets) {
    const wanted = Buffer.from(mac(name, value, secret))
    if (given.length === wanted.length && nodeCrypto().timingSafeEqual(given, wanted)) isValid = true
  }
  return dot >= 0 && isValid ? value : undefined
}

function cookieText(name: string, value: string, options: CookieOptions): string {
  const { path = '/', domain, maxAge, expires, httpOnly = true, secure = true, sameSite = 'lax', partitioned = false } = options
  checkCookie(name, path, options)
  const encoded = encodeURIComponent(value)
  if (name.length + encoded.length > LARGEST)
    throw new RangeError(`the cookie ${name} is larger than browsers keep (${LARGEST} bytes)`)
  return [
    `${name}=${encoded}`,
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
    ...(expires === undefined ? [] : [`Expires=${expires.toUTCString()}`]),
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    `Path=${path}`,
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
    `SameSite=${SAME_SITE[sameSite]}`,
    ...(partitioned ? ['Partitioned'] : []),
  ].join('; ')
}

/** What a browser would drop without a word is told here. */
function checkCookie(
  name: string,
  path: string,
  { domain, maxAge, expires, secure = true, sameSite = 'lax', partitioned }: CookieOptions,
): void {
  const refuse = (why: string): never => {
    throw new TypeError(`the cookie ${JSON.stringify(name)} cannot be set: ${why}`)
  }
  if (!NAME.test(name)) refuse('that is not a name')
  if (!PATH.test(path)) refuse('its path must begin with / and have no semicolon')
  if (domain !== undefined && !DOMAIN.test(domain)) refuse('its domain is none')
  if (maxAge !== undefined && !Number.isInteger(maxAge)) refuse('maxAge is in whole seconds')
  if (expires !== undefined && Number.isNaN(expires.getTime())) refuse('expires is no date')
  if (!Object.hasOwn(SAME_SITE, sameSite)) refuse("sameSite is 'strict', 'lax' or 'none'")
  if (!secure && (sameSite === 'none' || partitioned === true || /^__(?:secure|host)-/i.test(name))) refuse('it must be secure')
  if (/^__host-/i.test(name) && (path !== '/' || domain !== undefined)) refuse('a __Host- cookie has the path / and no domain')
}
