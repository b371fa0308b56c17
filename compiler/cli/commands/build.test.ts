import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { BROKEN_HANDLER, folderWith, gatic, SMALL_APP, start, writeAll } from '../testing/gatic-process.ts'

// Each compiles several times, in processes of its own, on a machine that other tests are busy on.
vi.setConfig({ testTimeout: 120_000 })

describe('gatic build', () => {
  test('writes the server, the generated types and the client, and sums up', async () => {
    const root = folderWith(SMALL_APP)
    const { code, stdout, stderr } = await gatic(['build'], { cwd: root })
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Compiling\nPacking the client\nLinking\nWriting\n' })
    expect(stdout).toMatch(/^Built small 1\.2\.3 in /)
    expect(stdout).toMatch(/dist\/server\.mjs +\d/)
    expect(stdout).toContain('1: 1 GET')
    expect(readdirSync(root).sort()).toEqual(['.gati', 'dist', 'package.json', 'sdk', 'src'])
    expect(stdout).toContain('small-sdk, sdk/small-1.2.3.tgz')
    expect(existsSync(join(root, '.gati/generated/context.ts'))).toBe(true)
  })

  test('packs no client where the command line or the config says so', async () => {
    const config = (sdk: string) =>
      `import { defineConfig } from '@gati-framework/core'\nexport default defineConfig({ sdk: ${sdk} })\n`
    const unasked = folderWith(SMALL_APP)
    const refused = folderWith({ ...SMALL_APP, 'gati.config.ts': config('false') })
    const renamed = folderWith({ ...SMALL_APP, 'gati.config.ts': config("{ name: '@acme/small' }") })
    expect(await gatic(['build', unasked, '--no-sdk'])).toMatchObject({ code: 0 })
    expect(await gatic(['build', refused])).toMatchObject({ code: 0 })
    for (const root of [unasked, refused]) expect(existsSync(join(root, 'sdk'))).toBe(false)
    expect((await gatic(['generate', renamed])).stdout).toContain('sdk/small-1.2.3.tgz written')
    const { name } = JSON.parse(readFileSync(join(renamed, '.gati/generated/client/package.json'), 'utf8'))
    expect(name).toBe('@acme/small')
  })

  test('does nothing when nothing changed, and says the same again', async () => {
    const root = folderWith(SMALL_APP)
    // What was written a moment ago may still be written to.
    await new Promise((resolve) => setTimeout(resolve, 100))
    const first = await gatic(['build', root, '--json'])
    const server = statSync(join(root, 'dist/server.mjs'))
    const second = await gatic(['build', root, '--json'])
    const untimed = ({ stdout }: { stdout: string }) => ({ ...JSON.parse(stdout), timings: undefined })
    expect(untimed(second)).toEqual(untimed(first))
    expect(statSync(join(root, 'dist/server.mjs')).ino).toBe(server.ino)
    expect((await gatic(['build', root])).stdout).toMatch(/^Nothing changed since small 1\.2\.3 was built: /)
    writeAll(root, { 'src/api/hello.ts': BROKEN_HANDLER })
    expect((await gatic(['build', root])).code).toBe(1)
    writeAll(root, { 'src/api/hello.ts': SMALL_APP['src/api/hello.ts'] })
    rmSync(join(root, '.gati/cache'), { recursive: true })
    expect((await gatic(['build', root])).stdout).toMatch(/^Built small 1\.2\.3 in /)
  })

  test('prints diagnostics without colours and leaves the previous output alone', async () => {
    const root = folderWith({
      ...SMALL_APP,
      'src/api/hello.ts': BROKEN_HANDLER,
      'dist/server.mjs': 'old',
      'dist/server.mjs.map': '',
    })
    const { code, stdout, stderr } = await gatic(['build', root])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/error GT\d{4} /)
    expect(stderr).toContain('src/api/hello.ts:1:')
    expect(stderr).not.toContain('\u001b')
    expect(readFileSync(join(root, 'dist/server.mjs'), 'utf8')).toBe('old')
    expect(readdirSync(root).filter((name) => name.startsWith('.dist'))).toEqual([])
  })

  test('--json prints one document, of what was built or what is wrong', async () => {
    const root = folderWith(SMALL_APP)
    const built = await gatic(['build', root, '--json', '--out', join(root, 'out')])
    expect(JSON.parse(built.stdout)).toMatchObject({ version: 1, diagnostics: [], build: { routes: ['GET /hello'] } })
    expect(built.stderr).toBe('')
    writeAll(root, { 'src/api/hello.ts': BROKEN_HANDLER })
    const broken = await gatic(['build', root, '--json'])
    expect(broken.code).toBe(1)
    const document = JSON.parse(broken.stdout)
    expect(document.build).toBeUndefined()
    expect(document.diagnostics[0]).toMatchObject({ severity: 'error', labels: [{ location: { file: 'src/api/hello.ts' } }] })
  })

  test('refuses folders that it cannot use, in one coded message', async () => {
    const root = folderWith({ ...SMALL_APP, 'a-file': '' })
    const outcomes = await Promise.all([
      gatic(['build', 'nowhere'], { cwd: root }),
      gatic(['build', 'a-file'], { cwd: root }),
      gatic(['build', '--out', 'src'], { cwd: root }),
      gatic(['build', '--out', 'a-file/dist'], { cwd: root }),
      gatic(['build', 'nowhere', '--json'], { cwd: root }),
    ])
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1])
    const codes = outcomes.map(({ stdout, stderr }) => /GT\d{4}/.exec(stderr + stdout)?.[0])
    expect(codes).toEqual(['GT6001', 'GT6002', 'GT6005', 'GT6004', 'GT6001'])
    expect(JSON.parse(outcomes[4]!.stdout).diagnostics).toHaveLength(1)
  })

  test('interrupted, it leaves the previous output and no temporary folder', async () => {
    const root = folderWith({ ...SMALL_APP, 'dist/server.mjs': 'old', 'dist/server.mjs.map': '' })
    const child = start(['build', root])
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.stderr?.on('data', (text) => String(text).includes('Linking') && child.kill('SIGINT'))
    await ended
    expect(readdirSync(root).filter((name) => name.startsWith('.dist'))).toEqual([])
    expect(readFileSync(join(root, 'dist/server.mjs'), 'utf8')).not.toBe('')
  })
})

describe('gatic build --print', () => {
  test.each([
    ['routes', 'text', 'src/api/hello.ts:2'],
    ['ir', 'json', '"id": "GET /hello"'],
    ['graph', 'dot', 'digraph'],
  ])('%s as %s, writing nothing', async (what, format, expected) => {
    const root = folderWith(SMALL_APP)
    const { code, stdout } = await gatic(['build', root, '--print', what, '--format', format])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(expected) })
    expect(existsSync(join(root, 'dist'))).toBe(false)
  })

  test('knows that dot is for graphs, and --format for --print', async () => {
    expect((await gatic(['build', '--print', 'ir', '--format', 'dot'])).code).toBe(2)
    expect((await gatic(['build', '--format', 'json'])).code).toBe(2)
  })
})

describe('gatic', () => {
  test('ends with 2 on wrong usage, saying what was meant', async () => {
    expect(await gatic(['bild'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'gatic: unknown command `bild`, did you mean `build`?\n',
    })
  })

  test('explains its commands quickly', async () => {
    const times: number[] = []
    for (let run = 0; run < 5; run++) {
      const began = performance.now()
      const { code, stdout } = await gatic(['--help'])
      times.push(performance.now() - began)
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Usage: gatic COMMAND') })
    }
    // Printed and not held to a limit: other work on the machine would break it.
    console.log(`gatic --help: ${Math.round(Math.min(...times))} ms at best of ${times.length}`)
  })

  test('does not mind a reader that has seen enough', async () => {
    const child = start(['--help'])
    child.stdout?.destroy()
    let stderr = ''
    child.stderr?.on('data', (text) => {
      stderr += text
    })
    await new Promise((resolve) => child.once('close', resolve))
    expect(stderr).toBe('')
  })
})
