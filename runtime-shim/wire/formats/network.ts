import { classes, digit, dot, edge, hex, name } from './characters.ts'

const fullStop = 46
const colon = 58

/** RFC 1123: labels of up to 63 letters, digits and inner hyphens, 253 characters in all. */
export const isHostname = (text: string): boolean => text.length <= 253 && isDomain(text, 0)

/**
 * Labels joined by dots from `start` to the end of the text, of at most 63 letters, digits and inner hyphens each. The loop decides
 * nothing on its way: a dot beside a dot or hyphen leaves its trace in a bit.
 */
export function isDomain(text: string, start: number): boolean {
  const length = text.length
  const known = classes
  let every = name
  let beside = 0
  let before = dot | edge
  for (let i = start; i < length; i++) {
    const now = known[text.charCodeAt(i)]!
    every &= now
    beside |= (((before & dot) << 1) & now) | (((now & dot) << 1) & before)
    before = now
  }
  return every !== 0 && ((beside | before) & edge) === 0 && (length - start <= 63 || hasShortLabels(text, start))
}

function hasShortLabels(text: string, start: number): boolean {
  for (let from = start; ; ) {
    const end = text.indexOf('.', from)
    if ((end < 0 ? text.length : end) - from > 63) return false
    if (end < 0) return true
    from = end + 1
  }
}

/** Four decimal numbers to 255 without leading zeros. */
export const isIpv4 = (text: string): boolean => text.length >= 7 && text.length <= 15 && isIpv4From(text, 0)

function isIpv4From(text: string, start: number): boolean {
  let parts = 0
  let i = start
  while (parts < 4) {
    const first = i
    let number = 0
    while (i < text.length && i - first < 3 && (classes[text.charCodeAt(i)]! & digit) !== 0)
      number = number * 10 + text.charCodeAt(i++) - 48
    if (i === first || number > 255 || (i - first > 1 && text.charCodeAt(first) === 48)) return false
    if (++parts < 4 && text.charCodeAt(i++) !== fullStop) return false
  }
  return i === text.length
}

/** RFC 4291 section 2.2: eight groups, at most one `::`, the last two groups also as IPv4; no zone. */
export function isIpv6(text: string): boolean {
  if (text.length < 2 || text.length > 45) return false
  let groups = 0
  let compressed = false
  let i = 0
  if (text.startsWith('::')) {
    compressed = true
    i = 2
  }
  while (i < text.length) {
    const first = i
    while (i < text.length && i - first < 5 && (classes[text.charCodeAt(i)]! & hex) !== 0) i++
    if (i === first || i - first > 4) return false
    if (text.charCodeAt(i) === fullStop) return isIpv4From(text, first) && (compressed ? groups + 2 < 8 : groups + 2 === 8)
    groups++
    if (i === text.length) break
    if (text.charCodeAt(i++) !== colon) return false
    if (text.charCodeAt(i) === colon) {
      if (compressed) return false
      compressed = true
      i++
    } else if (i === text.length) return false
  }
  return compressed ? groups < 8 : groups === 8
}

/** Absolute, as the WHATWG parser reads it. */
export const isUrl = (text: string): boolean => URL.canParse(text)
