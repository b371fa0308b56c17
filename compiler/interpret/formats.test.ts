import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as wire from '../../runtime-shim/wire/index.ts'
import type { Format } from '../ir/index.ts'
import { formats } from './formats.ts'

const checks: Record<Format, (text: string) => boolean> = {
  email: wire.isEmail,
  uuid: wire.isUuid,
  cuid: wire.isCuid,
  ulid: wire.isUlid,
  url: wire.isUrl,
  hostname: wire.isHostname,
  ipv4: wire.isIpv4,
  ipv6: wire.isIpv6,
  date: wire.isDate,
  time: wire.isTime,
  'date-time': wire.isDateTime,
  duration: wire.isDuration,
  base64: wire.isBase64,
  hex: wire.isHex,
  slug: wire.isSlug,
  jwt: wire.isJwt,
  phone: wire.isPhone,
  json: wire.isJson,
}

const seeds: Record<Format, string[]> = {
  email: ['a.b@c-d.e', 'x@[127.0.0.1]', 'x@[IPv6:::1]'],
  uuid: ['0190a7b2-3c4d-7e8f-9a0b-1c2d3e4f5a6b'],
  cuid: [`c${'a1'.repeat(12)}`],
  ulid: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  url: ['https://a.b/c?d#e'],
  hostname: ['a-b.c1.d', `${'a'.repeat(63)}.b`],
  ipv4: ['127.0.0.1', '255.249.199.10'],
  ipv6: ['1:2:3:4:5:6:7:8', 'fe80::1:2', '::ffff:1.2.3.4', '1::'],
  date: ['2024-02-29', '1999-12-31'],
  time: ['23:59:60Z', '01:59:60.5+02:00', '12:30:00-08:00'],
  'date-time': ['2024-02-29T23:59:60Z', '2026-11-23t19:56:00.25+02:00'],
  duration: ['P1Y2M3DT4H5M6.5S', 'P2W', 'PT1,5H'],
  base64: ['QUJD', 'QUI=', 'QQ=='],
  hex: ['deadBEEF'],
  slug: ['a-b-c1'],
  jwt: ['eyJh.e30.c2ln'],
  phone: ['+491234567'],
  json: ['{"a":[1,true,null]}'],
}

/** A text of the format with some characters replaced, removed, doubled or put in. */
const nearly = (format: Format): fc.Arbitrary<string> => {
  const character = fc.oneof(
    fc.constantFrom(...'0159aAfgzZ-_.:@+/=TPS%[], \n\u0660\u017f'),
    fc.string({ minLength: 1, maxLength: 1 }),
  )
  const edit = fc.tuple(fc.nat(40), fc.nat(3), character)
  return fc.tuple(fc.constantFrom(...seeds[format]), fc.array(edit, { maxLength: 3 })).map(([seed, edits]) =>
    edits.reduce((text, [place, kind, put]) => {
      const at = place % (text.length + 1)
      return (
        text.slice(0, at) +
        (kind === 0 ? '' : kind === 1 ? text.charAt(at).repeat(2) : put) +
        text.slice(kind === 3 ? at : at + 1)
      )
    }, seed),
  )
}

/** What Node.js knows by itself, where it knows the same. */
const NODE: Partial<Record<Format, (text: string) => boolean>> = {
  ipv4: isIPv4,
  // A zone is no part of an address.
  ipv6: (text) => isIPv6(text) && !text.includes('%'),
  base64: (text) => Buffer.from(text, 'base64').toString('base64') === text,
  hex: (text) => text.length % 2 === 0 && Buffer.from(text, 'hex').toString('hex') === text.toLowerCase(),
  date: (text) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  },
}

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000)

describe.each(Object.keys(checks) as Format[])('%s', (format) => {
  it('is what its pattern says', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: nearly(format) }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
        (text) => {
          expect({ text, is: checks[format](text) }).toEqual({ text, is: formats[format](text) })
          const node = NODE[format]
          if (node !== undefined) expect({ text, is: checks[format](text) }).toEqual({ text, is: node(text) })
        },
      ),
      { numRuns },
    )
    for (const seed of seeds[format]) expect(checks[format](seed)).toBe(true)
  })
})
