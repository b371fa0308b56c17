/** The apps that are measured, as the compiler makes them: bench/app, the same with 1,000 routes, and one that counts nothing. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RESOURCES_OF, resourceNames } from '../peers/work.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = join(root, 'bench/app')
const cache = join(root, '.cache/bench')

/** Builds an app with the compiler of `home`, this repository or another working copy of it; returns the folder of its server. */
export function build(app, out, home = root) {
  execFileSync(process.execPath, [join(home, 'compiler/dist/cli.mjs'), 'build', app, '--out', out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return out
}

export const benchApp = () => build(source, join(source, 'dist'))

/** bench/app with as many resources more as make so many routes: 100 or 1000. */
export function grownApp(routes) {
  const app = join(cache, `app-${routes}`)
  rmSync(app, { recursive: true, force: true })
  cpSync(source, app, { recursive: true, filter: (path) => !/[\\/](dist|\.gati)$/.test(path) })
  const handler = (method) => `export const ${method}: Handler<{}, {}> = () => ({})\n`
  const file = (methods) => `import type { Handler } from '@gati-framework/core'\n\n${methods.map(handler).join('')}`
  for (const name of resourceNames(RESOURCES_OF[routes]).slice(RESOURCES_OF[50])) {
    const folder = join(app, 'src/api/api/v1', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.ts'), file(['GET', 'POST']))
    writeFileSync(join(folder, '[id].ts'), file(['GET', 'DELETE']))
  }
  return build(app, join(app, 'dist'))
}

/**
 * The same server without its counting. There is no such setting: the lines are taken out of what was emitted, to know what they cost.
 */
export function bareApp(folder) {
  const bare = join(cache, 'app-bare')
  cpSync(folder, bare, { recursive: true })
  let text = readFileSync(join(bare, 'server.mjs'), 'utf8')
  for (const line of UNCOUNTED) {
    const without = text.replace(line, '')
    if (without === text)
      throw new Error(`the emitted server has nothing like ${line}: tell bench/http/apps.mjs how it counts now`)
    text = without
  }
  writeFileSync(join(bare, 'server.mjs'), text)
  return bare
}

/**
 * What was emitted as a module that does not start: for what is measured without a socket. `names` are those of functions in it, by
 * which the emitter calls them.
 */
export function unstarted(folder, names) {
  const text = readFileSync(join(folder, 'server.mjs'), 'utf8')
  const start = text.search(/^start\(\{$/m)
  if (start < 0)
    throw new Error('the emitted server does not end with start({ ... }): tell bench/http/apps.mjs how it starts now')
  const file = join(folder, 'unstarted.mjs')
  writeFileSync(file, `${text.slice(0, start)}export { ${names.join(', ')} }\n`)
  return file
}

const UNCOUNTED = [/^ *exchange\.startedAt = clock\.now\(\);\n/m, /^ *gctx2?\.metrics\.observe\(exchange\.route, .*\n/m]
