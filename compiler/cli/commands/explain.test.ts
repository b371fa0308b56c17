import { expect, test, vi } from 'vitest'
import { folderWith, gatic, SMALL_APP } from '../testing/gatic-process.ts'

// Each compiles several times, in processes of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

test('gatic explain prints the page of a code or a name', async () => {
  const byCode = await gatic(['explain', 'gt2104'])
  expect(byCode).toMatchObject({ code: 0, stdout: expect.stringMatching(/^GT2104 route-conflict \(error\)\n/) })
  expect((await gatic(['explain', 'route-conflict'])).stdout).toBe(byCode.stdout)
  expect(await gatic(['explain', 'route-conflct'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean `route-conflict`?'),
  })
})

test('gatic explain prints what a socket takes and gives', async () => {
  const root = folderWith({
    ...SMALL_APP,
    'src/api/rooms/[room].ts': [
      "import type { Socket } from '@gati-framework/core'",
      'interface Said { text: string }',
      '/** A room. */',
      'export const WS: Socket<Said, Said | Uint8Array> = { maxPayloadLength: 512, message: (socket, said) => socket.send(said) }',
      '',
    ].join('\n'),
  })
  const { code, stdout } = await gatic(['explain', 'ws /rooms/1', root])
  expect(code).toBe(0)
  for (const expected of [
    'WS /rooms/:room\nA room.',
    'messages up to 512 bytes',
    'export const WS: Socket<',
    'Messages of clients\n\n  json Said',
    'Messages to clients\n\n  json Said\n  binary, as it is',
    'function wsRoomsRoom(exchange, rawRoom) {',
    'const wsRoomsRoomSocket = socketEndpoint(gctx, {',
    'function isSaid(value) {',
  ]) {
    expect(stdout).toContain(expected)
  }
})

test('gatic explain prints everything about the route that answers a request', async () => {
  const root = folderWith({
    ...SMALL_APP,
    'src/timing.ts':
      "import type { Middleware } from '@gati-framework/core'\nexport const timing: Middleware = (_req, _res, _gctx, _lctx, next) => next()\n",
    'gati.config.ts':
      "import { defineConfig } from '@gati-framework/core'\nimport { timing } from './src/timing.ts'\nexport default defineConfig({ middleware: [timing] })\n",
    'src/api/users/[id].ts': [
      "import type { Handler, Integer, Reply } from '@gati-framework/core'",
      'interface User { id: number; name: string }',
      '/** Fetch one user. */',
      "export const GET: Handler<{ params: { id: number & Integer } }, User | Reply<404, { error: 'none' }>> = (req, res) =>",
      "  req.params.id > 1 ? res.status(404).json({ error: 'none' }) : { id: 1, name: 'Ada' }",
      '',
    ].join('\n'),
  })
  const { code, stdout } = await gatic(['explain', 'get /users/1', root])
  expect(code).toBe(0)
  for (const expected of [
    'GET /users/:id\nFetch one user.',
    'Handler  src/api/users/[id].ts:4',
    'export const GET: Handler<',
    'timing',
    'params: { id: number & Integer }',
    '200  User',
    "404  { error: 'none' }",
    'type User = {',
    '// GET /users/:id - src/api/users/[id].ts:4',
  ]) {
    expect(stdout).toContain(expected)
  }
  const unknown = await gatic(['explain', 'DELETE /users/1', root])
  expect(unknown).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('GT6008 unknown-route: No route answers DELETE /users/1'),
  })
  expect(unknown.stderr).toContain('Did you mean `GET /users/:id`?')
})
