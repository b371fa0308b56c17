import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadKept } from './code-cache.ts'
import { gatic, repository } from './testing/gatic-process.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatic-code-cache-'))
  mkdirSync(join(folder, 'node_modules/large'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

const source = (answer: number) => `exports.answer = () => ${answer}; exports.here = [__filename, require('node:path').sep]\n`

function written(answer: number): string {
  const file = join(folder, 'node_modules/large/index.js')
  writeFileSync(file, source(answer))
  return file
}

const answerOf = (file: string) => (loadKept(file).exports as { readonly answer: () => number }).answer()
const cache = () => join(folder, 'node_modules/.cache/gatic')
const onlyFile = () => join(cache(), readdirSync(cache())[0]!)

describe('compiled code that is kept', () => {
  test('is used the next time, and for the same file', () => {
    const file = written(1)
    const first = loadKept(file)
    expect(first.wasKept).toBe(false)
    expect(first.keep()).toBe(true)
    expect(loadKept(file).wasKept).toBe(true)
    expect(answerOf(file)).toBe(1)
    expect(createRequire(file)(file)).toMatchObject({ here: [file, join('/')] })
  })

  test('is not used for another text of the same length', () => {
    loadKept(written(1)).keep()
    const file = written(2)
    expect(loadKept(file).wasKept).toBe(false)
    expect(answerOf(file)).toBe(2)
  })

  test('is not used where a byte of it is another one', () => {
    const file = written(1)
    loadKept(file).keep()
    const content = readFileSync(onlyFile())
    content[content.length - 9]! ^= 1
    writeFileSync(onlyFile(), content)
    expect(loadKept(file).wasKept).toBe(false)
    expect(answerOf(file)).toBe(1)
  })

  test('is not used where it was cut short', () => {
    const file = written(1)
    loadKept(file).keep()
    for (const length of [0, 20, 40]) {
      writeFileSync(onlyFile(), readFileSync(onlyFile()).subarray(0, length))
      expect(loadKept(file).wasKept).toBe(false)
    }
  })

  test('cannot be kept where no folder can be made, which is no error', () => {
    const file = written(1)
    writeFileSync(join(folder, 'node_modules/.cache'), 'a file')
    expect(loadKept(file).keep()).toBe(false)
    expect(answerOf(file)).toBe(1)
  })
})

test('gatic keeps the compiled code of TypeScript where Node.js does not', async (context) => {
  if ('enableCompileCache' in Module) context.skip(`Node.js ${process.version} keeps compiled code itself`)
  const kept = join(repository, 'node_modules/.cache/gatic', `typescript.js-${process.version}-${process.arch}.bin`)
  const { code, stdout } = await gatic(['build', join(repository, 'fixtures/apps/hello-world'), '--print', 'routes'])
  expect({ code, hasRoutes: stdout.includes('GET') }).toEqual({ code: 0, hasRoutes: true })
  expect(readFileSync(kept).length).toBeGreaterThan(1_000_000)
})
