/**
 * `npm run demo`: compiles fixtures/apps/conduit, starts its server, installs its client from the tarball and talks to the server
 * through it as a front end would. Prints every exchange; fails when an answer is not what the RealWorld API promises.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { styleText } from 'node:util'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const app = join(root, 'fixtures/apps/conduit')
const gatic = join(root, 'compiler/dist/cli.mjs')
const longest = 120_000

const colours = process.stdout.isTTY && !process.env.NO_COLOR
const style = (format, text) => (colours ? styleText(format, text) : text)

const started = performance.now()
const processes = new Set()
const limit = setTimeout(() => fail(new Error(`not done after ${longest / 1000} s`)), longest)

/** What a front end does, from an empty database to a feed, through the client that `gatic build` packed. */
async function converse(baseUrl) {
  const { createClient, bearer, ApiError } = await installClient()
  const visitor = createClient({ baseUrl, use: [watch] })
  const signedIn = (token) => createClient({ baseUrl, use: [bearer(token, { scheme: 'Token' }), watch] })
  const jake = { username: 'jake', email: 'jake@example.org', password: 'jakejake' }
  const anah = { username: 'anah', email: 'anah@example.org', password: 'anahanah' }

  title('Two users register; one of them logs in')
  await visitor.users.create({ body: { user: jake } }).orThrow()
  const reader = signedIn((await visitor.users.create({ body: { user: anah } }).orThrow()).user.token)
  const { user } = await visitor.users.login({ body: { user: { email: jake.email, password: jake.password } } }).orThrow()
  assert.equal(user.username, 'jake')
  const author = signedIn(user.token)

  title('He publishes an article')
  const draft = {
    title: 'How to train your dragon',
    description: 'Ever wonder how?',
    body: 'Very carefully.',
    tagList: ['dragons', 'training'],
  }
  const { article } = await author.articles.create({ body: { article: draft } }).orThrow()
  const { slug } = article
  assert.equal(slug, 'how-to-train-your-dragon')
  assert(article.createdAt instanceof Date, 'dates are dates')

  title('She comments on it, makes it a favourite and follows him')
  await reader.articles.comments.create({ slug, body: { comment: { body: 'Mine bites.' } } }).orThrow()
  const { article: liked } = await reader.articles.favorite({ slug }).orThrow()
  assert.deepEqual([liked.favorited, liked.favoritesCount], [true, 1])
  const { profile } = await reader.profiles.follow({ username: 'jake' }).orThrow()
  assert.equal(profile.following, true)

  title('Her feed has the article, without its body')
  const feed = await reader.articles.getFeed({ limit: 5 }).orThrow()
  assert.deepEqual([feed.articlesCount, feed.articles[0].slug, feed.articles[0].body], [1, slug, undefined])
  assert.deepEqual((await visitor.tags.list().orThrow()).tags, ['dragons', 'training'])

  title('What is not right is refused, and narrows by its status')
  const eve = { username: 'eve', email: 'not an address', password: '' }
  const blank = await visitor.users.create({ body: { user: eve } })
  assert(blank.status === 422 && blank.error.errors.body.length === 2)
  assert.equal((await visitor.articles.list({ limit: 'none' })).status, 422)
  assert.equal((await visitor.getUser()).status, 401)
  assert.equal((await reader.articles.delete({ slug })).status, 403)
  const missing = await visitor.articles
    .get({ slug: 'no-such-article' })
    .orThrow()
    .catch((error) => error)
  assert(missing instanceof ApiError && missing.result.status === 404)
}

/** As anybody would: from the tarball, into a folder that has nothing else. */
async function installClient() {
  const [tarball] = readdirSync(join(app, 'sdk')).filter((name) => name.endsWith('.tgz'))
  title(`npm install ${tarball}`)
  const folder = mkdtempSync(join(tmpdir(), 'gatic-demo-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  const npm = spawn('npm', ['install', '--offline', '--no-audit', '--no-fund', join(app, 'sdk', tarball)], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  const [code] = await once(npm, 'exit')
  assert.equal(code, 0, 'the client installs')
  return import(pathToFileURL(join(folder, 'node_modules/conduit-sdk/index.js')).href)
}

/** An interceptor of the client: prints what is sent, and what comes back. */
async function watch(request, next) {
  const response = await next(request)
  const { pathname, search } = new URL(request.url)
  const isGood = response.status < 400
  console.log(
    `${style('bold', request.method)} ${pathname}${search} ${style('dim', '->')} ${style(isGood ? 'green' : 'yellow', String(response.status))}`,
  )
  if (request.body) console.log(indented(style('dim', readable(JSON.parse(request.body)))))
  const text = await response.clone().text()
  if (text !== '') console.log(indented(readable(JSON.parse(text))))
  return response
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
