import { describe, expect, test } from 'vitest'
import { ambiguousPart } from './ambiguity.ts'

describe('patterns that can take exponential time', () => {
  test.each([
    '^(a+)+$',
    '(a*)*',
    '(.*)*',
    '^(a|a)*$',
    '^(\\w|\\d)*$',
    '(x+x+)+y',
    '([a-zA-Z]+)*',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(?:[\\p{L}]+ ?)+$',
    '^(?=(\\s*)*x)y',
    '(a?){30}a{30}',
    '^([a-z]{1,3}){30}$',
  ])('%s', (source) => {
    expect(ambiguousPart(source)).toBeDefined()
  })
})

describe('patterns that cannot', () => {
  test.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^(ab|ac)*$',
    '^\\d{1,3}(\\.\\d{1,3}){3}$',
    '^(\\w{2}){3}$',
    '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    '^(?=.*\\d)(?=.*[a-z]).{8,}$',
    '^\\S+@\\S+$',
    '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$',
    '^(\\s*\\w+\\s*,)*$',
    '^.{1,1000}$',
    '^(?<year>\\d{4})-\\k<year>$',
    '^[\\]\\\\(+]+$',
    '^$',
  ])('%s', (source) => {
    expect(ambiguousPart(source)).toBeUndefined()
  })
})
