import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { assertReplaceable, replaceFile, replaceFolder } from './output-folder.ts'
import { Refusal } from './refusal.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatic-output-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
})

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const replace = (files: Record<string, string>, folder = join(root, 'dist')) =>
  replaceFolder(
    folder,
    Object.entries(files).map(([path, contents]) => ({ path, contents })),
    'dist',
  )

describe('an output folder', () => {
  test('is made with its parents, and replaced as a whole', async () => {
    await replace({ 'server.mjs': 'one', 'node_modules/a/index.js': 'a' }, join(root, 'deep/er/dist'))
    expect(read('deep/er/dist/server.mjs')).toBe('one')
    await replace({ 'server.mjs': 'two' }, join(root, 'deep/er/dist'))
    expect(readdirSync(join(root, 'deep/er/dist'))).toEqual(['server.mjs'])
    expect(readdirSync(join(root, 'deep/er'))).toEqual(['dist'])
  })

  test('stays as it was when something cannot be written, and nothing is left over', async () => {
    await replace({ 'server.mjs': 'one' })
    const refused = replace({ 'server.mjs': 'two', 'server.mjs/x': 'a file is no folder' })
    await expect(refused).rejects.toMatchObject({ diagnostic: { code: 'GT6004' } })
    expect(read('dist/server.mjs')).toBe('one')
    expect(readdirSync(root)).toEqual(['dist'])
  })

  test('behind a link is replaced where it is', async () => {
    mkdirSync(join(root, 'volume'))
    symlinkSync(join(root, 'volume'), join(root, 'dist'), 'junction')
    await replace({ 'server.mjs': 'one' })
    expect(read('volume/server.mjs')).toBe('one')
    expect(readdirSync(root).sort()).toEqual(['dist', 'volume'])
  })
})

describe('a folder is replaceable', () => {
  const code = (out: string) => {
    try {
      assertReplaceable(join(root, 'app'), join(root, out), out)
    } catch (error) {
      if (error instanceof Refusal) return error.diagnostic.code
      throw error
    }
    return undefined
  }

  test('when it is new, empty, or an earlier build', () => {
    mkdirSync(join(root, 'app/empty'), { recursive: true })
    mkdirSync(join(root, 'app/dist'))
    for (const file of ['server.mjs', 'server.mjs.map']) writeFileSync(join(root, 'app/dist', file), '')
    expect(['app/new', 'new/in/new', 'app/empty', 'app/dist'].map(code)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('never when it holds the app, or files of another kind', () => {
    mkdirSync(join(root, 'app/src'), { recursive: true })
    for (const file of ['server.mjs', 'server.mjs.map']) writeFileSync(join(root, 'app', file), '')
    writeFileSync(join(root, 'app/src/index.ts'), '')
    expect(['app', '.', 'app/src'].map(code)).toEqual(['GT6005', 'GT6005', 'GT6005'])
    expect(code('app/src/index.ts')).toBe('GT6004')
  })
})

test('a file of equal text is not written again', async () => {
  const file = join(root, '.gati/generated/context.ts')
  expect(await replaceFile(file, 'one', undefined)).toBe(true)
  expect(await replaceFile(file, 'one', 'one')).toBe(false)
  expect(existsSync(file)).toBe(true)
})
