import { expect, test } from 'vitest'
import { trustedProxies } from './proxies.ts'
import { fakeExchange } from './testing/fake-exchange.ts'

const origin = (
  trusted: number | readonly string[],
  family: 'x-forwarded' | 'forwarded',
  headers: Readonly<Record<string, string>>,
) => trustedProxies(trusted, family)(fakeExchange('GET', '/', { host: 'here.example', ...headers }))

test.each([
  [0, '192.0.2.1'],
  [1, '10.0.0.9'],
  [2, '192.0.2.7'],
  [3, '6.6.6.6'],
  [9, '6.6.6.6'],
])('%i proxies: the client is %s', (hops, ip) => {
  expect(origin(hops, 'x-forwarded', { 'x-forwarded-for': '6.6.6.6, 192.0.2.7, 10.0.0.9' }).ip).toBe(ip)
})

test('groups and networks of both kinds', () => {
  const ip = (trusted: string, list: string) => origin(['192.0.2.1', trusted], 'x-forwarded', { 'x-forwarded-for': list }).ip
  expect(ip('private', '198.51.100.1, 172.31.0.1')).toBe('198.51.100.1')
  expect(ip('private', '198.51.100.1, 172.32.0.1')).toBe('172.32.0.1')
  expect(ip('linklocal', '198.51.100.1, fe80::1')).toBe('198.51.100.1')
  expect(ip('loopback', '198.51.100.1, ::1')).toBe('198.51.100.1')
  expect(ip('2001:db8::/32', '198.51.100.1, 2001:db9::1')).toBe('2001:db9::1')
  expect(ip('loopback', '198.51.100.1, ::ffff:127.0.0.1')).toBe('198.51.100.1')
})

test.each([
  ['for=192.0.2.60;proto=https;host=a.example', { ip: '192.0.2.60', protocol: 'https', host: 'a.example' }],
  ['For="[2001:db8:cafe::17]:4711" ; PROTO=HTTPS', { ip: '2001:db8:cafe::17', protocol: 'https', host: 'here.example' }],
  ['for=6.6.6.6, for="192.0.2.61:80";host="b.example:81"', { ip: '192.0.2.61', protocol: 'http', host: 'b.example:81' }],
  ['for="6.6.6.6,for=1.1.1.1"', { ip: '192.0.2.1', protocol: 'http', host: 'here.example' }],
  ['for=_hidden;host="x\\"y"', { ip: '192.0.2.1', protocol: 'http', host: 'here.example' }],
  ['for=unknown', { ip: '192.0.2.1', protocol: 'http', host: 'here.example' }],
  [';;=;,', { ip: '192.0.2.1', protocol: 'http', host: 'here.example' }],
  ['"', { ip: '192.0.2.1', protocol: 'http', host: 'here.example' }],
])('Forwarded: %s', (forwarded, wanted) => {
  expect(origin(1, 'forwarded', { forwarded, 'x-forwarded-for': '7.7.7.7' })).toEqual(wanted)
})
