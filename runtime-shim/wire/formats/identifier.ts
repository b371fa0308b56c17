import { classes, crockford, digit, hex, isAll, lower } from './characters.ts'

const hyphen = 45

/** RFC 9562 shape, any version, either case. */
export const isUuid = (text: string): boolean =>
  text.length === 36 &&
  text.charCodeAt(8) === hyphen &&
  text.charCodeAt(13) === hyphen &&
  text.charCodeAt(18) === hyphen &&
  text.charCodeAt(23) === hyphen &&
  (four(text, 0) &
    four(text, 4) &
    four(text, 9) &
    four(text, 14) &
    four(text, 19) &
    four(text, 24) &
    four(text, 28) &
    four(text, 32) &
    hex) !==
    0

/** What four characters have in common. Without a loop: that is three times as fast. */
const four = (text: string, i: number): number =>
  classes[text.charCodeAt(i)]! &
  classes[text.charCodeAt(i + 1)]! &
  classes[text.charCodeAt(i + 2)]! &
  classes[text.charCodeAt(i + 3)]!

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
