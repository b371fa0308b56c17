import { describe, expect, it } from 'vitest'
import {
  isBase64,
  isCuid,
  isDate,
  isDateTime,
  isDuration,
  isEmail,
  isHex,
  isHostname,
  isIpv4,
  isIpv6,
  isJson,
  isJwt,
  isPhone,
  isSlug,
  isTime,
  isUlid,
  isUrl,
  isUuid,
  toDate,
} from './index.ts'

const uuid = '0190a7b2-3c4D-7e8f-9a0b-1c2d3e4f5a6b'
const long = (length: number) => 'a'.repeat(length)

/** Texts at the borders of each format; interpreter tests compare many more with patterns. */
const cases = {
  email: {
    check: isEmail,
    valid: [
      'a@b',
      'first.last+tag@example.co.uk',
      `${long(64)}@example.com`,
      'a@[127.0.0.1]',
      'a@[IPv6:::1]',
      "!#$%&'*+-/=?^_`{|}~@x.y",
    ],
    invalid: [
      '',
      'a',
      '@b',
      'a@',
      '.a@b',
      'a.@b',
      'a..b@c',
      'a@b@c',
      'a b@c',
      'é@b',
      'a@-b',
      'a@b.',
      `${long(65)}@b`,
      'a@[1.2.3]',
      'a@b\n',
      'a@b_c',
    ],
  },
  uuid: {
    check: isUuid,
    valid: [uuid, '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    invalid: [
      '',
      uuid.slice(1),
      `${uuid}0`,
      uuid.replaceAll('-', ''),
      uuid.replace('a', 'g'),
      uuid.replace('-', '0'),
      `{${uuid.slice(2)}}`,
    ],
  },
  cuid: {
    check: isCuid,
    valid: [`c${long(24)}`, `c${long(30)}`],
    invalid: [`c${long(23)}`, `d${long(24)}`, `c${long(23)}A`, ''],
  },
  ulid: {
    check: isUlid,
    valid: ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01arz3ndektsv4rrffq69g5fav', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
    invalid: ['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', '01ARZ3NDEKTSV4RRFFQ69G5FAU', '01ARZ3NDEKTSV4RRFFQ69G5FA', ''],
  },
  url: {
    check: isUrl,
    valid: ['https://a.b/c?d#e', 'mailto:a@b', 'http://[::1]:80/'],
    invalid: ['', '/a', 'a.b', 'http://', 'http://a b'],
  },
  hostname: {
    check: isHostname,
    valid: ['a', 'localhost', 'a-b.c', '1.2', `${long(63)}.b`, 'A.B'],
    invalid: ['', '.', 'a.', '.a', 'a..b', '-a', 'a-', 'a_b', `${long(64)}.b`, `${`${long(49)}.`.repeat(5)}${long(4)}`, 'é'],
  },
  ipv4: {
    check: isIpv4,
    valid: ['0.0.0.0', '255.255.255.255', '1.20.100.9'],
    invalid: ['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.1.1.1', '1.1.1.1 ', '1..1.1', '1.1.1.a'],
  },
  ipv6: {
    check: isIpv6,
    valid: [
      '::',
      '::1',
      '1::',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7::',
      '::ffff:1.2.3.4',
      '1:2:3:4:5:6:1.2.3.4',
      'fe80::a:B',
      '::1:2:3:4:5:6:7',
    ],
    invalid: [
      '',
      ':',
      ':::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '12345::',
      ':1',
      '1:',
      '::1:2:3:4:5:6:7:8',
      '1.2.3.4',
      '::1%eth0',
      '1:2:3:4:5:6:7:1.2.3.4',
      '::1.2.3',
    ],
  },
  date: {
    check: isDate,
    valid: ['2024-02-29', '2000-02-29', '0000-01-01', '2026-12-31'],
    invalid: [
      '',
      '2023-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-01',
      '2026-01-00',
      '2026-1-01',
      '2026/01/01',
      '+002026-01-01',
    ],
  },
  time: {
    check: isTime,
    valid: ['00:00:00Z', '23:59:59.999z', '12:00:00+02:00', '23:59:60Z', '01:59:60+02:00', '15:59:60-08:00'],
    invalid: [
      '',
      '24:00:00Z',
      '12:60:00Z',
      '12:00:61Z',
      '12:00:00',
      '12:00Z',
      '12:00:00.Z',
      '12:00:00+24:00',
      '12:00:60Z',
      '12:00:00+0200',
      '12:00:00Z ',
    ],
  },
  'date-time': {
    check: isDateTime,
    valid: ['2026-11-23T19:56:00Z', '2026-11-23t19:56:00.5z', '2026-12-31T23:59:60Z', '2026-11-23T19:56:00-23:59'],
    invalid: [
      '',
      '2026-11-23',
      '2026-11-23 19:56:00Z',
      '2026-11-23T19:56:00',
      '2026-02-30T19:56:00Z',
      '2026-11-23T19:56Z',
      'x2026-11-23T19:56:00Z',
    ],
  },
  duration: {
    check: isDuration,
    valid: ['P1DT12H', 'P2W', 'P1Y2M3DT4H5M6S', 'PT0S', 'PT1.5S', 'P1,5D', 'PT36H'],
    invalid: ['', 'P', 'PT', 'P1', '1D', 'P1S', 'PT1D', 'P1DT', 'P1M1Y', 'P1.5DT1H', 'P1W1D', 'p1d', 'P-1D'],
  },
  base64: {
    check: isBase64,
    valid: ['', 'AAAA', 'QQ==', 'QUI=', '+/+/'],
    invalid: ['A', 'QQ', 'QQ=', 'QR==', 'QUJ=', 'A===', '-_-_', 'QQ==QQ==', 'AA A'],
  },
  hex: { check: isHex, valid: ['', '00', 'dEadBEEF'], invalid: ['0', '0g', '0x00'] },
  slug: { check: isSlug, valid: ['a', 'hello-world-2', '1'], invalid: ['', '-', 'a-', '-a', 'a--b', 'A', 'a_b', 'é'] },
  jwt: {
    check: isJwt,
    valid: ['eyJh.e30.c2ln', 'eyJh.e30.'],
    invalid: ['', 'a', 'eyJh.e30', '.e30.x', 'eyJh..c2ln', 'eyJh.e30.c2ln.x', 'eyJhA.e30.c2ln', 'eyJh.e30.c+/='],
  },
  phone: {
    check: isPhone,
    valid: ['+49', '+123456789012345'],
    invalid: ['', '+', '+1', '+0123456', '+1234567890123456', '49123', '+49 1'],
  },
  json: { check: isJson, valid: ['null', '{"a":[1]}', ' 1 '], invalid: ['', '{a:1}', 'undefined', '[1,]'] },
}

describe.each(Object.entries(cases))('%s', (_, { check, valid, invalid }) => {
  it.each(valid)('accepts %j', (text) => expect(check(text)).toBe(true))
  it.each(invalid)('refuses %j', (text) => expect(check(text)).toBe(false))
})

it('reads every accepted date-time as an instant', () => {
  for (const text of cases['date-time'].valid) expect(toDate(text).getTime()).not.toBeNaN()
  expect(toDate('2026-11-23t19:56:00.5+02:00').toISOString()).toBe('2026-11-23T17:56:00.500Z')
  expect(toDate('2026-12-31T23:59:60.25Z').toISOString()).toBe('2027-01-01T00:00:00.000Z')
})

it('takes time that grows with the text only', () => {
  const hostile = [
    'a.'.repeat(50_000),
    `${'1'.repeat(100_000)}`,
    `P${'1'.repeat(100_000)}`,
    `P${'1.'.repeat(50_000)}`,
    '-'.repeat(100_000),
    `${'='.repeat(100_000)}`,
  ]
  const start = performance.now()
  for (const text of hostile) for (const { check } of Object.values(cases)) check(text)
  expect(performance.now() - start).toBeLessThan(2000)
})
