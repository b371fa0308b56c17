/** 16 bytes of `::ffff:127.0.0.1` -> `127.0.0.1`: a client's address as text, in RFC 5952's form, IPv4 as IPv4. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return ''
  if (isMapped(bytes)) return bytes.subarray(12).join('.')
  const groups: number[] = []
  for (let i = 0; i < 16; i += 2) groups.push((bytes[i]! << 8) | bytes[i + 1]!)
  const [start, length] = longestZeros(groups)
  if (length < 2) return hex(groups)
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

/** `::ffff:127.0.0.1` -> `127.0.0.1`: Node's text for an IPv4 client of a socket that takes both. */
export const unmapped = (address: string): string =>
  address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address

const hex = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':')

const isMapped = (bytes: Uint8Array): boolean =>
  bytes[10] === 255 && bytes[11] === 255 && bytes.subarray(0, 10).every((byte) => byte === 0)

function longestZeros(groups: readonly number[]): readonly [start: number, length: number] {
  let start = 0
  let length = 0
  for (let i = 0; i < groups.length; i++) {
    let end = i
    while (groups[end] === 0) end++
    if (end - i > length) [start, length] = [i, end - i]
    i = Math.max(i, end - 1)
  }
  return [start, length]
}
