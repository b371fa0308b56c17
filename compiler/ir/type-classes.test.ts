import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sample } from '../../emitters/validator/testing/random-types.ts'
import { hashType, typeClasses } from './index.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

test('types of two apps are of one class where their hashes are equal, and only there', { timeout: 60_000 }, () => {
  let equal = 0
  fc.assert(
    fc.property(sample, sample, fc.boolean(), (one, another, isCopy) => {
      const other = isCopy ? structuredClone(one) : another
      const classOf = typeClasses([one.types, other.types])
      const types = [
        ...[one.type, ...Object.values(one.types).map(({ type }) => type)].map((type) => ({ type, app: 0, types: one.types })),
        ...[other.type, ...Object.values(other.types).map(({ type }) => type)].map((type) => ({
          type,
          app: 1,
          types: other.types,
        })),
      ]
      const found = types.map(({ type, app, types: named }) => ({
        number: classOf(type, app),
        hash: hashType(type, named, digest),
      }))
      for (const a of found)
        for (const b of found) {
          expect(a.number === b.number).toBe(a.hash === b.hash)
          if (a !== b && a.hash === b.hash) equal++
        }
    }),
    { numRuns: 60 },
  )
  expect(equal).toBeGreaterThan(50)
})
