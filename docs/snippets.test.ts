/**
 * Code in the documentation is real: the ts blocks of a page together are an app, which compiles without a diagnostic, or with the
 * one that the page shows; what README.md
 * shows of emitted code is what is emitted (`npm run golden` rewrites it); what getting-started.md shows of answers is what is answered.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { makeSdk } from '../compiler/cli/sdk.ts'
import { compile, digest } from '../compiler/compile.ts'
import { renderDiagnostics } from '../compiler/diagnostics/index.ts'
import { encodeVersion, snapshotOf } from '../compiler/versions/index.ts'
import { emitServer } from '../emitters/server/index.ts'
import { buildApp } from '../fixtures/serve/build.ts'
import { exchange } from '../fixtures/serve/client.ts'
import { type ServerProcess, startServer } from '../fixtures/serve/process.ts'
import { openSocket } from '../fixtures/serve/socket-client.ts'
import { type Block, blocksOf, pagePaths, readPage } from './pages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const isHandlerCode = (block: Block) => block.language === 'ts'
const pages = pagePaths(root).filter((page) => blocksOf(readPage(root, page)).some(isHandlerCode))

describe('the ts blocks of a page compile', () => {
  test.each(pages)('%s', (page) => {
    const { folder, sources } = writeApp(page)
    const { ir, diagnostics } = compile(folder)
    const rendered = renderDiagnostics(diagnostics, (file) => sources.get(file), { color: false })
    const shown = blocksOf(readPage(root, page)).find((block) => block.text.startsWith('error GT'))
    expect(rendered).toBe(shown?.text ?? '')
    expect(ir === undefined).toBe(shown !== undefined)
  })
})

test('README.md shows functions as they are emitted', () => {
  const readme = readPage(root, 'README.md')
  const shown = blocksOf(readme).find((block) => block.language === 'js')!
  const { ir } = compile(writeApp('README.md').folder)
  const server = emitServer(ir!, { gaticVersion: '0.1.0' })
    .map((file) => file.text)
    .join('\n')
  const names = [...shown.text.matchAll(/^function (\w+)/gm)].map((match) => match[1]!)
  const emitted = `// ${shown.path}\n${names.map((name) => emittedFunction(server, name)).join('\n\n')}\n`
  if (process.env['UPDATE_SNAPSHOTS'] === 'true')
    writeFileSync(
      join(root, 'README.md'),
      readme.replace(shown.text, () => emitted),
    )
  else expect(shown.text).toBe(emitted)
})

test('versions.md shows what an older client is answered', { timeout: 120_000 }, async () => {
  const { folder } = writeApp('docs/versions.md')
  await buildApp(folder, join(folder, 'dist'))
  const env = { GATI_TRANSPORT: 'node', HOST: '127.0.0.1', PORT: '0' }
  const server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env, patience: 60_000 })
  const blocks = blocksOf(readPage(root, 'docs/versions.md'))
  const asked = blocks.findIndex(({ text }) => text.startsWith('curl localhost:3000/users'))
  const [, version = '', body = ''] = /x-api-version: (\S+)' --json '(.*)'/.exec(blocks[asked]!.text)!
  const answer = await exchange(server.port, {
    request: 'POST /users',
    headers: { 'x-api-version': version },
    body: JSON.parse(body),
  })
  await server.kill()
  expect([answer.status, JSON.parse(answer.text)]).toEqual([201, JSON.parse(blocks[asked + 1]!.text)])
})

describe('getting-started.md shows answers as they are given', () => {
  const page = readPage(root, 'docs/getting-started.md')
  let server: ServerProcess
  beforeAll(async () => {
    const { folder } = writeApp('docs/getting-started.md')
    await buildApp(folder, join(folder, 'dist'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node' }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())

  test('a greeting', async () => {
    const { status, text } = await exchange(server.port, { request: 'GET /hello/ada' })
    const shown = blocksOf(page)
      .find((block) => block.text.startsWith('HTTP/1.1'))!
      .text.trim()
      .split('\n')
    expect([`HTTP/1.1 ${status} OK`, text]).toEqual([shown[0], shown.at(-1)])
  })

  test('a refusal, with every mistake', async () => {
    const sent = /-d '(.*)'/.exec(page)![1]!
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await exchange(server.port, { request: 'POST /users', headers, body: sent })
    const shown = JSON.parse(blocksOf(page).find((block) => block.language === 'json')!.text)
    expect([status, JSON.parse(text)]).toEqual([422, shown])
  })
})

describe('websockets.md shows sockets as they are opened', () => {
  let server: ServerProcess
  beforeAll(async () => {
    const { folder } = writeApp('docs/websockets.md')
    await buildApp(folder, join(folder, 'dist'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node' }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())

  test('a room', async () => {
    const [ada, eve] = await Promise.all(['ada', 'eve'].map((name) => openSocket(server.port, `/rooms/1?name=${name}`)))
    ada!.send({ typing: true })
    ada!.send({ say: 'hello' })
    const posted = { by: 'ada', text: 'hello', at: expect.stringMatching(/Z$/) }
    expect([JSON.parse(await ada!.text()), JSON.parse(await eve!.text())]).toEqual([posted, posted])
    ada!.send({ say: '' })
    expect(await ada!.closed()).toBe('closed 1008 invalid_message')
    eve!.socket.destroy()
  })

  test('an account, for those who are signed in', async () => {
    const refusedWith = (headers: Record<string, string>) =>
      openSocket(server.port, '/account/events', { headers }).catch(({ message }: Error) => message.split('\r\n')[0])
    expect(await refusedWith({})).toBe('HTTP/1.1 401 Unauthorized')
    expect(await refusedWith({ Cookie: 'session=none' })).toBe('HTTP/1.1 403 Forbidden')
    expect(await refusedWith({ Cookie: 'session=acc-7', Origin: 'https://evil.example' })).toBe('HTTP/1.1 403 Forbidden')
    const headers = { Cookie: 'session=acc-7', Origin: 'https://app.example.org' }
    const socket = await openSocket(server.port, '/account/events', { headers })
    const body = { account: '7', balance: 3 }
    const told = await exchange(server.port, { request: 'POST /account/events', headers: { cookie: 'session=acc-7' }, body })
    expect(told.text).toBe('{"open":1}')
    expect(await socket.text()).toBe('{"balance":3}')
    socket.socket.destroy()
  })
})

describe('requests.md shows requests as they are taken', () => {
  const page = readPage(root, 'docs/requests.md')
  let server: ServerProcess
  beforeAll(async () => {
    const { folder } = writeApp('docs/requests.md')
    await buildApp(folder, join(folder, 'dist'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node', COOKIE_SECRET: 'x'.repeat(32) }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())

  test('a form', async () => {
    const sent = [...page.matchAll(/ -d (\S+)/g)].map((match) => match[1]).join('&')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { text } = await exchange(server.port, { request: 'POST /sign-up', headers, body: sent })
    expect(`${text}\n`).toBe(blocksOf(page).find((block) => block.language === 'json')!.text)
  })

  test('files', async () => {
    const form = new FormData()
    form.set('title', 'A report')
    form.set('cover', new Blob(['pixels'], { type: 'image/png' }), 'cover.png')
    for (const text of ['one', 'four']) form.append('pages', new Blob([text], { type: 'text/plain' }), `${text}.txt`)
    const answer = await fetch(`http://127.0.0.1:${server.port}/reports`, { method: 'POST', body: form })
    expect(await answer.json()).toEqual({ title: 'A report', cover: 6, letters: 7 })
  })

  test.each(['PUT', 'POST'])('a stream or text: %s', async (method) => {
    const sent = { request: `${method} /lines`, headers: { 'content-type': 'text/plain' }, body: 'a\nb\n' }
    expect((await exchange(server.port, sent)).text).toBe('{"lines":2}')
  })

  test('a session', async () => {
    const set = await exchange(server.port, { request: 'POST /session', body: { user: 'ada' } })
    const session = set.headers['set-cookie']![0]!.split(';')[0]!
    const asked = (cookie: string) => exchange(server.port, { request: 'GET /session', headers: { cookie } })
    expect((await asked(session)).text).toBe('{"user":"ada","theme":"light"}')
    expect((await asked(session.replace('ada', 'eve'))).text).toBe('{"user":"nobody","theme":"light"}')
    expect(set.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('middleware.md configures what browsers may do', () => {
  let server: ServerProcess
  beforeAll(async () => {
    const { folder } = writeApp('docs/middleware.md')
    await buildApp(folder, join(folder, 'dist'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node' }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())

  test('a page of a named origin asks first, and reads the answer', async () => {
    const origin = 'https://eu.shop.example'
    const asking = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-admin' }
    const asked = await exchange(server.port, { request: 'OPTIONS /admin/stats', headers: asking })
    expect(asked).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-headers': 'x-admin', 'access-control-max-age': '600' },
    })
    const answer = await exchange(server.port, { request: 'GET /admin/stats', headers: { origin, 'x-admin': 'ada' } })
    expect(answer).toMatchObject({ status: 200, text: '{"shownTo":"ada"}', headers: { 'access-control-allow-origin': origin } })
    expect(answer.headers['server-timing']).toMatch(/^app;dur=/)
  })

  test('answers have the headers of its table', async () => {
    const table = [...readPage(root, 'docs/middleware.md').matchAll(/^\| `([a-z-]+)` \| `([^`]+)` \|$/gm)]
    const { status, headers } = await exchange(server.port, { request: 'GET /admin/stats' })
    expect(status).toBe(401)
    const shown = Object.fromEntries(table.map(([, name, value]) => [name!, value!]))
    expect(Object.keys(shown)).toHaveLength(7)
    expect(headers).toMatchObject({ ...shown, 'x-frame-options': 'SAMEORIGIN' })
  })
})

describe('answers.md shows answers as they are given', () => {
  let server: ServerProcess
  beforeAll(async () => {
    const { folder } = writeApp('docs/answers.md')
    await buildApp(folder, join(folder, 'dist'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node' }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())

  test('events', async () => {
    const { status, text } = await exchange(server.port, { request: 'GET /prices' })
    const shown = blocksOf(readPage(root, 'docs/answers.md')).find((block) => block.language === 'text')!
    expect([status, text]).toEqual([200, shown.text])
  })

  test('streams, folders and chosen forms', async () => {
    const texts = async (request: string, headers = {}) => (await exchange(server.port, { request, headers })).text
    expect(await texts('GET /numbers')).toBe('0\n1\n2\n')
    expect(await texts('GET /export')).toBe('sku,price\na,3\n')
    expect(await texts('GET /assets/')).toBe('<h1>public</h1>')
    expect(await texts('GET /report', { accept: 'text/csv' })).toBe('a,3\n')
  })
})

describe('sdk.md calls what it shows', () => {
  let server: ServerProcess
  let client: { published(url: string, slug: string): Promise<string>; orThrow(url: string): Promise<object> }
  let orders: { ids(url: string): Promise<number[]> }
  let checked: { mistakes(url: string, cursor: string): Promise<string[]> }
  let room: { answers(client: object, words: readonly string[]): Promise<string[]> }
  let around: { patient(url: string): Promise<object>; prices(url: string): Promise<number[]> }
  beforeAll(async () => {
    const { folder } = writeApp('docs/sdk.md')
    await buildApp(folder, join(folder, 'dist'))
    await buildClients('docs/sdk.md', folder, folder)
    client = await import(join(folder, 'client/read.js'))
    around = await import(join(folder, 'client/around.js'))
    orders = await import(join(folder, 'client/orders.js'))
    room = await import(join(folder, 'client/room.js'))
    checked = await import(join(folder, 'client/checked.js'))
    const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node' }
    server = await startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
  })
  afterAll(() => server?.kill())
  const url = () => `http://127.0.0.1:${server.port}`

  test('results', async () => {
    expect(await client.published(url(), 'dragons')).toBe('1970-01-01T00:00:00.000Z')
    expect(await client.published(url(), 'unicorns')).toBe('no_such_article')
    expect(await client.published('http://127.0.0.1:1', 'dragons')).toBe('network')
    expect(await client.orThrow(url())).toEqual({ slug: 'dragons', published: new Date(0) })
  })

  test('interceptors and events', async () => {
    expect(await around.patient(url())).toEqual({ slug: 'dragons', published: new Date(0) })
    expect(await around.prices(url())).toEqual([3, 5])
    expect(await orders.ids(url())).toEqual([1, 2, 3, 1, 2, 3])
  })

  test('checks', async () => {
    expect(await checked.mistakes(url(), 'more')).toEqual([])
    expect(await checked.mistakes('http://127.0.0.1:1', 'much too long')).toEqual(['query /cursor: string & MaxLen<8>'])
  })

  test('channels', async () => {
    const webSocket = (address: string, { protocols, headers }: { protocols: string[]; headers: Record<string, string> }) =>
      new WebSocket(address, protocols, { headers })
    expect(await room.answers({ baseUrl: url(), webSocket }, ['one', 'two'])).toEqual(['lobby: one', 'lobby: two'])
  })
})

test('README.md calls the client of conduit as its types allow', { timeout: 60_000 }, async () => {
  await buildClients('README.md', writeApp('README.md').folder, join(root, 'fixtures/apps/conduit'))
})

/** Checks and compiles the blocks below client/, against the client of an app. */
async function buildClients(page: string, folder: string, app: string): Promise<void> {
  const { ir, build } = compile(app)
  const { name, files } = await makeSdk(app, ir!, build.sdk!)
  for (const { path, text } of files) writeBelow(join(folder, 'node_modules', name), path, text)
  const paths = blocksOf(readPage(root, page)).flatMap(({ path }) => (path?.startsWith('client/') ? [join(folder, path)] : []))
  const module = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, rootDir: folder, outDir: folder }
  const program = ts.createProgram(paths, { ...module, strict: true, types: ['node'], skipLibCheck: true })
  expect(paths).not.toEqual([])
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([])
  program.emit()
}

describe('compression.md says what is compressed', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await serve('docs/compression.md')
  })
  afterAll(() => server?.kill())

  test('and what is left alone', async () => {
    const coding = async (request: string) =>
      (await exchange(server.port, { request, headers: { 'accept-encoding': 'gzip, br' } })).headers['content-encoding']
    expect(await coding('GET /catalogue')).toBe('br')
    expect(await coding(`GET /session?hint=${'x'.repeat(2000)}`)).toBeUndefined()
  })
})

describe('authentication.md says who is let in', () => {
  const secret = 'a secret of thirty-two bytes, or more'
  let server: ServerProcess
  beforeAll(async () => {
    server = await serve('docs/authentication.md', { JWT_SECRET: secret })
  })
  afterAll(() => server?.kill())

  test('by tokens and passwords', async () => {
    const ask = async (request: string, authorization?: string) => {
      const { status, text } = await exchange(server.port, { request, headers: authorization ? { authorization } : {} })
      return [status, JSON.parse(text).code ?? text]
    }
    const claims = { iss: 'https://login.example', aud: 'orders', sub: 'ada', scope: 'a b' }
    const sign = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1m')
    const token = await sign.sign(new TextEncoder().encode(secret))
    expect(await ask('GET /orders')).toEqual([401, 'unauthorized'])
    expect(await ask('GET /orders', `Bearer ${token}`)).toEqual([200, '{"orders":[],"of":"ada","scopes":["a","b"]}'])
    expect(await ask('GET /reports', `Bearer ${token}`)).toEqual([401, 'unauthorized'])
    expect(await ask('GET /staff', `Basic ${btoa('ada:correct horse')}`)).toEqual([200, '{"hello":"ada"}'])
  })
})

describe('limits.md says what is refused, and what is done once', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await serve('docs/limits.md', { REDIS_URL: 'redis://127.0.0.1:1' })
  })
  afterAll(() => server?.kill())

  test('with the headers that it shows', async () => {
    const shown = blocksOf(readPage(root, 'docs/limits.md')).find((block) => block.language === 'text')!
    const sent = { 'idempotency-key': 'first' }
    const order = (headers = {}) => exchange(server.port, { request: 'POST /orders', headers, body: { sku: 'a' } })
    expect([(await order()).status, (await order(sent)).text, (await order(sent)).text]).toEqual([
      400,
      '{"order":1,"sku":"a"}',
      '{"order":1,"sku":"a"}',
    ])
    expect((await exchange(server.port, { request: 'GET /status' })).headers['ratelimit']).toBeUndefined()
    expect((await exchange(server.port, { request: 'POST /exports' })).status).toBe(200)
    expect((await order(sent)).headers['ratelimit-policy']).toBe('"POST /orders";q=20;w=60')
    expect(shown.text).toBe('RateLimit-Policy: "default";q=100;w=60\nRateLimit: "default";r=99;t=1\n')
  })
})

/** Builds the page's app, and starts it. */
async function serve(page: string, environment: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const { folder } = writeApp(page)
  await buildApp(folder, join(folder, 'dist'))
  const env = { PORT: '0', HOST: '127.0.0.1', GATI_TRANSPORT: 'node', ...environment }
  return startServer({ node: process.execPath, folder: join(folder, 'dist'), env })
}

/** Writes the page's blocks as an app, in a folder from which the workspace's packages are found. */
function writeApp(page: string): { folder: string; sources: ReadonlyMap<string, string> } {
  const folder = join(root, '.cache/docs', page.replaceAll('/', '-').replace(/\.md$/, ''))
  const sources = new Map(
    blocksOf(readPage(root, page))
      .filter(isHandlerCode)
      .map((block) => [block.path!, block.text]),
  )
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, allowImportingTsExtensions: true, noEmit: true }
  const files = [
    ...sources,
    ['public/index.html', '<h1>public</h1>'],
    ['package.json', JSON.stringify({ name: 'docs', version: '1.0.0', private: true, type: 'module' })],
    ['tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, types: ['node'], skipLibCheck: true } })],
  ] as const
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of files) writeBelow(folder, path, text)
  if (existsSync(join(folder, 'past'))) recordPast(folder)
  return { folder, sources }
}

/** What the blocks below `past/` promised is a recorded version. */
function recordPast(folder: string): void {
  const { ir, diagnostics } = compile(join(folder, 'past'))
  expect(renderDiagnostics(diagnostics, () => undefined, { color: false })).toBe('')
  const version = { id: '2026-03-01T10:00:00Z', semver: '1.0.0', snapshot: snapshotOf(ir!) }
  for (const { path, text } of encodeVersion(version, digest)) writeBelow(folder, `.gati/versions/${path}`, text)
}

function writeBelow(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** A function's text with the comments above it. */
function emittedFunction(server: string, name: string): string {
  const lines = server.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`function ${name}(`))
  if (start === -1) return `// ${name} is not emitted any more`
  let first = start
  while (lines[first - 1]?.startsWith('//') === true) first--
  return lines.slice(first, lines.indexOf('}', start) + 1).join('\n')
}
