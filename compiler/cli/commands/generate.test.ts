import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { folderWith, gatic, SMALL_APP } from '../testing/gatic-process.ts'

// Each compiles several times, in processes of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

test('gatic generate writes the types of the context, and touches them only when they change', async () => {
  const root = folderWith({ ...SMALL_APP, 'src/modules/clock.ts': 'export const now = () => 1\n' })
  const file = join(root, '.gati/generated/context.ts')
  expect(await gatic(['generate', root, '--no-sdk'])).toMatchObject({
    code: 0,
    stdout: '.gati/generated/context.ts written\ndist/openapi.json written\n',
  })
  expect(readFileSync(file, 'utf8')).toContain('clock')
  const { mtimeMs } = statSync(file)
  expect(await gatic(['generate', '--no-sdk'], { cwd: root })).toMatchObject({
    code: 0,
    stdout: '.gati/generated/context.ts is up to date\ndist/openapi.json is up to date\n',
  })
  expect(statSync(file).mtimeMs).toBe(mtimeMs)
})

test('gatic generate writes a schema for each named type, and removes that of a type that is gone', async () => {
  const route = 'src/api/users.ts'
  const source = (name: string) =>
    `interface ${name} { id: string }\nexport const POST = (req: { body: ${name} }): ${name} => req.body\n`
  const root = folderWith({ ...SMALL_APP, [route]: source('User') })
  const schemas = () => readdirSync(join(root, '.gati/generated/schemas')).sort()
  expect(await gatic(['generate', root])).toMatchObject({ code: 0 })
  expect(schemas()).toEqual(['User.schema.json', 'typebox.ts'])
  expect(JSON.parse(readFileSync(join(root, '.gati/generated/schemas/User.schema.json'), 'utf8'))).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'User',
    type: 'object',
    properties: { id: { type: 'string' } },
    required: ['id'],
  })
  writeFileSync(join(root, route), source('Person'))
  expect(await gatic(['generate', root])).toMatchObject({ code: 0 })
  expect(schemas()).toEqual(['Person.schema.json', 'typebox.ts'])
})

test('gatic generate describes the app where a build does, and a build takes the folder over', async () => {
  const root = folderWith(SMALL_APP)
  const outcome = await gatic(['generate', root])
  expect(outcome).toMatchObject({ code: 0, stderr: 'Compiling\nPacking the client\n' })
  expect(outcome.stdout).toContain('sdk/small-1.2.3.tgz written\n')
  const generated = readFileSync(join(root, 'dist/openapi.json'), 'utf8')
  expect(JSON.parse(generated)).toMatchObject({
    info: { title: 'small', version: '1.2.3' },
    paths: { '/hello': { get: { summary: 'Greets.', responses: { 200: {} } } } },
  })
  expect(await gatic(['build', root])).toMatchObject({ code: 0 })
  expect(readFileSync(join(root, 'dist/openapi.json'), 'utf8')).toBe(generated)
  // Who runs the server has the file; it is served in development only.
  expect(readFileSync(join(root, 'dist/server.mjs'), 'utf8')).not.toContain('_openapi.json')
})

test('the package has the license of the app, and none where there is none', async () => {
  const root = folderWith({ ...SMALL_APP, 'LICENSE.md': 'Do as you like.\n' })
  expect(await gatic(['generate', root])).toMatchObject({ code: 0 })
  const client = join(root, '.gati/generated/client')
  expect(readFileSync(join(client, 'LICENSE.md'), 'utf8')).toBe('Do as you like.\n')
  rmSync(join(root, 'LICENSE.md'))
  expect(await gatic(['generate', root])).toMatchObject({ code: 0 })
  expect(readdirSync(client).filter((name) => name.startsWith('LICEN'))).toEqual([])
})
