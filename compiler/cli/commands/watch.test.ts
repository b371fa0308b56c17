import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  BROKEN_HANDLER,
  eventually,
  folderWith,
  freePort,
  request,
  SMALL_APP,
  start,
  writeAll,
} from '../testing/gatic-process.ts'

test('gatic watch follows every change and survives every mistake', { timeout: 300_000 }, async () => {
  const root = folderWith({ ...SMALL_APP, 'src/env.ts': 'export interface Env {\n  WORD?: string\n}\n' })
  const port = await freePort()
  const child = start(['watch'], { cwd: root, env: { PORT: String(port), HOST: '127.0.0.1' } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += text
    })
  }
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  const url = (path: string) => `http://127.0.0.1:${port}${path}`
  const answers = async (path: string, status: number, body = '') => {
    const answer = await eventually(url(path), (answer) => answer.status === status && answer.body.includes(body))
    expect(answer, said).toMatchObject({ status, body: expect.stringContaining(body) })
  }
  const says = async (text: string) => {
    await eventually(url('/hello'), () => said.includes(text))
    expect(said).toContain(text)
    said = ''
  }
  const hello = (value: string) => writeAll(root, { 'src/api/hello.ts': `export const GET = () => ({ hello: ${value} })\n` })

  try {
    await answers('/hello', 200, 'world')
    await answers('/_openapi.json', 200, '"/hello"')

    hello("'again'")
    await answers('/hello', 200, 'again')

    said = ''
    writeAll(root, { 'src/api/hello.ts': BROKEN_HANDLER })
    await says('The previous version goes on')
    expect(await request(url('/hello'))).toMatchObject({ status: 200, body: '{"hello":"again"}' })

    writeAll(root, { 'src/api/hello.ts': "if (process.pid > 0) throw new Error('at start')\nexport const GET = () => 1\n" })
    await says('GT6010 server-start-failed')
    await answers('/hello', 200, 'again')

    hello("'mended'")
    writeAll(root, { 'src/api/extra/new.ts': 'export const GET = () => ({ brand: "new" })\n' })
    await answers('/extra/new', 200, 'new')
    await answers('/hello', 200, 'mended')
    await says('+ GET /extra/new')

    renameSync(join(root, 'src/api/extra/new.ts'), join(root, 'src/api/extra/renamed.ts'))
    await answers('/extra/renamed', 200, 'new')
    await answers('/extra/new', 404)
    rmSync(join(root, 'src/api/extra'), { recursive: true })
    await answers('/extra/renamed', 404)

    writeAll(root, {
      'src/api/hello.ts':
        "import type { Handler } from '@gati-framework/core'\nexport const GET: Handler = (_req, _res, gctx) => ({ word: gctx.env.WORD ?? 'none' })\n",
    })
    await answers('/hello', 200, 'none')
    writeAll(root, { '.env': 'WORD=from-dotenv\n' })
    await answers('/hello', 200, 'from-dotenv')
  } finally {
    child.kill('SIGINT')
  }
  expect(await ended, said).toBe(process.platform === 'win32' ? null : 0)
  expect(await request(url('/hello'))).toMatchObject({ status: 0 })
  expect(readdirSync(join(root, '.gati/watch'))).toEqual([])
})
