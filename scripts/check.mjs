// `npm run check`: types everywhere, then lint and format. Runs all of it and fails at the end, so that one run shows everything.
//
//   the workspace        tsconfig.json, and tsconfig.scripts.json for the scripts
//   each example app     fixtures/apps/*/tsconfig.json, after its context types were generated
//   each template        compiler/templates/*, the same way, in a copy: a template must not get generated files
//   biome                lint, import order and format
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
const gatic = join(root, 'compiler/dist/cli.mjs')

const copies = '.cache/check/templates'
rmSync(join(root, copies), { recursive: true, force: true })
if (existsSync(join(root, 'compiler/templates')))
  cpSync(join(root, 'compiler/templates'), join(root, copies), { recursive: true })

const appsBelow = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .map((name) => `${folder}/${name}`)
        .filter((app) => existsSync(join(root, app, 'tsconfig.json')))
    : []

const steps = [
  { title: 'types: workspace', args: [tsc, '-p', 'tsconfig.json'] },
  { title: 'types: scripts', args: [tsc, '-p', 'tsconfig.scripts.json'] },
  ...[...appsBelow('fixtures/apps'), ...appsBelow(copies)].flatMap((app) => [
    { title: `generate: ${app}`, args: [gatic, 'generate', app] },
    { title: `types: ${app}`, args: [tsc, '-p', `${app}/tsconfig.json`, '--noEmit'] },
  ]),
  { title: 'lint and format', args: [biome, 'check', '--error-on-warnings', '.'] },
]

const failed = steps.filter(({ title, args }) => {
  const started = Date.now()
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok    ' : 'failed'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  return status !== 0
})
if (failed.length > 0) console.log(`\n${failed.length} of ${steps.length} failed: ${failed.map(({ title }) => title).join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
