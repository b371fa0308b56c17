import { base64, base64url, hex, isAll } from './characters.ts'

/** RFC 4648 section 4: padded, and the bits that are not used are 0. */
export function isBase64(text: string): boolean {
  const length = text.length
  if (length % 4 !== 0) return false
  if (!text.endsWith('=')) return isAll(base64, text, 0, length)
  const isDouble = text.endsWith('==')
  const end = isDouble ? length - 2 : length - 1
  return isAll(base64, text, 0, end) && (isDouble ? 'AQgw' : 'AEIMQUYcgkosw048').includes(text.charAt(end - 1))
}

/** Pairs of hexadecimal digits. */
export const isHex = (text: string): boolean => text.length % 2 === 0 && isAll(hex, text, 0, text.length)

/** RFC 7519 compact form: three base64url parts, of which the signature may be empty. */
export function isJwt(text: string): boolean {
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first < 1 || second < first + 2) return false
  return isUrlSafe(text, 0, first) && isUrlSafe(text, first + 1, second) && isUrlSafe(text, second + 1, text.length)
}

/** Unpadded; a length of 4n + 1 encodes nothing. */
const isUrlSafe = (text: string, start: number, end: number): boolean =>
  (end - start) % 4 !== 1 && isAll(base64url, text, start, end)

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
