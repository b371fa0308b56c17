// Starts the built server on a free port and talks to it over HTTP: `npm test` builds it first.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'

let server
let url

before(async () => {
  server = spawn(process.execPath, ['dist/server.mjs'], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
  })
  for await (const line of createInterface(server.stdout)) {
    const event = JSON.parse(line)
    if (event.message === 'listening') {
      url = event.url
      return
    }
  }
  throw new Error('the server did not start')
})

after(async () => {
  if (server.exitCode !== null) return
  server.kill()
  await once(server, 'exit')
})

const send = (method, path, body) =>
  fetch(url + path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })

test('greets by name', async () => {
  const response = await fetch(`${url}/hello/ada`)
  assert.deepEqual(await response.json(), { hello: 'ada' })
  assert.match(response.headers.get('server-timing'), /^app;dur=\d+$/)
})

test('a todo is added, done and removed', async () => {
  const added = await send('POST', '/todos', { title: '  write a handler ' })
  assert.equal(added.status, 201)
  const todo = await added.json()
  assert.deepEqual(todo, { id: todo.id, title: 'write a handler', done: false })

  await send('PATCH', `/todos/${todo.id}`, { done: true })
  assert.deepEqual(await (await fetch(`${url}/todos?done=true`)).json(), [{ ...todo, done: true }])

  assert.equal((await send('DELETE', `/todos/${todo.id}`)).status, 204)
  assert.equal((await fetch(`${url}/todos/${todo.id}`)).status, 404)
})

test('a todo without a title is refused', async () => {
  const refused = await send('POST', '/todos', { title: '' })
  assert.equal(refused.status, 422)
  const { errors } = await refused.json()
  assert.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['/title'],
  )
})
