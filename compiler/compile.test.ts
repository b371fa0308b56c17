/** A compiler that stays warm: after any edit it knows what a new one would. What single apps compile to is held in fixtures/. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type Compilation, type Compiler, compile, createCompiler } from './compile.ts'
import type { AppIR } from './ir/index.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
mkdirSync(join(repository, 'node_modules/.cache'), { recursive: true })
/** Below the repository, so that apps find its packages. */
const work = mkdtempSync(join(repository, 'node_modules/.cache/compile-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const library = new Map()
let count = 0

function appOf(files: Readonly<Record<string, string>>): string {
  const root = join(work, `app-${count++}`)
  for (const [path, text] of Object.entries(files)) write(root, path, text)
  return root
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const HANDLER = "import type { Handler } from '@gati-framework/core'\n"
const codes = ({ diagnostics }: Compilation) => diagnostics.map(({ code }) => code)
const paths = ({ ir }: Compilation) => ir?.routes.map(({ id }) => id)

/** All but how long it took. */
const outcome = ({ ir, diagnostics, files, build }: Compilation) => ({ ir, diagnostics, files, build })

/** After an edit, the warm compiler's answer is that of a new one. */
function edit(compiler: Compiler, path: string, text: string | undefined): Compilation {
  if (text === undefined) rmSync(join(compiler.root, path))
  else write(compiler.root, path, text)
  compiler.update([path])
  const warm = compiler.checked()
  expect(outcome(warm)).toEqual(outcome(compile(compiler.root, { library })))
  return warm
}

describe('an app that is edited', () => {
  const root = appOf({
    'src/model.ts': 'export interface User { id: string; name: string }\n',
    'src/errors.ts':
      "import { HttpError } from '@gati-framework/core'\nexport class Gone extends HttpError<410, { gone: true }> {}\n",
    'src/store.ts':
      "import type { User } from './model.js'\nexport function find(id: string): User | undefined {\n  return id === '' ? undefined : { id, name: 'Ada' }\n}\n",
    'src/modules/users.ts': "import { find } from '../store.js'\nexport const one = (id: string) => find(id)\n",
    'src/modules/clock.ts': 'export const now = (): number => 1\n',
    'src/api/users/[id].ts': `${HANDLER}export const GET: Handler = (req, _res, gctx) => gctx.modules.users.one(req.params['id'] ?? '')\n`,
    'src/api/stored.ts': `${HANDLER}import { find } from '../store.js'\nexport const GET: Handler = () => find('1') ?? 'none'\n`,
    'src/api/hello.ts': `${HANDLER}export const GET: Handler<{}, { hello: string }> = () => ({ hello: 'world' })\n`,
  })
  const compiler = createCompiler(root, { library })
  const statuses = (result: Compilation, id: string) =>
    result.ir?.routes.find((route) => route.id === id)?.replies.map(({ status }) => status)

  test('compiles', () => {
    compiler.update()
    expect(paths(compiler.checked())).toEqual(['GET /hello', 'GET /stored', 'GET /users/:id'])
  })

  test('follows the body of a handler, and keeps the rest', () => {
    const before = compiler.checked().ir?.routes.find(({ id }) => id === 'GET /stored')?.replies
    const after = edit(
      compiler,
      'src/api/hello.ts',
      `${HANDLER}export const GET: Handler = (_req, res) => res.status(201).json({ a: 1 })\n`,
    )
    expect(statuses(after, 'GET /hello')).toEqual([201])
    expect(after.ir?.routes.find(({ id }) => id === 'GET /stored')?.replies).toBe(before)
  })

  test('follows what a called function throws, where its type stays the same', () => {
    const thrown =
      "import { Gone } from './errors.js'\nimport type { User } from './model.js'\nexport function find(id: string): User | undefined {\n  if (id === 'old') throw new Gone(410, { gone: true })\n  return { id, name: 'Ada' }\n}\n"
    const after = edit(compiler, 'src/store.ts', thrown)
    expect(statuses(after, 'GET /stored')).toEqual([200, 410])
    expect(statuses(after, 'GET /users/:id')).toEqual([200, 204, 410])
  })

  test('follows a type through files and modules', () => {
    const after = edit(compiler, 'src/model.ts', 'export interface User { id: string; name: string; born?: Date }\n')
    expect(JSON.stringify(after.ir?.types['User'])).toContain('born')
  })

  test('follows which modules code reads that is not looked at again', () => {
    const store = readFileSync(join(root, 'src/store.ts'), 'utf8')
    const reading = `${store}import type { GlobalContext } from '@gati-framework/core'\nconst tick = (gctx: GlobalContext) => gctx.modules.clock.now()\nvoid tick\n`
    expect(edit(compiler, 'src/store.ts', reading).ir?.modules.map(({ name }) => name)).toContain('clock')
    expect(edit(compiler, 'src/store.ts', store).ir?.modules.map(({ name }) => name)).not.toContain('clock')
  })

  test('gains and loses routes and modules', () => {
    expect(paths(edit(compiler, 'src/api/new.ts', `${HANDLER}export const GET: Handler = () => 'new'\n`))).toContain('GET /new')
    expect(paths(edit(compiler, 'src/api/new.ts', undefined))).not.toContain('GET /new')
    edit(compiler, 'src/modules/mail.ts', 'export const send = (): string => "sent"\n')
    const mail = `${HANDLER}export const POST: Handler = (_req, _res, gctx) => gctx.modules.mail.send()\n`
    expect(edit(compiler, 'src/api/mail.ts', mail).ir?.modules.map(({ name }) => name)).toContain('mail')
    expect(codes(edit(compiler, 'src/modules/mail.ts', undefined))).toContain('GT2301')
    expect(edit(compiler, 'src/api/mail.ts', undefined).ir).toBeDefined()
  })

  test('tells of errors as long as they are there', () => {
    const hello = readFileSync(join(root, 'src/api/hello.ts'), 'utf8')
    expect(codes(edit(compiler, 'src/api/hello.ts', 'export const GET = (\n'))).toContain('GT1010')
    expect(codes(edit(compiler, 'src/api/hello.ts', `${HANDLER}export const GET: Handler = () => ({ f: () => 1 })\n`))).toContain(
      'GT3003',
    )
    expect(codes(edit(compiler, 'src/api/hello.ts', `${hello}export const size: number = 'many'\n`))).toContain('GT1010')
    // An error that an edit elsewhere does not touch is still told.
    expect(codes(edit(compiler, 'src/errors.ts', `${readFileSync(join(root, 'src/errors.ts'), 'utf8')}// more\n`))).toContain(
      'GT1010',
    )
    expect(edit(compiler, 'src/api/hello.ts', hello).ir).toBeDefined()
  })

  test('finds the errors of others that an edit makes', () => {
    const model = readFileSync(join(root, 'src/model.ts'), 'utf8')
    expect(codes(edit(compiler, 'src/model.ts', 'export interface User { key: string }\n'))).toContain('GT1010')
    expect(edit(compiler, 'src/model.ts', model).ir).toBeDefined()
  })

  test('follows the config, the environment and package.json', () => {
    edit(compiler, 'src/model.ts', 'export interface User { id: string; name: string }\n')
    const config = (port: number) =>
      `import { defineConfig } from '@gati-framework/core'\nexport default defineConfig({ server: { port: ${port} }, config: { a: ${port} } })\n`
    expect(edit(compiler, 'gati.config.ts', config(81)).ir?.config).toMatchObject({ port: 81, values: { a: 81 } })
    expect(edit(compiler, 'gati.config.ts', config(82)).ir?.config).toMatchObject({ port: 82, values: { a: 82 } })
    expect(edit(compiler, 'src/env.ts', 'export interface Env { KEY: string }\n').ir?.env?.properties).toHaveLength(1)
    expect(edit(compiler, 'package.json', '{ "name": "renamed", "version": "3.2.1" }').ir).toMatchObject({
      name: 'renamed',
      version: '3.2.1',
    })
    expect(codes(edit(compiler, 'tsconfig.json', '{ "compilerOptions": { "strict": false } }'))).toContain('GT1005')
    edit(compiler, 'tsconfig.json', undefined)
  })

  test('is not written to', () => {
    expect(readdirSync(root).sort()).toEqual(['gati.config.ts', 'package.json', 'src'])
  })
})

describe('a name that comes to lead to another function of the same type', () => {
  const finders = `import { HttpError } from '@gati-framework/core'
class Gone extends HttpError<410, { gone: true }> {}
export type Find = (id: string) => string
export const plain: Find = (id) => id
export const strict: Find = (id) => {
  if (id === '') throw new Gone(410, { gone: true })
  return id
}
export const makePlain = () => plain
export const makeStrict = () => strict
`
  const importing =
    "import { makePlain, makeStrict, plain, strict, type Find } from './finders.js'\nvoid [makePlain, makeStrict, plain, strict]\n"
  const chosen = (value: string) => `${importing}export const chosen: Find = ${value}\n`
  const handler = (call: string) => `${HANDLER}import { find } from '../find.js'\nexport const GET: Handler = ${call}\n`

  test.each([
    [
      'where it is called',
      "export { chosen as find } from './chosen.js'\n",
      '() => find("1")',
      chosen('plain'),
      chosen('strict'),
    ],
    [
      'behind another',
      "import { chosen } from './chosen.js'\nexport const find = chosen\n",
      '() => find("1")',
      chosen('plain'),
      chosen('strict'),
    ],
    [
      'that is made',
      "import { chosen } from './chosen.js'\nexport const find = chosen\n",
      '() => find("1")',
      chosen('makePlain()'),
      chosen('makeStrict()'),
    ],
    [
      'of an object',
      "import { chosen } from './chosen.js'\nexport const find = { one: chosen }\n",
      '() => find.one("1")',
      chosen('plain'),
      chosen('strict'),
    ],
    [
      'of an object that is made in place',
      "import { chosen } from './chosen.js'\nexport const find = { chosen }\n",
      '() => find.chosen("1")',
      chosen('plain'),
      chosen('strict'),
    ],
  ])('%s', (_, find, call, before, after) => {
    const root = appOf({
      'src/finders.ts': finders,
      'src/chosen.ts': before,
      'src/find.ts': find,
      'src/api/found.ts': handler(call),
    })
    const compiler = createCompiler(root, { library })
    const statuses = (ir: AppIR | undefined) => ir?.routes[0]?.replies.map(({ status }) => status)
    expect(statuses(compiler.update().ir)).toEqual([200])
    expect(statuses(edit(compiler, 'src/chosen.ts', after).ir)).toEqual([200, 410])
    expect(statuses(edit(compiler, 'src/chosen.ts', before).ir)).toEqual([200])
  })

  test('and is the handler', () => {
    const to = (value: string) =>
      `${HANDLER}import { HttpError } from '@gati-framework/core'\nclass Gone extends HttpError<410, { gone: true }> {}\nconst a: Handler = () => '1'\nconst b: Handler = () => { if (Date.now() > 1) throw new Gone(410, { gone: true }); return '2' }\nvoid [a, b]\nexport const chosen: Handler = ${value}\n`
    const root = appOf({
      'src/chosen.ts': to('a'),
      'src/find.ts': "import { chosen } from './chosen.js'\nexport const find = chosen\n",
      'src/api/found.ts': handler('find'),
    })
    const compiler = createCompiler(root, { library })
    compiler.update()
    const { ir } = edit(compiler, 'src/chosen.ts', to('b'))
    const fresh = createCompiler(root, { library }).update().ir
    expect(ir?.routes[0]?.replies).toEqual(fresh?.routes[0]?.replies)
    expect(ir?.routes[0]?.replies.map(({ status }) => status)).toContain(410)
  })
})

describe('a type behind a module', () => {
  const CONTEXT = "import type { GlobalContext, Handler, Modules } from '@gati-framework/core'\n"
  const people = 'type People = { [Name in keyof Modules]?: Modules[Name] extends { one(id: string): infer One } ? One : null }\n'
  const root = appOf({
    'src/model.ts': 'export interface User { id: string }\n',
    'src/modules/users.ts': "import type { User } from '../model.js'\nexport const one = (id: string): User => ({ id })\n",
    'src/modules/clock.ts': 'export const now = (): number => 1\n',
    'src/modules/friends.ts': `${CONTEXT}export default ({ modules: { users } }: GlobalContext) => ({ all: () => [users.one('1')] })\n`,
    'src/people.ts': `${CONTEXT}export ${people}`,
    'src/api/named.ts': `${HANDLER}export const GET: Handler = (_req, _res, gctx) => gctx.modules.users.one('1')\n`,
    'src/api/taken.ts': `${HANDLER}export const GET: Handler = (_req, _res, { modules: { users } }) => users.one('1')\n`,
    'src/api/rest.ts': `${HANDLER}export const GET: Handler = (_req, _res, { modules: { clock, ...rest } }) => (clock.now() ? rest : null)!['us' + 'ers' as 'users'].one('1')\n`,
    'src/api/behind.ts': `${HANDLER}export const GET: Handler = (_req, _res, gctx) => gctx.modules.friends.all()\n`,
    'src/api/mapped.ts': `${CONTEXT}${people}export const GET: Handler<{}, People> = () => ({})\n`,
    'src/api/imported.ts': `${HANDLER}import type { People } from '../people.js'\nexport const GET: Handler<{}, People> = () => ({})\n`,
    'src/api/now.ts': `${HANDLER}export const GET: Handler = (_req, _res, gctx) => ({ now: gctx.modules.clock.now() })\n`,
    'src/api/soon.ts': `${HANDLER}export const GET: Handler = (_req, _res, { modules: { clock } }) => ({ soon: clock.now() })\n`,
  })
  const compiler = createCompiler(root, { library })
  compiler.update()
  const repliesBefore = (id: string) => compiler.checked().ir?.routes.find((route) => route.id === `GET /${id}`)?.replies
  const kept = ['now', 'soon'].map(repliesBefore)

  test('is followed to whoever reads the module, in whichever way; who reads others is kept', () => {
    const { ir } = edit(compiler, 'src/model.ts', 'export interface User { id: string; born?: Date }\n')
    expect(ir?.routes.map(({ id }) => id)).toHaveLength(8)
    expect(JSON.stringify(ir?.types)).toContain('born')
    expect(kept.every((replies) => replies !== undefined)).toBe(true)
    for (const [index, id] of ['now', 'soon'].entries()) expect(repliesBefore(id)).toBe(kept[index])
  })

  test('is told of where it breaks others', () => {
    const breaks = edit(compiler, 'src/model.ts', 'export interface User { id: string; f: () => void }\n')
    expect(codes(breaks)).toContain('GT3003')
    edit(compiler, 'src/model.ts', 'export interface User { id: string }\n')
  })
})

/** Texts that each file may have; undefined: it is not there. */
const VARIANTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'src/model.ts': [
    'export interface User { id: string; name: string }\n',
    'export interface User { id: string; name: string; born?: Date }\n',
    "import type { MinLen } from '@gati-framework/core'\n\nexport interface User { id: string; name: string & MinLen<2> }\n",
    'export interface User { key: number }\n',
  ],
  'src/store.ts': [
    "import type { User } from './model.js'\nexport const find = (id: string) => ({ id, name: 'Ada' }) as User | undefined\n",
    "import type { User } from './model.js'\nimport { HttpError } from '@gati-framework/core'\nclass Gone extends HttpError<410, { gone: true }> {}\nexport const find = (id: string): User | undefined => {\n  if (id === '') throw new Gone(410, { gone: true })\n  return undefined\n}\n",
    "import type { GlobalContext } from '@gati-framework/core'\nimport type { User } from './model.js'\nexport const find = (id: string): User | undefined => (id === '' ? undefined : undefined)\nexport const tick = (gctx: GlobalContext) => gctx.modules.clock.now()\n",
  ],
  'src/modules/users.ts': [
    "import type { User } from '../model.js'\nexport const one = (): User | undefined => undefined\n",
    "import type { GlobalContext } from '@gati-framework/core'\nimport { find } from '../store.js'\nexport default ({ modules }: GlobalContext) => ({ one: () => find(String(modules.clock.now())) })\n",
  ],
  'src/api/one.ts': [
    `${HANDLER}export const GET: Handler = (_req, _res, gctx) => gctx.modules.users.one() ?? 'none'\n`,
    `${HANDLER}export const GET: Handler = (_req, _res, { modules: { clock } }) => clock.now()\n`,
  ],
  'src/modules/clock.ts': ['export const now = (): number => 1\n', "export const now = (): string => 'now'\n", undefined],
  'src/api/_middleware.ts': [
    undefined,
    "import type { Middleware } from '@gati-framework/core'\nexport const guard: Middleware = (req, res, _gctx, _lctx, next) => (req.method === 'GET' ? next() : res.status(403).json({ no: true }))\nexport default guard\n",
  ],
  'src/api/stored.ts': [
    `${HANDLER}import { find } from '../store.js'\nexport const GET: Handler = () => find('1') ?? 'none'\n`,
    `${HANDLER}import { find } from '../store.js'\n\n/** Moved down, and more. */\nexport const GET: Handler = () => [find('1')]\nexport const POST: Handler<{ body: { a: number } }, number> = (req) => req.body.a\n`,
    "export { GET } from './hello.js'\n",
    undefined,
  ],
  'src/api/hello.ts': [
    `${HANDLER}export const GET: Handler<{}, { hello: string }> = () => ({ hello: 'world' })\n`,
    `${HANDLER}export const GET: Handler<{}, { hello: string }> = () => ({ hello: 'you' })\n`,
    `${HANDLER}// Lower.\nexport const GET: Handler = (_req, res) => res.status(201).json({ a: 1 })\n`,
    `${HANDLER}export const GET: Handler = () => ({ f: () => 1 })\n`,
    'export const GET = (\n',
    'export const hello = 1\n',
  ],
  'src/env.ts': [
    undefined,
    'export interface Env { KEY: string }\n',
    "import type { User } from './model.js'\nexport interface Env { KEY: string; FIELD?: keyof User }\n",
  ],
  'gati.config.ts': [
    undefined,
    "import { defineConfig } from '@gati-framework/core'\nexport default defineConfig({ routes: { 'GET /stored': { bodyLimit: 10 } } })\n",
    "import { defineConfig } from '@gati-framework/core'\nexport default defineConfig({ routes: { 'GET /hello': { disabled: true } } })\n",
  ],
}

test('whatever is edited, in whichever order, a compiler that is kept says what a new one says', { timeout: 240_000 }, () => {
  const edits = Object.entries(VARIANTS).flatMap(([path, texts]) => texts.map((text) => ({ path, text })))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...edits), { minLength: 6, maxLength: 10 }), (sequence) => {
      const first = Object.entries(VARIANTS).flatMap(([path, [text]]) => (text === undefined ? [] : [[path, text]]))
      const root = appOf(Object.fromEntries(first))
      const compiler = createCompiler(root, { library })
      compiler.update()
      for (const { path, text } of sequence) if (text !== undefined || existsSync(join(root, path))) edit(compiler, path, text)
    }),
    { numRuns: 5 },
  )
})

test('a file that cannot be read and a folder without an app are told, with the rest of the app', () => {
  const root = appOf({ 'src/api/hello.ts': "export const GET = () => 'ok'\n" })
  // A link to a folder is listed as a file, and reading it fails for every user.
  mkdirSync(join(root, 'src/folder'))
  symlinkSync(join(root, 'src/folder'), join(root, 'src/api/linked.ts'))
  expect(codes(compile(root, { library }))).toEqual(['GT1003'])
  expect(codes(compile(appOf({ 'readme.txt': '' }), { library }))).toEqual(['GT1001'])
  const inside = compile(join(root, 'src'), { library }).diagnostics[0]
  expect(inside).toMatchObject({ code: 'GT1001', hints: [expect.stringContaining('`..`')] })
})

test('without the core package nothing more is said', () => {
  const root = mkdtempSync('/tmp/gatic-compile-')
  try {
    write(root, 'src/api/hello.ts', `${HANDLER}export const GET: Handler = () => 1\n`)
    expect(codes(compile(root, { library }))).toEqual(['GT1004'])
  } finally {
    rmSync(root, { recursive: true })
  }
})
