import { expect, test } from 'vitest'
import { missingFields } from './header-list.ts'

test('an answer has the common fields that it does not give by itself, and every `vary`', () => {
  const common = ['a', '1', 'vary', 'origin', 'b', '2']
  expect(missingFields(common, null)).toEqual(common)
  expect(missingFields(common, [])).toEqual(common)
  expect(missingFields(common, ['b', '3', 'vary', 'accept'])).toEqual(['a', '1', 'vary', 'origin'])
  expect(missingFields(common, ['c', 'a'])).toEqual(common)
})
