import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { compile, digest } from '../compile.ts'
import { encodeVersion, snapshotOf, VERSIONS_FOLDER, type Version } from '../versions/index.ts'
import { appAt, makeSdk } from './sdk.ts'
import { folderWith, gatic, writeAll } from './testing/gatic-process.ts'

// Each compiles several times, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

const users = (member: string) => ({
  'src/api/users.ts':
    '/** Everybody. */\nexport interface User { name: string }\n' +
    `export const GET = (req: { query: { ${member}?: string } }): User[] => [{ name: req.query.${member} ?? '' }]\n`,
})

/** What a snapshot would have written. */
function record(root: string, id: string, semver: string, note: string): Version {
  const version: Version = { id, semver, note, snapshot: snapshotOf(compile(root).ir!) }
  const files = encodeVersion(version, digest).map(({ path, text }) => [`${VERSIONS_FOLDER}/${path}`, text])
  writeAll(root, Object.fromEntries(files))
  return version
}

async function client(root: string): Promise<Record<string, string>> {
  const { ir, build } = compile(root)
  return Object.fromEntries((await makeSdk(root, ir!, build.sdk!)).files.map(({ path, text }) => [path, text]))
}

const FIRST = '2026-01-05T10:00:00Z'
const SECOND = '2026-06-01T08:30:00Z'

test('a client asks for the version that it was made of, and tells what came before', async () => {
  const root = folderWith({
    'package.json': '{ "name": "people", "version": "1.0.0", "type": "module" }\n',
    ...users('q'),
  })
  const unversioned = await client(root)
  expect(unversioned['CHANGELOG.md']).toBeUndefined()
  expect(unversioned['index.js']).not.toContain('apiVersion')

  const first = record(root, FIRST, '1.0.0', 'as *shipped*')
  const pinned = await client(root)
  expect(pinned['index.js']).toContain(`export const apiVersion = '${FIRST}'`)
  expect(pinned['index.js']).toContain("headers: { 'x-api-version': apiVersion }")
  expect(pinned['index.d.ts']).toContain(`export declare const apiVersion: '${FIRST}'`)

  writeAll(root, users('search'))
  const unreleased = await client(root)
  expect(unreleased['index.js']).not.toContain('apiVersion')
  expect(unreleased['CHANGELOG.md']).toContain('## Unreleased\n\n### Compatible\n\n- `GET /users`')

  record(root, SECOND, '1.1.0', 'names change')
  expect((await client(root))['CHANGELOG.md']).toBe(
    [
      '# Changelog',
      '## 1.1.0 - 2026-06-01',
      'names change',
      '### Compatible',
      '- `GET /users` request-query: "search" may be sent\n- `GET /users` request-query: "q" is not read any more',
      '## 1.0.0 - 2026-01-05',
      'as \\*shipped\\*',
      'The first version.\n',
    ].join('\n\n'),
  )

  // The client of then is what it was then, but for where its sources were.
  const { build, ir } = compile(root)
  const old = {
    ...appAt(first),
    config: { ...ir!.config, ...appAt(first).config },
    history: { versions: [{ ...first, changes: [] }] },
  }
  const again = await makeSdk(root, old, build.sdk!)
  const withoutPlaces = (text: string) => text.replace(/^\/\/ (GET \/users) - .*$/m, '// $1')
  const texts = Object.fromEntries(again.files.map(({ path, text }) => [path, text]))
  expect(withoutPlaces(texts['index.js']!)).toBe(withoutPlaces(pinned['index.js']!))
  expect(texts['index.d.ts']).toBe(pinned['index.d.ts'])

  expect(await gatic(['generate', root, '--version', '2026-03'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('GT7002'),
  })
  expect(await gatic(['generate', root, '--version', '2026-03-01'])).toMatchObject({
    code: 0,
    stdout: 'sdk/people-1.0.0.tgz written\n',
  })
  const packed = readFileSync(join(root, 'sdk/people-1.0.0.tgz'))
  expect(packed.equals(again.packed)).toBe(true)
  expect(gunzipSync(packed).toString()).toContain('## 1.0.0 - 2026-01-05')
})
