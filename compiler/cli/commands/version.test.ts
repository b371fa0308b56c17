import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { folderWith, gatic, writeAll } from '../testing/gatic-process.ts'

// Each command compiles, in a process of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

const handler = (role: string, age: string) => ({
  'src/api/users.ts':
    `import type { Handler, Min, Reply } from '@gati-framework/core'\ninterface User { name: string; role: ${role}; age: number & Min<${age}> }\n` +
    'export const POST: Handler<{ body: User }, Reply<201, User>> = (req, res) => res.status(201).json(req.body)\n',
})

test('a contract from its first snapshot to a change that breaks it', async () => {
  const root = folderWith({
    'package.json': '{ "name": "contract", "version": "1.4.0", "type": "module" }\n',
    ...handler("'admin' | 'member'", '18'),
  })
  const version = (...args: string[]) => gatic(['version', ...args, '--app', root])

  expect(await version('diff')).toMatchObject({ code: 1, stderr: expect.stringContaining('GT7003 no-versions') })
  expect(await version('snapshot', '--note', 'as shipped')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^1\.4\.0 \(\S+Z\) is recorded/),
  })
  expect(await version('snapshot')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing changed since 1.4.0') })
  expect(await version('tag', 'stable')).toMatchObject({ code: 0, stdout: expect.stringContaining('stable is 1.4.0') })

  writeAll(root, handler("'admin' | 'member'", '21'))
  const checked = await version('check')
  expect(checked).toMatchObject({ code: 1, stderr: expect.stringContaining('GT7004 breaking-changes: 1 change since 1.4.0') })
  expect(checked.stdout).toContain('POST /users  request-body  /age  minimum 21 is not given')
  const told = JSON.parse((await version('diff', 'stable', '--json')).stdout)
  expect(told).toMatchObject({
    level: 'major',
    changes: [
      { rule: 'request-body', pointer: '/age', certainty: 'proven', witness: { value: { age: 18 }, refusedBy: 'newer' } },
      {},
    ],
  })

  writeAll(root, handler("'admin' | 'member'", '16'))
  expect(await version('check', 'stable')).toMatchObject({ code: 1 })
  expect((await version('snapshot')).stdout).toContain('2.0.0')
  expect((await version('list')).stdout.trim().split('\n')).toHaveLength(2)
  const markdown = (await version('diff', '1.4.0', '2', '--markdown')).stdout
  expect(markdown).toContain('| Breaking | `POST /users` | reply-body | `201/age`')

  const types = join(root, '.gati/versions/types')
  const file = join(types, readdirSync(types)[0]!)
  writeFileSync(file, readFileSync(file, 'utf8').replace('User', 'Usher'))
  expect(await version('list')).toMatchObject({ code: 1, stderr: expect.stringContaining('GT7001 version-store-damaged') })
})

test('what gatic version does not do is said in one line', async () => {
  const root = folderWith({ 'package.json': '{ "name": "contract", "version": "1.0.0" }\n' })
  const version = (...args: string[]) => gatic(['version', ...args, '--app', root])
  expect(await version('forget')).toMatchObject({ code: 2, stderr: expect.stringContaining('not `forget`') })
  expect(await version('tag', '../x')).toMatchObject({ code: 2, stderr: expect.stringContaining('a name of letters') })
  expect(await version('show')).toMatchObject({ code: 2, stderr: expect.stringContaining('takes 1 argument') })
  expect(await version('untag', 'stable')).toMatchObject({ code: 2, stderr: expect.stringContaining('no version has the tag') })
})
