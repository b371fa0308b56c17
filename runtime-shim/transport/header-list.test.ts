import { expect, test } from 'vitest'
import { checkHeaders } from './header-list.ts'

test('a name that was good vouches for no other of its length', () => {
  expect(checkHeaders(['x-id', '1', 'x-id', 'é'], null)).toBe(true)
  for (const bad of ['x id', 'date', 'x-i\n'])
    for (let time = 0; time < 2; time++) {
      expect(checkHeaders(['x-id', '1'], null)).toBe(false)
      expect(() => checkHeaders([bad, '1'], null)).toThrow(TypeError)
    }
  expect(() => checkHeaders(['', '1'], null)).toThrow('"" is not a header name')
})

test('a value is bytes without controls, and what is not says where', () => {
  expect(checkHeaders(['x-id', 'a\tb ~'], null)).toBe(false)
  expect(checkHeaders(null, 'text/plain; name="\x80\xff"')).toBe(true)
  for (const bad of ['\r', '\n', '\0', '\x7f', '\u0100', '\ud83d\ude00'])
    expect(() => checkHeaders(['x-id', `é${bad}`], null)).toThrow(`${JSON.stringify(bad[0])} at 1`)
})
