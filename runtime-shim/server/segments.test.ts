import { describe, expect, it } from 'vitest'
import { segmentTable } from './segments.ts'

const below = () => true

describe('a table of segments', () => {
  const words = ['users', 'teams', 'Aa', 'BB', 'AaAa', 'BBBB', 'AaBB', 'a', 'user', 'users-1', 'café', '\u{1f600}', '%C3%A9']
  const find = segmentTable(words.map((word) => [word, below]))

  it('finds each, also those whose hashes are the same', () => {
    for (const word of words) {
      expect(find(`/${word}/7`, 1)).toMatchObject({ segment: word, length: word.length + 1 })
      expect(find(`/api/${word}/`, 5)?.segment).toBe(word)
    }
  })

  it('finds nothing where a segment is longer, shorter, empty, or the last of the path', () => {
    for (const path of ['/users1/7', '/use/7', '//7', '/users', '/', '/BBAa1/7', '/users-11/7', '/USERS/7', '/constructor/7'])
      expect(find(path, 1)).toBeUndefined()
    expect(find('/users/7', 20)).toBeUndefined()
    expect(find(`/${'a'.repeat(100_000)}/7`, 1)).toBeUndefined()
  })

  it('hands on what the row has', () => {
    const calls = [() => undefined]
    expect(segmentTable([['users', below, calls]])('/users/', 1)).toMatchObject({ below, calls })
  })
})
