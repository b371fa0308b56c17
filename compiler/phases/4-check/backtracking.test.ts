import { describe, expect, test } from 'vitest'
import { ambiguousPart } from './ambiguity.ts'
import { backtracking, lengthFor } from './backtracking.ts'

const degreeOf = (source: string) => backtracking(source, 100_000)?.degree ?? 1

describe('patterns that take more than linear time, of which none is ambiguous without end', () => {
  test.each<[string, number]>([
    ['^a*a*$', 2],
    ['^a*a*a*$', 3],
    ['a+b', 2],
    ['\\d+-\\d+', 2],
    ['\\s+$', 2],
    ['^\\s+|\\s+$', 2],
    ['^\\s*(.*?)\\s*$', 3],
    ['^(.+)\\s*:\\s*(.+)$', 3],
    // What is in everyone's code for mail addresses.
    ['^\\S+@\\S+$', 2],
    ['^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', 2],
    ['^\\S+@\\S+\\.\\S+$', 3],
    ['^.+@.+\\..+$', 3],
    // Look-arounds are looked at from every place.
    ['(?=.*\\d)(?=.*[a-z]).{8,}', 2],
    ['^(?=.*a.*b.*c)', 3],
    ['(?<=\\s+)x', 2],
    ['^(?:(?!.*--)[a-z-])*$', 2],
    // So is what a back-reference stands for.
    ['^(.*)\\1x$', 2],
    ['^(?<word>\\w+)\\w*\\k<word>$', 3],
    // Classes with characters of their own, and the same under another name.
    ['^[\\u1200-\\u1300]*\\u{1234}*x$', 2],
    ['^\\p{Script=Ethiopic}*[\\u1234]*x$', 2],
    ['^.*[A-Z].*$', 2],
    ['^(?:.*,)?.*x$', 2],
    ['^.*a.*b.*c.*$', 4],
  ])('%s: %i', (source, degree) => {
    expect(ambiguousPart(source)).toBeUndefined()
    expect(degreeOf(source)).toBe(degree)
  })
})

describe('patterns in common use that take linear time', () => {
  test.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$',
    '^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$',
    '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    '^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$',
    '^(?=.*[A-Za-z])(?=.*\\d)[A-Za-z\\d]{8,64}$',
    '^(?!.*\\.\\.)[\\w.]+$',
    '^(?!\\s)(?!.*\\s$).+$',
    '^\\d{1,3}(\\.\\d{1,3}){3}$',
    '^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$',
    '^https?:\\/\\/[^\\s/$.?#].[^\\s]*$',
    '^\\+?[0-9 ()-]{7,20}$',
    '^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$',
    '^\\d+(\\.\\d+)*$',
    // Semantic versions, as semver.org gives it.
    '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$',
    '^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    '^[a-zA-Z_$][\\w$]*$',
    "^[\\p{L}]+(?:[ '-][\\p{L}]+)*$",
    '^(?:[01]\\d|2[0-3]):[0-5]\\d$',
    '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$',
    '^(?:\\d[ -]*?){13,16}$',
    '^"(?:[^"\\\\]|\\\\.)*"$',
    '^\\s*\\S+\\s*$',
    '^\\S.*\\S$',
    '^/(?:[^/]+/)*[^/]*$',
    '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
    '^[\\w-]+\\.[\\w-]+\\.[\\w-]*$',
    '^\\w+(?:\\s+\\w+)*$',
    '^(?<quote>[\'"]).*\\k<quote>$',
    '^.+\\.(?:png|jpe?g|gif)$',
    '\\.(?:png|jpe?g|gif)$',
    // Found where it begins, wherever that is.
    '[0-9]',
    '[A-Z]+',
    '^.*$',
  ])('%s', (source) => {
    expect(ambiguousPart(source)).toBeUndefined()
    expect(degreeOf(source)).toBe(1)
  })
})

test('what a counted repetition takes is counted, and a text that is limited is as long as that', () => {
  expect(backtracking('^.{0,500}x.{0,500}$', 100_000)?.steps).toBe(125_000)
  expect(backtracking('^\\S+@\\S+$', 254)?.steps).toBe(254 ** 2 / 2)
  expect(backtracking('^\\S+@\\S+\\.\\S+$', 300)?.steps).toBe(300 ** 3 / 6)
  expect([2, 3, 4].map((degree) => lengthFor(10_000_000, degree))).toEqual([4000, 300, 100])
})
