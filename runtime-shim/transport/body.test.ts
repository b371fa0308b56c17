import { expect, test } from 'vitest'
import { Body } from './body.ts'

const bytesOf = (text: string): Buffer => Buffer.from(text)
/** As uWebSockets.js's are kept: no `Buffer`, and not at the start of its memory. */
const viewOf = (text: string): Uint8Array => new Uint8Array(new Uint8Array(bytesOf(`<<${text}`)).buffer, 2)

const textOf = (parts: readonly Uint8Array[], last: string): string | undefined => {
  let given: string | undefined
  const body = new Body(100, (text) => (given = text), null)
  for (const part of parts) body.keep(part)
  body.received = parts.reduce((sum, part) => sum + part.byteLength, last.length)
  body.deliver(bytesOf(last))
  return given
}

test('a body is the same however many parts it comes in', () => {
  expect(textOf([], 'abc')).toBe('abc')
  expect(textOf([bytesOf('abc')], '')).toBe('abc')
  expect(textOf([viewOf('abc')], '')).toBe('abc')
  expect(textOf([viewOf('a'), bytesOf('b')], '')).toBe('ab')
  expect(textOf([viewOf('a')], 'bc')).toBe('abc')
})

test('bytes are handed on in memory of their own', () => {
  const part = bytesOf('abc')
  let given: Uint8Array | undefined
  const body = new Body(100, null, (bytes) => (given = bytes))
  body.keep(part)
  body.received = 3
  body.deliver(bytesOf(''))
  part[0] = 0
  expect(given).toEqual(new Uint8Array([97, 98, 99]))
  expect(given!.buffer.byteLength).toBe(3)
})
