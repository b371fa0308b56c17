/**
 * `npm run demo`: compiles fixtures/apps/conduit, starts its server and talks to it over HTTP as a front end would. Prints every
 * exchange; fails when an answer is not what the RealWorld API promises.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const app = join(root, 'fixtures/apps/conduit')
const gatic = join(root, 'compiler/dist/cli.mjs')
const longest = 60_000

const colours = process.stdout.isTTY && !process.env.NO_COLOR
const style = (format, text) => (colours ? styleText(format, text) : text)

const started = performance.now()
const processes = new Set()
const limit = setTimeout(() => fail(new Error(`not done after ${longest / 1000} s`)), longest)

/** What a front end does, from an empty database to a feed. */
async function converse(url) {
  const jake = { username: 'jake', email: 'jake@example.org', password: 'jakejake' }
  const anah = { username: 'anah', email: 'anah@example.org', password: 'anahanah' }
  const call = (request, expected, more) => exchange(`${url}/api`, request, expected, more)

  title('Two users register; one of them logs in')
  await call('POST /users', 201, { body: { user: jake } })
  const { user: reader } = await call('POST /users', 201, { body: { user: anah } })
  const { user: author } = await call('POST /users/login', 200, {
    body: { user: { email: jake.email, password: jake.password } },
  })
  assert.equal(author.username, 'jake')

  title('He publishes an article')
  const draft = {
    title: 'How to train your dragon',
    description: 'Ever wonder how?',
    body: 'Very carefully.',
    tagList: ['dragons', 'training'],
  }
  const { article } = await call('POST /articles', 201, { token: author.token, body: { article: draft } })
  assert.equal(article.slug, 'how-to-train-your-dragon')

  title('She comments on it, makes it a favourite and follows him')
  const comment = { body: 'Mine bites.' }
  await call(`POST /articles/${article.slug}/comments`, 200, { token: reader.token, body: { comment } })
  const { article: liked } = await call(`POST /articles/${article.slug}/favorite`, 200, { token: reader.token })
  assert.deepEqual([liked.favorited, liked.favoritesCount], [true, 1])
  const { profile } = await call('POST /profiles/jake/follow', 200, { token: reader.token })
  assert.equal(profile.following, true)

  title('Her feed has the article, without its body')
  const feed = await call('GET /articles/feed?limit=5', 200, { token: reader.token })
  assert.deepEqual([feed.articlesCount, feed.articles[0].slug, feed.articles[0].body], [1, article.slug, undefined])
  assert.deepEqual(await call('GET /tags', 200), { tags: ['dragons', 'training'] })

  title('What is not right is refused')
  const blank = await call('POST /users', 422, { body: { user: { username: 'eve', email: 'not an address', password: '' } } })
  assert.equal(blank.errors.body.length, 2)
  await call('GET /articles?limit=none', 422)
  await call('GET /user', 401)
  await call(`DELETE /articles/${article.slug}`, 403, { token: reader.token })
  await call('GET /articles/no-such-article', 404)
}

async function exchange(base, request, expected, { token, body } = /** @type {{ token?: string, body?: object }} */ ({})) {
  const [method, path] = request.split(' ')
  const response = await fetch(base + path, {
    method,
    headers: { ...(token && { authorization: `Token ${token}` }), ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const text = await response.text()
  const answer = text === '' ? undefined : JSON.parse(text)
  const asExpected = response.status === expected
  console.log(
    `${style('bold', method)} /api${path} ${style('dim', '->')} ${style(asExpected ? 'green' : 'red', String(response.status))}`,
  )
  if (body) console.log(indented(style('dim', readable(body))))
  if (answer) console.log(indented(readable(answer)))
  if (!asExpected) throw new Error(`${request} should be answered with ${expected}, not with ${response.status}`)
  return answer
}

/** JSON that is read: what is small on one line, long strings cut. */
function readable(value, indent = '') {
  const line = JSON.stringify(value, (_key, member) => (isLong(member) ? `${member.slice(0, 24)}...` : member))
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 96) return line
  const deeper = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map((item) => deeper + readable(item, deeper)).join(',\n')}\n${indent}]`
  const members = Object.entries(value).map(([name, member]) => `${deeper}${JSON.stringify(name)}: ${readable(member, deeper)}`)
  return `{\n${members.join(',\n')}\n${indent}}`
}

const isLong = (value) => typeof value === 'string' && value.length > 80
const indented = (text) => text.replace(/^/gm, '  ')
const title = (text) => console.log(`\n${style('cyan', text)}`)

async function build() {
  if (!existsSync(gatic)) throw new Error(`${gatic} is not there: run \`npm run build\` first`)
  title('gatic build fixtures/apps/conduit')
  const child = run([gatic, 'build', app], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`gatic build ended with ${code}`)
}

/** On a free port of the loopback interface; ready when it says so. */
async function start() {
  title('node dist/server.mjs')
  const { DATABASE_URL: _, DATA_DIR: __, ...inherited } = process.env
  const child = run([join(app, 'dist/server.mjs')], {
    cwd: join(app, 'dist'),
    env: { ...inherited, HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)
  const events = []
  const listening = new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      events.push(line)
      const event = JSON.parse(line)
      if (event.message === 'listening') resolve(event)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${events.join('\n')}`)))
  })
  const { url, transport, reason } = await listening
  console.log(
    `${url} over ${transport === 'uws' ? 'uWebSockets.js' : 'node:http'}${reason ? ` (${reason})` : ''}, on the embedded PostgreSQL`,
  )
  return { url, child, events }
}

async function stop({ child, events }) {
  title('SIGTERM')
  child.kill('SIGTERM')
  const [code, signal] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
  assert.equal(code ?? signal, process.platform === 'win32' ? 'SIGTERM' : 0, 'the server stops in order')
  const errors = events.filter((line) => JSON.parse(line).level === 'error')
  assert.deepEqual(errors, [], 'the server logged no errors')
  console.log('stopped in order')
}

function run(args, options) {
  const child = spawn(process.execPath, args, options)
  processes.add(child)
  child.once('exit', () => processes.delete(child))
  return child
}

function fail(error) {
  console.error(style('red', `\nThe demo failed: ${error.message}`))
  for (const child of processes) child.kill('SIGKILL')
  process.exit(1)
}

try {
  await build()
  const server = await start()
  await converse(server.url)
  await stop(server)
  clearTimeout(limit)
  console.log(style('green', `\nAll as expected, in ${((performance.now() - started) / 1000).toFixed(1)} s.`))
} catch (error) {
  fail(error)
}
