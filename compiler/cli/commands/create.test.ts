import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, gatic, repository, writeAll } from '../testing/gatic-process.ts'

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
})
