import { atom, classes, dot } from './characters.ts'
import { isDomain, isIpv4, isIpv6 } from './network.ts'

const atSign = 64
const bracket = 91

/**
 * RFC 5321 mailbox in ASCII with a dot-atom local part: 64 characters before the `@`, 254 in all. The loop decides nothing on its way:
 * characters of no class and dots that are not between two atoms leave their traces in a bit each.
 */
export function isEmail(text: string): boolean {
  const length = text.length
  // A bundle's variable could change: a loop would look at it again and again.
  const known = classes
  if (length > 254) return false
  let every = atom
  let twice = 0
  let before = dot
  let at = 0
  for (; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === atSign) break
    const now = known[code]!
    every &= now
    twice |= before & now
    before = now
  }
  if (every === 0 || at > 64 || at === length || ((twice | before) & dot) !== 0) return false
  if (at + 1 < length && text.charCodeAt(at + 1) === bracket) return isAddressLiteral(text.slice(at + 1))
  return isDomain(text, at + 1)
}

/** `[127.0.0.1]`, `[IPv6:::1]`. */
function isAddressLiteral(text: string): boolean {
  if (!text.endsWith(']')) return false
  const address = text.slice(1, -1)
  return /^ipv6:/i.test(address) ? isIpv6(address.slice(5)) : isIpv4(address)
}
