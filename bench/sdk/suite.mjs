/** The client of conduit as browsers load it, beside those that other generators make of the same API; and the time that making it takes. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { cachedPackages } from '../../scripts/cached-packages.mjs'
import { copyOf } from '../compiler/builds.mjs'
import { writeApp } from '../compiler/generated-app.mjs'
import { gatic, interleaved, repository, timed } from '../compiler/processes.mjs'
import { median } from '../median.mjs'

/** Both need Node.js 22. TypeScript 5, whose API they call. */
const PEERS = { '@hey-api/openapi-ts': '0.99.0', orval: '8.38.0', typescript: '5.9.3' }

export async function run(setting) {
  return [await sizes(setting), await pace(setting)]
}

async function sizes({ node, say }) {
  say('sizes of clients')
  const work = mkdtempSync(join(tmpdir(), 'gatic-bench-sdk-'))
  const app = join(repository, `fixtures/apps/.bench-conduit-sdk-${process.pid}`)
  try {
    copyOf('conduit', app)
    execFileSync(process.execPath, [gatic, 'generate', app], { stdio: 'ignore' })
    const peers = await peerClients(node, work, join(app, 'dist/openapi.json'))
    const own = join(app, '.gati/generated/client/index.js')
    const clients = [
      {
        name: 'gatic',
        one: `export { getArticle } from '${own}'`,
        all: `export { createClient, ApiError } from '${own}'`,
        more: `export { createClient, ApiError, retry, bearer, fallback } from '${own}'`,
      },
      ...peers.clients,
    ]
    const rows = []
    for (const { name, one, all, more } of clients)
      rows.push([name, await gzipped(one), await gzipped(all), more === undefined ? '' : await gzipped(more)])
    return {
      key: 'sizes',
      title: 'Clients of conduit, bytes that a browser loads: bundled, minified, gzip',
      columns: ['', 'one GET route', 'all routes', 'with retries, fallback, tokens'],
      rows,
      notes: [
        ...peers.notes,
        "gatic's makes Date, bigint, Map and Set of JSON, answers with a result for each declared status, and has time-outs and interceptors.",
        "hey-api's, as it comes, has serializers for every style of parameters, server-sent events and interceptors; dates are text.",
        "orval's calls fetch, parses JSON and passes on the status; dates are text.",
      ],
      goals: [
        { what: 'one GET route', value: rows[0][1], atMost: 2000, unit: ' bytes' },
        { what: 'all routes with everything around calls', value: rows[0][3], atMost: 8000, unit: ' bytes' },
      ],
    }
  } finally {
    rmSync(app, { recursive: true, force: true, maxRetries: 5 })
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What the generators make of the document, each with its plain `fetch` client. */
async function peerClients(node, work, document) {
  const installed = await cachedPackages('sdk-peers', PEERS)
  if ('reason' in installed) return { clients: [], notes: [installed.reason] }
  const program = (path) => join(installed.folder, 'node_modules', path)
  const [hey, orval] = ['hey', 'orval'].map((name) => join(work, name))
  mkdirSync(orval)
  const quiet = { cwd: installed.folder, stdio: 'ignore', timeout: 120_000 }
  execFileSync(node, [program('@hey-api/openapi-ts/bin/run.js'), '-i', document, '-o', hey], quiet)
  const settings = join(orval, 'orval.config.mjs')
  const output = { target: join(orval, 'client.ts'), client: 'fetch', mode: 'single' }
  writeFileSync(settings, `export default ${JSON.stringify({ conduit: { input: { target: document }, output } })}`)
  execFileSync(node, [program('orval/dist/bin/orval.mjs'), '--config', settings], quiet)
  const client = `export { client } from '${hey}/client.gen'`
  return {
    clients: [
      {
        name: `@hey-api/openapi-ts ${PEERS['@hey-api/openapi-ts']}`,
        one: `export { getArticle } from '${hey}/sdk.gen'\n${client}`,
        all: `export * from '${hey}/sdk.gen'\n${client}`,
      },
      {
        name: `orval ${PEERS.orval}, fetch`,
        one: `export { getArticle } from '${orval}/client'`,
        all: `export * from '${orval}/client'`,
      },
    ],
    notes: [],
  }
}

async function gzipped(contents) {
  const options = { bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error' }
  const { outputFiles } = await build({ stdin: { contents, resolveDir: repository }, ...options })
  return gzipSync(outputFiles[0].text, { level: 9 }).byteLength
}

/** What the client adds to `gatic generate`, by the route. */
async function pace({ quick, rounds = quick ? 3 : 9, say }) {
  const files = 100
  const routes = files * 3
  say(`gatic generate with and without the client, ${routes} routes, ${rounds} rounds`)
  const app = join(repository, `fixtures/apps/.bench-sdk-pace-${process.pid}`)
  try {
    writeApp(app, files)
    const runs = await interleaved(rounds, {
      'gatic generate': () => timed([gatic, 'generate', app], app),
      'gatic generate --no-sdk': () => timed([gatic, 'generate', app, '--no-sdk'], app),
    })
    const added = runs['gatic generate'].map(({ cpu }, round) => cpu - runs['gatic generate --no-sdk'][round].cpu)
    const each = median(added) / routes
    return {
      key: 'pace',
      title: `Making the client of an app with ${routes} routes`,
      columns: ['', 'wall ms', 'cpu ms'],
      rows: [
        ...Object.entries(runs).map(([name, found]) => [
          name,
          Math.round(median(found.map(({ wall }) => wall))),
          median(found.map(({ cpu }) => cpu)),
        ]),
        ['added by the client, per route', '', each],
      ],
      goals: [{ what: 'processor time per route', value: each, atMost: 5, unit: ' ms' }],
    }
  } finally {
    rmSync(app, { recursive: true, force: true, maxRetries: 5 })
  }
}
