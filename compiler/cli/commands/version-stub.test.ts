/** The whole way of somebody who breaks old clients: the build refuses, a stub begins the transforms, and the build goes through. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { folderWith, gatic, writeAll } from '../testing/gatic-process.ts'

// Each command compiles, in a process of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 240_000 })

const PACKAGE = '{ "name": "shop", "version": "1.0.0", "type": "module" }\n'
const IMPORTS = "import type { Handler, Integer, Max, MaxLen, Reply } from '@gati-framework/core'\n"

const THEN = {
  'package.json': PACKAGE,
  'src/api/people.ts': `${IMPORTS}
interface Person { name: string; mail: string; age: string; friends: Person[] }
export const POST: Handler<{ body: Person; query: { limit?: number } }, Reply<201, Person>> = (req, res) => res.status(201).json(req.body)
`,
  'src/api/orders.ts': `${IMPORTS}
export const GET: Handler<{ query: { page: string } }, { status: 'open' | 'paid'; lines: { text: string }[] }> = () => ({ status: 'open', lines: [] })
`,
  'src/api/old.ts': `${IMPORTS}export const GET: Handler<{}, { ok: true }> = () => ({ ok: true })\n`,
}
const NOW = {
  'src/api/people.ts': `${IMPORTS}
interface Person { first: string; last: string & MaxLen<5>; email: string; age: number & Integer & Max<150>; friends: Person[]; role: 'admin' | 'member' }
export const POST: Handler<{ body: Person; query: { take: number } }, Reply<201, Person>> = (req, res) => res.status(201).json(req.body)
`,
  'src/api/orders.ts': `${IMPORTS}
export const GET: Handler<{ query: { page: number } }, { status: 'open' | 'paid' | 'refunded'; lines: { text: string | null }[] }> = () => ({ status: 'open', lines: [] })
`,
}

test('a stub compiles, and says what cannot be guessed', async () => {
  const root = folderWith(THEN)
  const build = () => gatic(['build', root, '--out', join(root, 'dist'), '--no-sdk'])
  const version = (...args: string[]) => gatic(['version', ...args, '--app', root])
  const taken = /\((\S+)T\S+Z\)/.exec((await version('snapshot')).stdout)?.[1]
  expect(await version('stub')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is missing') })

  writeAll(root, NOW)
  const refused = await build()
  expect([refused.code, existsSync(join(root, 'dist'))]).toEqual([1, false])
  expect(refused.stderr).toContain('GT7047 missing-transform: Clients of 1.0.0')
  expect(refused.stderr).toContain('is refused by the app as it is')
  expect(refused.stderr).toContain('`gatic version stub')

  expect(await version('stub')).toMatchObject({ code: 0, stdout: expect.stringContaining(`src/versions/${taken}.ts is written`) })
  const stub = readFileSync(join(root, `src/versions/${taken}.ts`), 'utf8')
  for (const guessed of [
    "first: body.name.split(' ')[0] ?? ''",
    'email: body.mail',
    'mail: body.email',
    "name: [body.first, body.last].join(' ').trim()",
    'take: query.limit === undefined ? 0 : query.limit',
    'age: Number(body.age)',
    'friends: body.friends.map((item) => personResponse(item))',
    "role: 'admin'",
    "status: body.status === 'refunded' ? 'open' : body.status",
    'text: undefined as never',
  ])
    expect(stub.replaceAll('value.', 'body.')).toContain(guessed)
  expect(await build()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('error') })

  // What somebody wrote stays, and what is missing there is told.
  writeAll(root, { 'src/api/old.ts': NOW['src/api/orders.ts'] })
  expect(await version('stub')).toMatchObject({ code: 1, stdout: expect.stringContaining('is there already') })
  expect(readFileSync(join(root, `src/versions/${taken}.ts`), 'utf8')).toBe(stub)
})
