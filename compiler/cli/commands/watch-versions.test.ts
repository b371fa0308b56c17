import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { compile, digest } from '../../compile.ts'
import { encodeVersion, snapshotOf, VERSIONS_FOLDER } from '../../versions/index.ts'
import { folderWith, freePort, start, writeAll } from '../testing/gatic-process.ts'

const users = (age: string) => ({
  'src/api/users.ts':
    "import type { Handler, Min } from '@gati-framework/core'\n" +
    `export const POST: Handler<{ body: { age: number & Min<${age}> } }, null> = () => null\n`,
})

test('gatic watch tells what clients of the last snapshot would notice, as it changes', { timeout: 300_000 }, async () => {
  const root = folderWith({ 'package.json': '{ "name": "people", "version": "1.4.0", "type": "module" }\n', ...users('18') })
  const record = (id: string, semver: string) => {
    const version = { id, semver, snapshot: snapshotOf(compile(root).ir!) }
    const files = encodeVersion(version, digest).map(({ path, text }) => [`${VERSIONS_FOLDER}/${path}`, text])
    writeAll(root, Object.fromEntries(files))
  }
  record('2026-01-05T10:00:00Z', '1.4.0')
  const child = start(['watch'], { cwd: root, env: { PORT: String(await freePort()), HOST: '127.0.0.1' } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      said += text
    })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const says = async (text: string) => {
    for (let waited = 0; waited < 120_000 && !said.includes(text); waited += 100) await wait(100)
    expect(said).toContain(text)
  }
  try {
    await says('Built 1 routes')
    expect(said).not.toContain('since 1.4.0')
    writeAll(root, users('16'))
    await says('1 change since 1.4.0, none breaking')
    writeAll(root, users('21'))
    await says('1 change since 1.4.0, 1 breaking: POST /users request-body /age minimum 21 is not given')
    writeAll(root, users('18'))
    await says('Nothing changed since 1.4.0')
    writeAll(root, users('17'))
    record('2026-02-05T10:00:00Z', '1.5.0')
    await says('Nothing changed since 1.5.0')
  } finally {
    child.kill('SIGINT')
  }
  await ended
})
