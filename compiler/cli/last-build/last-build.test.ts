/** A build that says "nothing changed" must never be wrong: everything that a build reads or writes is changed here, one after the other. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { BuildReport } from '../build-summary.ts'
import { beforeBuild } from './index.ts'

let work: string
let root: string
let out: string

const FILES = {
  'app/package.json': '{}',
  'app/src/api/a.ts': 'export const GET = () => 1',
  'app/src/api/b.ts': 'export const GET = () => 2',
  'app/src/text.sql': 'select 1',
  'node_modules/pg/package.json': '{"version":"1.0.0"}',
  'node_modules/pg/lib/index.d.ts': 'export const pg: 1',
  'node_modules/@types/node/index.d.ts': 'declare const process: unknown',
  'shared/index.ts': 'export const shared = 1',
}
const OUTSIDE = ['node_modules/pg/lib/index.d.ts', 'node_modules/@types/node/index.d.ts', 'shared/index.ts']
const GENERATED = { path: '.gati/generated/context.ts', text: 'export {}' }

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(work, path)), { recursive: true })
  writeFileSync(join(work, path), text)
}

/** Longer than what counts as just now. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 120))

/** Does what a build does, without what lies between reading and writing. */
function build(inputs: readonly string[] | 'unknown' = OUTSIDE, meanwhile = () => {}): void {
  const before = beforeBuild(root, out)
  meanwhile()
  put('app/dist/server.mjs', 'server')
  put('app/dist/server.mjs.map', '{}')
  put(`app/${GENERATED.path}`, GENERATED.text)
  const report = { name: 'app', outputs: [{ path: 'server.mjs', bytes: 6 }] } as unknown as BuildReport
  before.remember({
    report,
    inputs: inputs === 'unknown' ? undefined : inputs.map((path) => join(work, path)),
    generated: [GENERATED.path],
  })
}

const holds = () => beforeBuild(root, out).report !== undefined

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'gatic-last-build-'))
  root = join(work, 'app')
  out = join(root, 'dist')
  onTestFinished(() => rmSync(work, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(FILES)) put(path, text)
  await settled()
})

test('a build holds until something changes, and when the app is as it was', () => {
  expect(holds()).toBe(false)
  build()
  expect(holds()).toBe(true)
  expect(beforeBuild(root, out).report).toMatchObject({ name: 'app' })
  put('app/src/api/a.ts', 'export const GET = () => 3')
  expect(holds()).toBe(false)
  put('app/src/api/a.ts', FILES['app/src/api/a.ts'])
  expect(holds()).toBe(true)
})

const CHANGES: Readonly<Record<string, () => void>> = {
  'a source': () => put('app/src/api/a.ts', 'export const GET = () => 9'),
  'a source, to another one of the same size and time': () => {
    const { atime, mtime } = statSync(join(root, 'src/api/a.ts'))
    put('app/src/api/a.ts', FILES['app/src/api/b.ts'])
    utimesSync(join(root, 'src/api/a.ts'), atime, mtime)
  },
  'a new source': () => put('app/src/api/c.ts', ''),
  'a source that is gone': () => rmSync(join(root, 'src/api/b.ts')),
  'the name of a source': () => renameSync(join(root, 'src/api/b.ts'), join(root, 'src/api/c.ts')),
  'what is imported as text': () => put('app/src/text.sql', 'select 2'),
  'a config that was not there': () => put('app/gati.config.ts', ''),
  'a version that is kept': () => put('app/.gati/versions/1.json', '{}'),
  'the generated types': () => put(`app/${GENERATED.path}`, 'export const edited = 1'),
  'generated types that are gone': () => rmSync(join(root, GENERATED.path)),
  'a declaration of a package': () => put('node_modules/pg/lib/index.d.ts', 'export const pg: 2'),
  'a declaration of a package, at the same time': () => {
    const { atime, mtime } = statSync(join(work, 'node_modules/pg/lib/index.d.ts'))
    put('node_modules/pg/lib/index.d.ts', 'export const pg: 2')
    utimesSync(join(work, 'node_modules/pg/lib/index.d.ts'), atime, mtime)
  },
  'the version of a package': () => put('node_modules/pg/package.json', '{"version":"1.0.1"}'),
  'a file beside one that was read': () => put('node_modules/pg/lib/index.ts', ''),
  'what a package was built to': () => put('node_modules/pg/build/addon.node', ''),
  'a package nearer by': () => put('app/node_modules/pg/package.json', '{}'),
  'a package of a scope that is there': () => put('node_modules/@types/pg/package.json', '{}'),
  'where a linked package lies': () => symlinkSync(work, join(work, 'node_modules/linked')),
  'settings of a folder above': () => put('tsconfig.json', '{}'),
  'code of another folder': () => put('shared/index.ts', 'export const shared = 2'),
  'the server': () => put('app/dist/server.mjs', 'edited'),
  'a file of the output that is gone': () => rmSync(join(out, 'server.mjs.map')),
  'a file in the output that is new': () => put('app/dist/more.txt', ''),
  'what is remembered, cut short': () => put('app/.gati/cache/build.json', '{"made":'),
}

describe('a build no longer holds after a change of', () => {
  for (const [what, change] of Object.entries(CHANGES)) {
    test(what, () => {
      build()
      expect(holds()).toBe(true)
      change()
      expect(holds()).toBe(false)
    })
  }
})

test('where there is no place to remember a build, none is remembered, and it is one all the same', () => {
  put('app/.gati/cache', 'a file where the folder would be')
  build()
  expect(holds()).toBe(false)
})

test('another output folder has a build of its own', () => {
  build()
  expect(beforeBuild(root, join(root, 'other')).report).toBeUndefined()
})

describe('nothing is remembered', () => {
  test('of what is changed while it is built, before or after it was read', () => {
    for (const path of ['app/src/api/a.ts', 'shared/index.ts']) {
      const text = readFileSync(join(work, path), 'utf8')
      build(OUTSIDE, () => {
        put(path, `${text}// edited`)
        put(path, text)
      })
      expect(holds()).toBe(false)
    }
  })

  test('of a build that looked where nobody watches', () => {
    build()
    build('unknown')
    expect(holds()).toBe(false)
  })
})

test('whatever is done to the sources, it holds only for those that were built', async () => {
  const names = fc.constantFrom('a.ts', 'b.ts', 'c.ts', 'sub/d.ts')
  const edit = fc.record({ name: names, text: fc.option(fc.constantFrom('1', '2', '22'), { nil: undefined }) })
  await settled()
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const files = new Map<string, string>()
      const apply = ({ name, text }: (typeof edits)[number]) => {
        rmSync(join(root, 'src/fuzz', name), { force: true })
        files.delete(name)
        if (text === undefined) return
        put(`app/src/fuzz/${name}`, text)
        files.set(name, text)
      }
      rmSync(join(root, 'src/fuzz'), { recursive: true, force: true })
      build()
      const built = JSON.stringify([...files].sort())
      for (const one of edits) {
        apply(one)
        expect(holds()).toBe(JSON.stringify([...files].sort()) === built)
      }
    }),
    { numRuns: 40 },
  )
})
