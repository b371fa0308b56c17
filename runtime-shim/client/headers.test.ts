import { expect, test } from 'vitest'
import { headers, numbers, texts } from './headers.ts'

test('headers are read as they were declared, and left out where they are not there', () => {
  const read = headers({ location: String, 'X-Total': Number, 'x-tags': texts, 'x-sizes': numbers, 'x-none': String })
  const given = new Headers({ location: '/a', 'x-total': '12' })
  for (const tag of ['a', 'b']) given.append('x-tags', tag)
  given.set('x-sizes', '1,2')
  expect(read(given)).toEqual({ location: '/a', 'X-Total': 12, 'x-tags': ['a', 'b'], 'x-sizes': [1, 2] })
})
