/** What `gatic watch` brings over from one version to the next: state, the debugger's port; and what a browser sees meanwhile. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedPositionFor, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openSocket } from '../../../fixtures/serve/socket-client.ts'
import { eventually, folderWith, freePort, SMALL_APP, start, writeAll } from '../testing/gatic-process.ts'
import { type InspectorSession, inspectorSession } from '../testing/inspector-session.ts'

async function watching(files: Readonly<Record<string, string>>, ...args: string[]) {
  const root = folderWith({ ...SMALL_APP, ...files })
  const port = await freePort()
  const child = start(['watch', ...args], { cwd: root, env: { PORT: String(port), HOST: '127.0.0.1' } })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += text
    })
  }
  onTestFinished(async () => {
    child.kill('SIGINT')
    await ended
  })
  const url = (path: string) => `http://127.0.0.1:${port}${path}`
  const answers = async (path: string, body: string) => {
    const answer = await eventually(url(path), (answer) => answer.body.includes(body))
    expect(answer.body, said).toContain(body)
  }
  const page = async (accept: string) => (await fetch(url('/hello'), { headers: { accept, connection: 'close' } })).text()
  return { root, answers, page, url, said: () => said }
}

const VISITS = {
  'src/modules/visits.ts': `import type { Module } from '@gati-framework/core'
const visits = { count: 0 }
export default {
  name: 'visits',
  exports: visits,
  handover: () => visits.count,
  takeover: (count) => {
    visits.count = count
  },
} satisfies Module<typeof visits, number>
`,
  'src/api/visits.ts': `import type { Handler } from '@gati-framework/core'
export const POST: Handler<object, { count: number }> = (_req, _res, gctx) => ({ count: ++gctx.modules.visits.count })
`,
}

test('a module takes over what the one before hands over', { timeout: 90_000 }, async () => {
  const { root, answers, url } = await watching(VISITS)
  await answers('/hello', 'world')
  const visit = async () => (await fetch(url('/visits'), { method: 'POST' })).json()
  for (const count of [1, 2, 3]) expect(await visit()).toEqual({ count })
  writeAll(root, { 'src/api/hello.ts': "export const GET = () => ({ hello: 'again' })\n" })
  await answers('/hello', 'again')
  expect(await visit()).toEqual({ count: 4 })
})

test('a browser sees what is wrong, as text; others are answered', { timeout: 90_000 }, async () => {
  const { root, answers, page, said } = await watching({
    'src/api/hello.ts': 'export const GET = () => ({ "<b>": nothing })\n',
  })
  const shown = async (accept: string, text: string) => {
    let body = ''
    for (const end = Date.now() + 30_000; Date.now() < end && !body.includes(text); await pause())
      body = await page(accept).catch(() => '')
    expect(body, said()).toContain(text)
    return body
  }
  const body = await shown('text/html', 'nothing')
  expect(body).toContain('&lt;b&gt;')
  expect(body).not.toContain('<b>')
  await shown('*/*', 'no_server')

  writeAll(root, { 'src/api/hello.ts': "export const GET = () => ({ hello: 'well' })\n" })
  await answers('/hello', 'well')
  writeAll(root, { 'src/api/hello.ts': 'export const GET = () => ({ a: nothing })\n' })
  await shown('text/html', 'src/api/hello.ts:1')
  expect(await page('*/*')).toBe('{"hello":"well"}')
  writeAll(root, { 'src/api/hello.ts': "export const GET = () => ({ hello: 'mended' })\n" })
  await shown('text/html', 'mended')
})

test('sockets of a version that is replaced are closed with 1001, and open again at the new one', {
  timeout: 90_000,
}, async () => {
  const socketFile = (said: string) =>
    `import type { Socket } from '@gati-framework/core'\nexport const WS: Socket<never, string> = { open: (socket) => socket.send('${said}') }\n`
  const { root, answers, url } = await watching({ 'src/api/socket.ts': socketFile('first') })
  await answers('/hello', 'world')
  const port = Number(new URL(url('/')).port)
  const before = await openSocket(port, '/socket')
  expect(await before.text()).toBe('first')
  writeAll(root, {
    'src/api/socket.ts': socketFile('second'),
    'src/api/hello.ts': "export const GET = () => ({ hello: 'again' })\n",
  })
  await answers('/hello', 'again')
  expect(await before.closed()).toBe('closed 1001')
  const after = await openSocket(port, '/socket')
  expect(await after.text()).toBe('second')
  after.socket.destroy()
})

const pause = () => new Promise((resolve) => setTimeout(resolve, 50))

test('breakpoints in sources are hit in each version, on one port', { timeout: 90_000 }, async () => {
  const inspectPort = await freePort()
  const { root, answers, url } = await watching({}, `--inspect=${inspectPort}`)
  const source = join(root, 'src/api/hello.ts')
  await answers('/hello', 'world')
  const first = await attached(inspectPort)
  expect(await hit(first, url('/hello'))).toBe(source)
  writeAll(root, { 'src/api/hello.ts': "/** Greets. */\nexport const GET = () => ({ hello: 'again' })\n" })
  await answers('/hello', 'again')
  expect(await hit(await attached(inspectPort, first.script), url('/hello'))).toBe(source)
})

test('a debugger port that is in use is said, and the app is served', { timeout: 90_000 }, async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { answers, said } = await watching({}, `--inspect=${port}`)
  await answers('/hello', 'world')
  await vi.waitFor(() => expect(said()).toContain(`No debugger can attach: port ${port} is in use.`), 30_000)
})

interface Attached {
  readonly session: InspectorSession
  /** Where the server's code is. Each version has its own place. */
  readonly script: string
  readonly sourceMap: string
}

/** The port passes from version to version after the first answer of the newer one: what refuses, ends or is the older one is asked again. */
async function attached(port: number, older?: string): Promise<Attached> {
  let why: unknown
  for (const end = Date.now() + 30_000; Date.now() < end; await pause()) {
    const session = await inspectorUrl(port)
      .then(inspectorSession)
      .catch((error: unknown) => void (why = error))
    if (session === undefined) continue
    const parsed = session.event('Debugger.scriptParsed', ({ url }) => String(url).endsWith('/server.mjs'))
    const found = await Promise.all([parsed, session.send('Debugger.enable')]).catch((error: unknown) => void (why = error))
    const { url: script, sourceMapURL: sourceMap } = (found?.[0] ?? {}) as { url?: string; sourceMapURL?: string }
    if (script !== undefined && sourceMap !== undefined && script !== older) return { session, script, sourceMap }
    session.close()
  }
  throw new Error('no inspector of a newer version', { cause: why })
}

/** Sets a breakpoint where the source map says that line 2 of the handler's source is, asks, and gives the source where the server stood. */
async function hit({ session, script, sourceMap }: Attached, url: string): Promise<string> {
  const { send, event, close } = session
  const mapUrl = new URL(sourceMap, script)
  const map = new TraceMap(readFileSync(mapUrl, 'utf8'), mapUrl.href)
  const source = map.resolvedSources.find((source) => source?.endsWith('/src/api/hello.ts'))!
  const { line, column } = generatedPositionFor(map, { source, line: 2, column: 26 })
  await send('Debugger.setBreakpointByUrl', { url: script, lineNumber: line! - 1, columnNumber: column! })
  const paused = event('Debugger.paused', () => true)
  const answer = fetch(url, { headers: { connection: 'close' } }).then((response) => response.text())
  const { callFrames } = (await paused) as { callFrames: { location: { lineNumber: number; columnNumber: number } }[] }
  const { lineNumber, columnNumber } = callFrames[0]!.location
  await send('Debugger.resume')
  await answer
  close()
  return fileURLToPath(originalPositionFor(map, { line: lineNumber + 1, column: columnNumber }).source!)
}

async function inspectorUrl(port: number): Promise<string> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`, { headers: { connection: 'close' } })
  return ((await targets.json()) as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl
}
