/**
 * What it costs that an answer goes through twelve files of src/versions: what the compiler makes of them, beside the same functions called
 * one inside the other by hand, and beside one function that a person wrote in place of all of them.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, unstarted } from '../http/apps.mjs'
import { runAlone } from '../micro/run.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const app = join(root, '.cache/bench/app-chains')
const STEPS = 12

/** In version `k` the answer has a member `name<k>`; in the app as it is, `name12`. */
const handler = `import type { Handler } from '@gati-framework/core'

export const GET: Handler<{}, { id: number; name${STEPS}: string; tags: string[]; active: boolean }> = () => ({
  id: 1,
  name${STEPS}: 'x',
  tags: [],
  active: true,
})
`
const dateOf = (k) => `2020-${String(k + 1).padStart(2, '0')}-01`
const step = (k) => `import { defineVersion } from '@gati-framework/core'

export default defineVersion('${dateOf(k)}', {
  routes: {
    'GET /thing': {
      response: { 200: ({ id, name${k + 1}, tags, active }) => ({ id, name${k}: name${k + 1}, tags, active }) },
    },
  },
})
`

export const chains = (setting) => {
  const folder = versionedApp()
  const names = ['answerGetThingOf20200101 as compiled', ...calls(folder)]
  return runAlone('chains', setting, unstarted(folder, names))
}

/** What the emitted chain calls: what the handler's contract leaves of its value, and the functions of the files, the oldest first. */
function calls(folder) {
  const text = readFileSync(join(folder, 'server.mjs'), 'utf8')
  const answer = text.slice(text.indexOf('function answerGetThingOf20200101'))
  const own = answer.slice(0, answer.indexOf('\n}'))
  const project = /let body = (\w+)\(res\.body\)/.exec(own)?.[1]
  const names = [...own.matchAll(/ body = (\w+)\(body\)/g)].map((match) => match[1])
  if (project === undefined || names.length !== STEPS)
    throw new Error('the emitted chain looks otherwise now: tell bench/versions/chains.mjs how')
  return [`${project} as project`, ...names.toReversed().map((name, k) => `${name} as t${k}`)]
}

function versionedApp() {
  rmSync(app, { recursive: true, force: true })
  for (const folder of ['src/api', 'src/versions']) mkdirSync(join(app, folder), { recursive: true })
  writeFileSync(join(app, 'package.json'), '{ "name": "chains", "version": "1.0.0", "type": "module" }\n')
  writeFileSync(join(app, 'src/api/thing.ts'), handler)
  execFileSync(process.execPath, [join(root, 'compiler/dist/cli.mjs'), 'version', 'snapshot', '--app', app], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  record(join(app, '.gati/versions'))
  for (let k = 0; k < STEPS; k++) writeFileSync(join(app, `src/versions/${dateOf(k)}.ts`), step(k))
  return build(app, join(app, 'dist'))
}

/** The one version in the store as twelve older ones. */
function record(store) {
  const file = readdirSync(store).find((name) => name.endsWith('.json'))
  const { digest: _, ...recorded } = JSON.parse(readFileSync(join(store, file), 'utf8'))
  rmSync(join(store, file))
  for (let k = 0; k < STEPS; k++) {
    const text = JSON.stringify({ ...recorded, id: `${dateOf(k)}T00:00:00Z`, semver: `${k + 1}.0.0` }).replaceAll(
      `name${STEPS}`,
      `name${k}`,
    )
    const digest = createHash('sha256')
      .update(canonical(JSON.parse(text)))
      .digest('hex')
    writeFileSync(join(store, `${dateOf(k)}T00-00-00Z.json`), JSON.stringify({ ...JSON.parse(text), digest }))
  }
}

/** Keys in order, as gatic signs them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}
