import { atom, classes } from './characters.ts'
import { isDomain, isIpv4, isIpv6 } from './network.ts'

const dot = 46

/** RFC 5321 mailbox in ASCII with a dot-atom local part: 64 characters before the `@`, 254 in all. */
export function isEmail(text: string): boolean {
  const at = text.indexOf('@')
  if (at < 1 || at > 64 || text.length > 254) return false
  let afterDot = true
  for (let i = 0; i < at; i++) {
    const code = text.charCodeAt(i)
    if (code === dot) {
      if (afterDot) return false
      afterDot = true
    } else {
      if ((classes[code]! & atom) === 0) return false
      afterDot = false
    }
  }
  return !afterDot && (text.charCodeAt(at + 1) === 91 ? isAddressLiteral(text.slice(at + 1)) : isDomain(text, at + 1))
}

/** `[127.0.0.1]`, `[IPv6:::1]`. */
function isAddressLiteral(text: string): boolean {
  if (!text.endsWith(']')) return false
  const address = text.slice(1, -1)
  return /^ipv6:/i.test(address) ? isIpv6(address.slice(5)) : isIpv4(address)
}
