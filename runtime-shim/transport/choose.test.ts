import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uwsNodeForTests } from '../../scripts/uws-node.mjs'
import { loadFailure } from './uws/native.ts'

const newer = await uwsNodeForTests()
const empty = mkdtempSync(join(tmpdir(), 'gati-choose-'))
const program = join(empty, 'choose.mjs')
beforeAll(() => {
  const source = `import { autoTransport, nodeTransport, uwsTransport } from ${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))}
    const [built, requested, directory] = process.argv.slice(2)
    const transports = { auto: autoTransport(uwsTransport(), nodeTransport()), uws: uwsTransport(), node: nodeTransport() }
    const say = () => {
      try {
        const { transport, reason } = transports[built](requested || undefined, directory)
        return { transport: transport.name, reason }
      } catch ({ message }) {
        return { message }
      }
    }
    console.log(JSON.stringify(say()))`
  buildSync({ stdin: { contents: source, resolveDir: empty }, outfile: program, bundle: true, platform: 'node', format: 'esm' })
})
afterAll(() => rmSync(empty, { recursive: true, force: true }))

const choose = (node: string, requested: string, built = 'auto'): unknown =>
  JSON.parse(execFileSync(node, [program, built, requested, empty], { encoding: 'utf8' }))

describe('the transport', () => {
  it('is the one that the server was built for', () => {
    for (const requested of ['', 'auto', 'node'])
      expect(choose(process.execPath, requested, 'node')).toEqual({ transport: 'node', reason: 'node:http was asked for' })
    expect(choose(process.execPath, 'uws', 'node')).toEqual({ message: expect.stringContaining('built for node:http alone') })
    expect(choose(process.execPath, 'node', 'uws')).toEqual({
      message: expect.stringContaining('built for uWebSockets.js alone'),
    })
  })

  it('is node:http where that is asked for', () => {
    expect(choose(process.execPath, 'node')).toEqual({ transport: 'node', reason: 'node:http was asked for' })
  })

  it.runIf(process.version.startsWith('v20.'))('is never uWebSockets.js on Node 20, whose build is unsound', () => {
    const why = 'uWebSockets.js has no sound build for Node 20, it needs Node 22 or newer'
    expect(choose(process.execPath, 'auto')).toEqual({ transport: 'node', reason: why })
    expect(choose(process.execPath, 'uws')).toEqual({ message: expect.stringContaining(why) })
  })

  it.runIf('path' in newer)('says which file is missing, or does not load', () => {
    const { path } = newer as { path: string }
    const file = `uws_${process.platform}_${process.arch}_${execFileSync(path, ['-p', 'process.versions.modules'], { encoding: 'utf8' }).trim()}.node`
    expect(choose(path, 'auto')).toMatchObject({
      transport: 'node',
      reason: expect.stringContaining(`no file ${file} beside the server`),
    })
    expect(choose(path, 'uws')).toEqual({ message: expect.stringMatching(/^GATI_TRANSPORT=uws: .*; use auto or node[^\n]*$/) })
    writeFileSync(join(empty, file), 'not a library')
    expect(choose(path, 'auto')).toMatchObject({
      transport: 'node',
      reason: expect.stringMatching(/^uWebSockets\.js cannot load here: [^\n]+$/),
    })
  })
})

describe('a failure to load', () => {
  it('names the glibc that is missing', () => {
    const message = "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app/uws_linux_x64_137.node)"
    expect(loadFailure(new Error(message))).toMatch(/^uWebSockets\.js needs glibc 2\.38 or newer, this system has \S/)
  })

  it('is one line', () => {
    expect(loadFailure(new Error('first\nsecond'))).not.toContain('\n')
  })
})
