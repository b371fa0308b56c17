import { expect, test } from 'vitest'
import { CommonFields } from './common-fields.ts'

test('an answer has the common fields that it does not give by itself, and every `vary`', () => {
  const common = new CommonFields(['a', '1', 'vary', 'origin', 'b', '2'])
  expect(common.beside(null)).toEqual(['a', '1', 'vary', 'origin', 'b', '2'])
  expect(common.beside([])).toEqual(['a', '1', 'vary', 'origin', 'b', '2'])
  expect(common.beside(['b', '3', 'vary', 'accept'])).toEqual(['b', '3', 'vary', 'accept', 'a', '1', 'vary', 'origin'])
  expect(common.beside(['c', 'a'])).toEqual(['c', 'a', 'a', '1', 'vary', 'origin', 'b', '2'])
  expect(common.with(['c', '3']).beside(['a', '2'])).toEqual(['a', '2', 'vary', 'origin', 'b', '2', 'c', '3'])
})
