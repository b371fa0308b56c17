/** 16 bytes of `::ffff:127.0.0.1` -> `127.0.0.1`: a client's address as text, in RFC 5952's form, IPv4 as IPv4. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return ''
  if (isMapped(bytes)) return bytes.subarray(12).join('.')
  const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g)!
  // The URL standard writes addresses in that form, too.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** `::ffff:127.0.0.1` -> `127.0.0.1`: Node's text for an IPv4 client of a socket that takes both. */
export const unmapped = (address: string): string =>
  address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address

const isMapped = (bytes: Uint8Array): boolean =>
  bytes[10] === 255 && bytes[11] === 255 && bytes.subarray(0, 10).every((byte) => byte === 0)
