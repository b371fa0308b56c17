import { alphanumeric, classes, crockford, digit, hex, isAll, lower } from './characters.ts'

const hyphen = 45

/** RFC 9562 shape, any version, either case. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i)
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== hyphen) return false
    } else if ((classes[code]! & hex) === 0) return false
  }
  return true
}

/** `c` and 24 or more base-36 digits. */
export const isCuid = (text: string): boolean =>
  text.length >= 25 && text.startsWith('c') && isAll(digit | lower, text, 1, text.length)

/** 26 Crockford base-32 digits that fit 128 bits. */
export const isUlid = (text: string): boolean => text.length === 26 && text.charCodeAt(0) <= 55 && isAll(crockford, text, 0, 26)

/** Lower-case words joined by single hyphens. */
export function isSlug(text: string): boolean {
  let afterHyphen = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === hyphen) {
      if (afterHyphen) return false
      afterHyphen = true
    } else {
      if ((classes[code]! & (digit | lower)) === 0) return false
      afterHyphen = false
    }
  }
  return !afterHyphen
}

/** E.164: `+`, a digit that is not 0, and up to fourteen more. */
export const isPhone = (text: string): boolean =>
  text.length >= 3 && text.length <= 16 && text.startsWith('+') && text.charCodeAt(1) !== 48 && isAll(digit, text, 1, text.length)

/** One label of a host name between `start` and `end`. */
export const isLabel = (text: string, start: number, end: number): boolean => {
  if (start >= end || end - start > 63 || text.charCodeAt(start) === hyphen || text.charCodeAt(end - 1) === hyphen) return false
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code !== hyphen && (classes[code]! & alphanumeric) === 0) return false
  }
  return true
}
