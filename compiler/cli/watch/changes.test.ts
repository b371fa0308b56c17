import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchChanges } from './changes.ts'

test('a burst of changes is heard of once, without what is no part of the app', { timeout: 20_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'gatic-changes-'))
  const stop = new AbortController()
  onTestFinished(() => {
    stop.abort()
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  })
  for (const folder of ['src/api', 'node_modules/x', 'dist', '.gati/watch', '.gati/versions/types', 'data'])
    mkdirSync(join(root, folder), { recursive: true })
  const touch = (...paths: string[]) => {
    for (const path of paths) writeFileSync(join(root, path), String(Math.random()))
  }
  const changes = await watchChanges(root, stop.signal, (error) => expect.unreachable(String(error)))
  const next = async () => (await changes.next())?.map((path) => relative(root, path).split(sep).join('/')).sort()

  touch(
    'node_modules/x/index.js',
    'dist/server.mjs',
    '.gati/watch/server.mjs',
    'data/app.db',
    'data/state.json',
    'src/api/.a.ts.swp',
  )
  touch('.gati/versions/types/0a.json', '.gati/versions/2026-01-05.json')
  touch('src/api/a.ts', 'src/api/b.ts', 'src/mail.txt', 'shared.ts', '.env', '.env.local', 'tsconfig.base.json', 'package.json')
  expect(await next()).toEqual(
    [
      '.gati/versions/types/0a.json',
      '.gati/versions/2026-01-05.json',
      '.env',
      '.env.local',
      'package.json',
      'shared.ts',
      'src/api/a.ts',
      'src/api/b.ts',
      'src/mail.txt',
      'tsconfig.base.json',
    ].sort(),
  )

  // What a file is saved after is known as long as nobody took it.
  touch('shared.ts')
  await vi.waitFor(async () => expect(await changes.goOn()).toBe(true), 10_000)
  expect(await next()).toEqual(['shared.ts'])
  await vi.waitFor(async () => expect(await changes.goOn()).toBe(false), 10_000)

  const later = next()
  rmSync(join(root, 'src/api'), { recursive: true })
  expect(await later).toEqual(['src/api/a.ts', 'src/api/b.ts'])

  const ended = next()
  stop.abort()
  expect(await ended).toBeUndefined()
})
