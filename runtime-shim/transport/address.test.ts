import { expect, it } from 'vitest'
import { addressText, unmapped } from './address.ts'

const bytes = (...groups: number[]): Uint8Array => Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]))

it.each([
  [Uint8Array.of(192, 0, 2, 7), '192.0.2.7'],
  [bytes(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1), '127.0.0.1'],
  [bytes(0, 0, 0, 0, 0, 0, 0, 1), '::1'],
  [bytes(0, 0, 0, 0, 0, 0, 0, 0), '::'],
  [bytes(0x2001, 0xdb8, 0, 0, 1, 0, 0, 1), '2001:db8::1:0:0:1'],
  [bytes(0x2001, 0xdb8, 0, 1, 1, 1, 1, 1), '2001:db8:0:1:1:1:1:1'],
  [bytes(0xfe80, 0, 0, 0, 0, 0, 0, 0), 'fe80::'],
  [new Uint8Array(0), ''],
])('writes an address as RFC 5952 does: %s', (address, text) => {
  expect(addressText(address)).toBe(text)
})

it('takes the IPv4 address out of a mapped one', () => {
  expect(['::ffff:10.0.0.1', '10.0.0.1', '::1', '::ffff:1'].map(unmapped)).toEqual(['10.0.0.1', '10.0.0.1', '::1', '::ffff:1'])
})
