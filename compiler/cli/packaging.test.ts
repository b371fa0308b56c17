/**
 * What a stranger does, with packed packages instead of the registry's: install gatic, create an app in a folder outside of this
 * repository, check it, test it, run it.
 */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, freePort, repository } from './testing/gatic-process.ts'

const WINDOWS = process.platform === 'win32'
const outside = mkdtempSync(join(tmpdir(), 'gatic-packaging-'))
const tarballs = join(outside, 'tarballs')
const app = join(outside, 'my-app')

/** Without what this test run has set: a stranger's shell has none of it. */
const env = Object.fromEntries(
  Object.entries({ ...process.env, npm_config_prefer_offline: 'true', npm_config_user_agent: 'npm/11.0.0 node/v20.19.0' }).filter(
    ([name]) => !/^(NODE_PATH|NODE_OPTIONS|VITEST.*|npm_(package|lifecycle|execpath).*|INIT_CWD)$/.test(name),
  ),
)

/** Standard output; rejects with everything that was said. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { cwd, env, shell: WINDOWS, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stdout}\n${stderr}`))
    })
  })
}

beforeAll(async () => {
  mkdirSync(tarballs)
  mkdirSync(join(outside, 'tool'))
  const workspaces = ['gatic', '@gati-framework/core', '@gati-framework/types'].flatMap((name) => ['-w', name])
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', tarballs, ...workspaces], repository)
  const files = packed.trim().split(/\s+/)
  expect(files).toHaveLength(3)
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', 'tool', ...files.map((file) => `./tarballs/${file}`)],
    outside,
  )
  await run(join(outside, 'tool/node_modules/.bin/gatic'), ['create', 'my-app', '--yes', '--packages', 'tarballs'], outside)
}, 240_000)

afterAll(() => rmSync(outside, { recursive: true, force: true, maxRetries: 5 }))

test('each package carries its license', () => {
  for (const name of ['gatic', '@gati-framework/core', '@gati-framework/types'])
    expect(existsSync(join(outside, 'tool/node_modules', name, 'LICENSE')), name).toBe(true)
})

test('the new app is named for its folder and ignores what is made', () => {
  const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))
  expect(manifest.name).toBe('my-app')
  expect(manifest.dependencies['@gati-framework/core']).toMatch(/^file:.*\.tgz$/)
  expect(readFileSync(join(app, '.gitignore'), 'utf8')).toContain('node_modules/')
})

test('its types check and its own tests pass', { timeout: 240_000 }, async () => {
  await run('npm', ['run', '--silent', 'check'], app)
  expect(await run('npm', ['test', '--silent'], app)).toMatch(/^. pass 3$/m)
})

test('its server answers', { timeout: 120_000 }, async () => {
  const port = await freePort()
  await run('npm', ['run', '--silent', 'build'], app)
  expect(existsSync(join(app, 'dist/node_modules')), 'the shim is bundled, not copied').toBe(false)
  const server = spawn(process.execPath, ['dist/server.mjs'], { cwd: app, env: { ...env, PORT: String(port) }, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const answer = await eventually(`http://127.0.0.1:${port}/hello/ada`, ({ status }) => status !== 0)
    expect(answer).toEqual({ status: 200, body: '{"hello":"ada"}' })
  } finally {
    server.kill()
    await ended
  }
})
