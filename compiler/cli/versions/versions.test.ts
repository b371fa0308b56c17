import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { digest, readVersionFiles } from '../../compile.ts'
import type { Snapshot, SnapshotRoute, Type } from '../../ir/index.ts'
import {
  decodeStore,
  encodeTag,
  encodeVersion,
  findVersion,
  type Store,
  VERSIONS_FOLDER,
  type Version,
} from '../../versions/index.ts'
import { folderWith, gatic, writeAll } from '../testing/gatic-process.ts'

// Each command is a process of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

const text: Type = { kind: 'string', constraints: [] }
const object = (...names: string[]): Type => ({
  kind: 'object',
  properties: names.map((name) => ({ name: name.replace('?', ''), type: text, optional: name.endsWith('?') })),
  index: [],
  constraints: [],
})

/** `POST /users` with a body that has these members, and a reply with those. */
const snapshot = (body: Type, user: Type): Snapshot => {
  const route: SnapshotRoute = {
    id: 'POST /users',
    method: 'POST',
    path: '/users',
    segments: [{ kind: 'static', value: 'users' }],
    request: { body: { content: 'json', type: body, optional: false } },
    replies: [{ status: 201, content: 'json', body: { kind: 'ref', id: 'User' } }],
    guards: [],
  }
  return {
    format: 2,
    name: 'app',
    appVersion: '1.0.0',
    extraKeys: 'strip',
    bodyLimit: 1000,
    routes: [route],
    types: { User: { id: 'User', name: 'User', type: user } },
  }
}

const version = (id: string, semver: string, taken: Snapshot, more: Partial<Version> = {}): Version => ({
  id,
  semver,
  ...more,
  snapshot: taken,
})
const FIRST = version('2026-01-05T10:00:00Z', '1.0.0', snapshot(object('name'), object('name')), {
  deprecated: { since: '2026-02-01T00:00:00Z', sunset: '2026-03-01T00:00:00Z' },
})
const SECOND = version('2026-04-01T00:00:00Z', '2.0.0', snapshot(object('first', 'last'), object('first', 'last', 'title?')), {
  note: 'names are in two parts',
})

const recorded = (...versions: readonly Version[]) =>
  Object.fromEntries(
    versions.flatMap((one) => encodeVersion(one, digest)).map(({ path, text }) => [`${VERSIONS_FOLDER}/${path}`, text]),
  )
const PACKAGE = { 'package.json': '{ "name": "app", "version": "1.0.0", "type": "module" }\n' }

test('a version that is over goes when no environment serves it', async () => {
  const root = folderWith({ ...PACKAGE, ...recorded(FIRST, SECOND) })
  const run = (...args: string[]) => gatic(['version', ...args, '--app', root])
  const kept = () => readdirSync(join(root, VERSIONS_FOLDER)).filter((name) => name.endsWith('.json'))

  expect(await run('deploy', 'production', '1.0.0')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^production serves 1\.0\.0 \(2026-01-05T10:00:00Z\) since \S+Z\n$/),
  })
  expect((await run('prune')).stdout).toContain('Every version is needed')
  expect(await run('deploy', 'production')).toMatchObject({ code: 0, stdout: expect.stringContaining('serves 2.0.0') })
  expect((await run('list')).stdout).toMatch(/2\.0\.0 .* in production {2}names are in two parts\n$/)
  expect((await run('show', '1')).stdout).toMatch(/deployed {3}\S+Z production\n/)
  expect((await run('prune')).stdout).toBe(
    '1.0.0 (2026-01-05T10:00:00Z) was to be served until 2026-03-01T00:00:00Z\n`gatic version prune --yes` removes what is listed\n',
  )
  expect(kept()).toHaveLength(2)
  expect(await run('prune', '--yes')).toMatchObject({ code: 0, stdout: expect.stringContaining(': removed\n') })
  expect(kept()).toEqual(['2026-04-01T00-00-00Z.json'])
  expect(await run('list', '--json')).toMatchObject({ code: 0, stdout: expect.stringContaining('"deployed": [') })
  expect(await run('deploy', '../x')).toMatchObject({ code: 2 })
})

test('a guide shows what to do for a newer version, with values and the types of both', async () => {
  const root = folderWith({ ...PACKAGE, ...recorded(FIRST, SECOND) })
  const { code, stdout } = await gatic(['version', 'guide', '1.0.0', '2.0.0', '--app', root])
  expect(code).toBe(0)
  await expect(stdout).toMatchFileSnapshot('guide.golden.md')
})

test('branches of git that each recorded a version are merged without a conflict, and both are there', () => {
  const root = folderWith({ ...PACKAGE, ...recorded(FIRST) })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const commit = (files: Readonly<Record<string, string>>, message: string) => {
    writeAll(root, files)
    git('add', '--all', '--force')
    git('commit', '--quiet', '--message', message)
  }
  git('init', '--quiet', '--initial-branch', 'main')
  commit({}, 'the first version')
  const mine = version('2026-05-01T00:00:00Z', '1.1.0', snapshot(object('name', 'nick?'), object('name')))
  const theirs = version('2026-05-02T00:00:00Z', '1.1.0', snapshot(object('name', 'age?'), object('name', 'age?')))
  git('checkout', '--quiet', '-b', 'theirs')
  const tag = (id: string) => ({ [`${VERSIONS_FOLDER}/tags/next.json`]: encodeTag('next', id).text })
  commit({ ...recorded(theirs), ...tag(theirs.id) }, 'another version')
  git('checkout', '--quiet', 'main')
  commit(recorded(mine), 'a version')
  git('merge', '--quiet', '--no-edit', 'theirs')

  const store = decodeStore(readVersionFiles(root), digest) as Store
  expect(store.versions).toEqual([FIRST, mine, theirs])
  expect([...store.tags]).toEqual([['next', theirs.id]])
  // Both took the number that followed from what they changed: it means the newer one, their times mean either.
  expect(findVersion(store, '1.1.0')).toEqual(theirs)
  expect(findVersion(store, mine.id)).toEqual(mine)
  rmSync(join(root, '.git'), { recursive: true, force: true, maxRetries: 5 })
})
