/** A real registry on this machine: Verdaccio, which knows no other registry, with accounts of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cachedPackages } from '../../../scripts/cached-packages.mjs'

export interface LocalRegistry {
  /** `http://127.0.0.1:4873/` */
  readonly url: string
  /** A new account -> the environment in which npm is logged in to it. */
  account(name: string): Promise<Readonly<Record<string, string>>>
  /** In which npm knows nobody. */
  readonly nobody: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Its newer versions need Node.js 22. One of its plugins asks for node-fetch by a tag that mirrors of npm do not have. */
const PACKAGES = { verdaccio: '6.8.0' }
const OVERRIDES = { overrides: { 'node-fetch': '2.7.0' } }

/** Ends with whoever started it, however that ends. */
const PROGRAM = `
process.stdin.resume().on('close', () => process.exit())
const { runServer } = require('verdaccio')
runServer(process.argv[1]).then((app) => app.listen(0, '127.0.0.1', function () { console.log('listening on ' + this.address().port) }))`

export async function localRegistry(): Promise<LocalRegistry | { readonly reason: string }> {
  const installed = await cachedPackages('verdaccio', PACKAGES, OVERRIDES)
  if ('reason' in installed) return installed
  const folder = mkdtempSync(join(tmpdir(), 'gatic-registry-'))
  const config = join(folder, 'config.yaml')
  writeFileSync(config, JSON.stringify(settings(folder))) // JSON is YAML.
  const child = spawn(process.execPath, ['-e', PROGRAM, config], { cwd: installed.folder, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const port = await portOf(child.stdout, ended)
  const url = `http://127.0.0.1:${port}/`
  const environment = (name: string, npmrc: string) => {
    const file = join(folder, `${name}.npmrc`)
    writeFileSync(file, npmrc)
    return { npm_config_userconfig: file, npm_config_cache: join(folder, 'cache'), npm_config_registry: url }
  }
  return {
    url,
    nobody: environment('nobody', ''),
    async account(name) {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ name, password: 'correct horse battery staple' })
      const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, { method: 'PUT', headers, body })
      const { token } = (await response.json()) as { readonly token: string }
      return environment(name, `//127.0.0.1:${port}/:_authToken=${token}\n`)
    },
    async close() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function portOf(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const lines = createInterface({ input: output })
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const port = /^listening on (\d+)$/.exec(line)?.[1]
      if (port !== undefined) resolve(port)
    })
    ended.then(() => reject(new Error('Verdaccio ended before it listened')))
  })
}

const settings = (folder: string) => ({
  storage: join(folder, 'storage'),
  auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 100 } },
  uplinks: {},
  packages: { '**': { access: '$all', publish: '$authenticated' } },
  log: { type: 'stdout', format: 'pretty', level: 'error' },
  web: { enable: false },
})
