import { expect, test } from 'vitest'
import { checkHeaders, missingFields } from './header-list.ts'

test('an answer has the common fields that it does not give by itself, and every `vary`', () => {
  const common = ['a', '1', 'vary', 'origin', 'b', '2']
  expect(missingFields(common, null)).toEqual(common)
  expect(missingFields(common, [])).toEqual(common)
  expect(missingFields(common, ['b', '3', 'vary', 'accept'])).toEqual(['a', '1', 'vary', 'origin'])
  expect(missingFields(common, ['c', 'a'])).toEqual(common)
})

test('a name that was good vouches for no other of its length', () => {
  expect(checkHeaders(['x-id', '1', 'x-id', 'é'], null)).toBe(true)
  for (const bad of ['x id', 'date', 'x-i\n'])
    for (let time = 0; time < 2; time++) {
      expect(checkHeaders(['x-id', '1'], null)).toBe(false)
      expect(() => checkHeaders([bad, '1'], null)).toThrow(TypeError)
    }
  expect(() => checkHeaders(['', '1'], null)).toThrow('no name')
})
