import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bin, folderWith, gatic, repository, writeAll } from '../testing/gatic-process.ts'

const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8')

describe('gatic create', () => {
  test('writes a template with the app named for its folder, and says how to go on', async () => {
    const cwd = folderWith({})
    const { code, stdout } = await gatic(['create', 'My Shop!', '--skip-install'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('  cd "My Shop!"\n  npm install\n  npm run dev\n')
    const { version } = JSON.parse(read(repository, 'compiler/package.json'))
    const manifest = JSON.parse(read(cwd, 'My Shop!/package.json'))
    expect(manifest.name).toBe('my-shop')
    expect(manifest.dependencies['@gati-framework/core']).toBe(`^${version}`)
    expect(manifest.devDependencies['gatic']).toBe(`^${version}`)
    expect(readdirSync(join(cwd, 'My Shop!')).sort()).toEqual(
      ['.gitignore', 'README.md', 'gati.config.ts', 'package.json', 'src', 'test', 'tsconfig.json'].sort(),
    )
  })

  test('writes the minimal template into the current, empty folder, and names the package manager that ran it', async () => {
    const cwd = folderWith({ '.git/HEAD': 'ref: refs/heads/main\n' })
    const env = { npm_config_user_agent: 'pnpm/9.1.0 npm/? node/v22.2.0 linux x64' }
    const { code, stdout } = await gatic(['create', '.', '-t', 'minimal', '--yes', '--skip-install'], { cwd, env })
    expect(code).toBe(0)
    expect(stdout).toContain('Next:\n  pnpm install\n  pnpm run dev\n')
    expect(read(cwd, 'src/api/hello.ts')).toContain("hello: 'world'")
  })

  test('leaves folders that are not empty alone', async () => {
    const cwd = folderWith({ 'app/precious.txt': 'mine' })
    const { code, stderr } = await gatic(['create', 'app', '--yes'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('GT6006 folder-not-empty: app is not empty')
    expect(readdirSync(join(cwd, 'app'))).toEqual(['precious.txt'])
  })

  test('asks for a folder only where somebody can answer', async () => {
    expect(await gatic(['create', '--yes'])).toMatchObject({ code: 2, stderr: expect.stringContaining('needs DIR') })
  })

  test.skipIf(process.platform === 'win32')('says what is left when the installation fails', async () => {
    const cwd = folderWith({})
    writeAll(cwd, { 'bin/npm': '' })
    const failing = join(repository, 'node_modules')
    const { code, stderr } = await gatic(['create', 'app', '--yes'], {
      cwd,
      env: { PATH: [join(cwd, 'bin'), failing].join(delimiter) },
    })
    expect(code).toBe(1)
    expect(stderr).toContain('GT6007 install-failed: `npm install` failed')
    expect(stderr).toContain('To go on: `cd app`, `npm install`, `npm run dev`')
    expect(read(cwd, 'app/package.json')).toContain('"name": "app"')
  })

  test('takes packages from a folder only when all three are there', async () => {
    const cwd = folderWith({ 'tarballs/gatic-0.1.0.tgz': '' })
    const { code, stderr } = await gatic(['create', 'app', '--yes', '--packages', 'tarballs'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('GT6009 missing-packages: tarballs has no packed @gati-framework/core')
  })

  test('asks on a terminal what it was not told', async ({ skip }) => {
    if (!lendsTerminal) return skip('needs the `script` of util-linux, which lends a terminal')
    const cwd = folderWith({})
    const said = await inTerminal(['create', '--skip-install'], cwd, [
      ['Where shall the app go?', 'my-app\r'],
      ['What to start from?', `${ARROW_DOWN}\r`],
    ])
    expect(said).toContain('Created my-app from the minimal template.')
    expect(read(cwd, 'my-app/src/api/hello.ts')).toContain("hello: 'world'")
  })

  test('writes nothing when the person leaves with Ctrl-C', async ({ skip }) => {
    if (!lendsTerminal) return skip('needs the `script` of util-linux, which lends a terminal')
    const cwd = folderWith({})
    await inTerminal(['create', '--skip-install'], cwd, [['Where shall the app go?', CTRL_C]])
    expect(readdirSync(cwd)).toEqual([])
  })
})

const lendsTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).error === undefined
const ARROW_DOWN = '\u001b[B'
const CTRL_C = '\u0003'

/** Runs gatic in a terminal and gives each answer once its question is there: all that the terminal showed. */
function inTerminal(args: readonly string[], cwd: string, answers: readonly (readonly [string, string])[]): Promise<string> {
  const command = `stty cols 100 rows 40 && exec "${process.execPath}" "${bin}" ${args.join(' ')}`
  const env = { ...process.env, TERM: 'xterm', CI: '', npm_config_user_agent: '' }
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const open = [...answers]
  let shown = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    const next = open[0]
    if (next === undefined || !shown.includes(next[0])) return
    open.shift()
    child.stdin.write(next[1])
  })
  return new Promise((resolve, reject) => child.once('error', reject).once('close', () => resolve(shown)))
}
