/** Both transports are held to one table of exchanges, byte by byte, in processes of their own. */
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uwsNodeForTests } from '../../scripts/uws-node.mjs'
import { type Case, type Expected, groups } from './testing/cases.ts'
import { type Conversation, RST, talk } from './testing/client.ts'
import { type AppProcess, type BuiltApp, buildApp } from './testing/server.ts'

const newer = await uwsNodeForTests()
const node24 = 'path' in newer ? newer.path : undefined
const why = 'reason' in newer ? newer.reason : ''
if (node24 === undefined) console.warn(`uWebSockets.js is not tested: ${why}`)

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

const runs = [
  { title: `node:http on Node ${process.versions.node}`, transport: 'node', node: process.execPath },
  { title: 'node:http on the Node of uWebSockets.js', transport: 'node', node: node24 === process.execPath ? undefined : node24 },
  { title: 'uWebSockets.js', transport: 'uws', node: node24 },
] as const

let built: BuiltApp
beforeAll(async () => {
  built = await buildApp()
})
afterAll(() => built?.remove())

for (const { title, transport, node } of runs) {
  describe.skipIf(node === undefined)(title, () => {
    let app: AppProcess
    /** Begun first, looked at last: it takes as long as a server is patient. */
    let stalled: Promise<Conversation>
    beforeAll(async () => {
      app = await built.start(node!, transport)
      stalled = talk(app.port, [get('/out/endless?stalled')], { deafFor: 14_000, patience: 15_000 })
    })
    afterAll(() => app?.stop())

    for (const [group, cases] of Object.entries(groups)) {
      describe.concurrent(group, () => {
        for (const one of cases) it(one.title, () => hold(app, transport, one))
      })
    }

    it('tells the app when a client goes away, once, and takes no answer after it', async () => {
      await talk(app.port, [get('/watched?gone'), 100, RST])
      const abort = await app.until(({ event, id }) => event === 'abort' && id === 'gone')
      expect(abort).toMatchObject({ reason: 'client', aborted: true })
      await app.until(({ event, id }) => event === 'answered' && id === 'gone')
      expect(app.events.filter(({ id, event }) => id === 'gone' && event === 'abort')).toHaveLength(1)
      expect(app.events).toContainEqual({ event: 'finish', path: '/watched', status: 0 })
    })

    it('tells an app that asks late', async () => {
      await talk(app.port, [get('/watched-late?later'), 250, RST])
      expect(await app.until(({ event, id }) => event === 'abort' && id === 'later')).toMatchObject({ reason: 'client' })
    })

    it('tells the app of the time-out before it answers for it', async () => {
      const { answers } = await talk(app.port, [get('/timeout?late')])
      expect(answers[0]?.status).toBe(503)
      expect(await app.until(({ event, id }) => event === 'abort' && id === 'late')).toMatchObject({ reason: 'timeout' })
    })

    it.each(['/release', '/release-soon'])('answers another exchange in one piece from within %s', async (path) => {
      const waiting = talk(app.port, [get('/hold')])
      await new Promise((resolve) => setTimeout(resolve, 80))
      const { answers } = await talk(app.port, [get(path)])
      expect(answers[0]?.body).toBe('done')
      expect((await waiting).answers[0]).toMatchObject({ status: 200, body: 'released', headers: { 'x-a': '1', 'x-b': '2' } })
    })

    it('stops writing for a client that takes nothing, and gives it up after a while', { timeout: 40_000 }, async () => {
      const { closed } = await stalled
      const event = await app.until(({ event, id }) => event === 'stream closed' && id === 'stalled')
      expect(event['written']).toBeLessThan(16 << 20)
      expect(app.events).toContainEqual({ event: 'stream abort', id: 'stalled', reason: 'client' })
      expect(closed).toBe(true)
    })

    it('tells the app when a client goes away while its answer is written', async () => {
      await talk(app.port, [get('/out/endless?gone'), 100, RST])
      await app.until(({ event, id }) => event === 'stream closed' && id === 'gone')
      expect(await app.until(({ event, id }) => event === 'stream abort' && id === 'gone')).toMatchObject({ reason: 'client' })
      expect(app.events).toContainEqual({ event: 'finish', path: '/out/endless', status: 0 })
    })

    it('hands what an app throws to the process, which lives on', async () => {
      await talk(app.port, [get('/throw')])
      await app.until(({ event, message }) => event === 'uncaught' && message === 'from the app')
      expect((await talk(app.port, [get('/')])).answers[0]?.body).toBe('GET')
    })

    it('says that a port is taken', async () => {
      app.command('listenAgain')
      expect(await app.until(({ event }) => event === 'listenAgain')).toMatchObject({ code: 'EADDRINUSE' })
    })

    it.skipIf(!hasIPv6)('gives addresses as they are written, IPv4 as IPv4', async () => {
      app.command('listen6')
      const port = (await app.until(({ event }) => event === 'listen6'))['port'] as number
      const bodies = await Promise.all(
        ['127.0.0.1', '::1'].map(async (host) => (await talk(port, [get('/address')], { host })).answers[0]?.body),
      )
      expect(bodies).toEqual(['127.0.0.1', '::1'])
    })

    it('finishes every exchange, and complains of nothing', async () => {
      app.command('inFlight')
      expect(await app.until(({ event }) => event === 'inFlight')).toMatchObject({ count: 0 })
      expect(app.complaints()).toBe('')
    })
  })

  describe.skipIf(node === undefined)(`shutdown of ${title}`, () => {
    it('finishes what is in flight, says connection: close, and ends the idle', async () => {
      const app = await built.start(node!, transport)
      const idle = talk(app.port, [get('/')], { answers: 2, patience: 4_000 })
      const pending = talk(app.port, [get('/late')], { linger: 500 })
      await app.until(({ event, path }) => event === 'asked' && path === '/late')
      app.command('close')
      const { answers, closed } = await pending
      expect(answers[0]).toMatchObject({ status: 200, body: 'late', headers: { connection: 'close' } })
      expect(closed).toBe(true)
      expect(await app.until(({ event }) => event === 'closed')).toMatchObject({ inFlight: 0 })
      expect((await idle).closed).toBe(true)
      expect(await app.exited).toBe(0)
    })

    it('lets answers without an end end cleanly', async () => {
      const app = await built.start(node!, transport)
      const open = talk(app.port, [get('/out/until-shutdown')], { linger: 500 })
      await app.until(({ event, path }) => event === 'asked' && path === '/out/until-shutdown')
      app.command('close')
      const { answers, closed } = await open
      expect([answers[0]?.body, closed]).toEqual(['open', true])
      expect(await app.exited).toBe(0)
    })

    it('ends what is in flight when its time is over', async () => {
      const app = await built.start(node!, transport)
      const pending = talk(app.port, [get('/watched?shutdown')], { patience: 4_000 })
      await app.until(({ event, path }) => event === 'asked' && path === '/watched')
      app.command('close')
      app.command('abort')
      expect(await app.until(({ event, id }) => event === 'abort' && id === 'shutdown')).toMatchObject({ reason: 'shutdown' })
      const { answers, closed } = await pending
      expect([answers.length, closed]).toEqual([0, true])
      expect(await app.exited).toBe(0)
    })
  })
}

async function hold(app: AppProcess, transport: 'uws' | 'node', one: Case): Promise<void> {
  const { uws } = one
  const differs = transport === 'uws' && uws !== undefined
  const expected = differs ? uws.expect : one.expect
  const closed = differs && uws.closed !== undefined ? uws.closed : one.closed
  const { answers, closed: wasClosed } = await talk(app.port, one.send, { ...one, linger: closed === true ? 1_000 : 60 })
  expect(answers.map(({ status }) => status)).toEqual(expected.map(({ status }) => status))
  for (const [index, wanted] of expected.entries()) check(answers[index]!, wanted)
  if (closed !== undefined) expect(wasClosed, 'connection closed').toBe(closed)
}

function check(answer: { headers: Readonly<Record<string, string>>; body: string }, { headers = {}, body }: Expected): void {
  for (const [name, wanted] of Object.entries(headers)) {
    if (wanted === null) expect(answer.headers[name], name).toBeUndefined()
    else if (typeof wanted === 'string') expect(answer.headers[name], name).toBe(wanted)
    else expect(answer.headers[name], name).toMatch(wanted)
  }
  if (typeof body === 'string') expect(answer.body).toBe(body)
  else if (body !== undefined) expect(answer.body).toMatch(body)
}

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`
}
