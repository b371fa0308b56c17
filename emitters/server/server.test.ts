/**
 * What routes become, as code under review: one app written down in IR, with a route for each shape that a route function has.
 * `UPDATE_SNAPSHOTS=true` writes goldens/server.entry.mjs; read the difference.
 */
import { transformSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import type { AppIR, HandlerFacts, Middleware, ReplyContract, Route, Type } from '../../compiler/ir/index.ts'
import { emitServer } from './index.ts'

const string: Type = { kind: 'string', constraints: [] }
const integer: Type = { kind: 'number', constraints: [{ kind: 'numeric', numeric: 'integer' }] }
const object = (properties: Readonly<Record<string, Type>>): Type => ({
  kind: 'object',
  properties: Object.entries(properties).map(([name, type]) => ({ name, type, optional: false })),
  index: [],
  constraints: [],
})
const user: Type = { kind: 'ref', id: 'User' }
const ok = (body: Type): ReplyContract => ({ status: 200, content: 'json', body })
const property = (name: string, type: Type, optional = false) => ({ name, type, optional })

const READS = { params: false, query: false, headers: [], cookies: false, body: false, rawBody: false, line: false } as const
type Reads = Partial<HandlerFacts['req']>
const facts = (result: HandlerFacts['result'], req: Reads = {}, more: Partial<HandlerFacts> = {}): HandlerFacts => ({
  result,
  req: { ...READS, ...req },
  res: false,
  gctx: false,
  lctx: false,
  ...more,
})

function route(id: string, exportName: string, parts: Partial<Route>): Route {
  const [method, path] = id.split(' ') as [Route['method'], string]
  const file = `src/api${path.replaceAll(/:(\w+)/g, '[$1]').replaceAll(/\*(\w+)/g, '[...$1]')}.ts`
  return {
    id,
    method,
    path,
    segments: path
      .split('/')
      .filter((text) => text !== '')
      .map((text) =>
        text.startsWith(':')
          ? { kind: 'param', name: text.slice(1) }
          : text.startsWith('*')
            ? { kind: 'rest', name: text.slice(1) }
            : { kind: 'static', value: text },
      ),
    handler: { file, exportName, location: { file, line: 5, column: 1 } },
    request: {},
    replies: [ok(user)],
    middleware: [],
    errorMiddleware: [],
    facts: facts('sync'),
    ...parts,
  }
}

const middleware = (id: string, form: Middleware['form'], source: Middleware['source'], given: HandlerFacts): Middleware => ({
  id,
  form,
  source,
  facts: given,
  replies: [],
  scope: 'global',
})
const config = { file: 'gati.config.ts', exportName: 'default', location: { file: 'gati.config.ts', line: 3, column: 1 } }

const APP: AppIR = {
  name: 'goldens',
  version: '1.0.0',
  types: { User: { id: 'User', name: 'User', type: object({ id: string, name: string }) } },
  config: {
    port: 3000,
    host: '0.0.0.0',
    transport: 'auto',
    bodyLimit: 1048576,
    requestTimeout: 30000,
    shutdownTimeout: 10000,
    extraKeys: 'strip',
    values: { motto: "it's" },
  },
  env: { properties: [property('LEVEL', integer)], source: { file: 'src/env.ts', line: 1, column: 1 } },
  modules: [
    {
      name: 'db',
      form: 'definition',
      dependencies: [],
      has: ['init'],
      source: { file: 'src/modules/db.ts', exportName: 'default', location: { file: 'src/modules/db.ts', line: 2, column: 1 } },
    },
    {
      name: 'clock',
      form: 'namespace',
      dependencies: [],
      has: [],
      source: {
        file: 'src/modules/clock.ts',
        exportName: 'default',
        location: { file: 'src/modules/clock.ts', line: 1, column: 1 },
      },
    },
  ],
  middleware: [
    middleware(
      'auth',
      'middleware',
      { ...config, member: ['middleware', 0] },
      facts('promise', { headers: ['authorization'] }, { res: true }),
    ),
    middleware(
      'count',
      'middleware',
      { file: 'src/count.ts', exportName: 'count', location: config.location },
      facts('sync', {}, { gctx: true }),
    ),
    middleware(
      'audit',
      'middleware',
      { file: 'src/audit.ts', exportName: 'audit', location: config.location },
      facts('promise', { body: true }, { lctx: true }),
    ),
    middleware(
      'oops',
      'error',
      { file: 'src/oops.ts', exportName: 'default', location: config.location },
      facts('unknown', { line: true }, { res: true }),
    ),
  ],
  routes: [
    route('GET /', 'GET', {}),
    route('GET /later', 'GET', { facts: facts('promise') }),
    route('GET /maybe', 'GET', { facts: facts('unknown'), replies: [ok(user), { status: 204, content: 'none' }] }),
    route('GET /users/:id', 'GET', {
      facts: facts('sync', { params: true }, { res: true }),
      request: { params: [property('id', integer)] },
      replies: [ok(user), { status: 404, content: 'json', body: object({ error: { kind: 'literal', value: 'no_user' } }) }],
    }),
    route('DELETE /users/:id', 'DELETE', {
      facts: facts('promise', { params: true }),
      replies: [
        { status: 204, content: 'none' },
        { status: 410, content: 'none' },
      ],
    }),
    route('GET /files/*fail', 'GET', { facts: facts('sync', { params: true, query: true, headers: 'all', line: true }) }),
    route('POST /users', 'POST', {
      facts: facts('promise', { body: true, query: true, headers: ['x-tenant'], cookies: true }, { gctx: true, lctx: true }),
      request: {
        query: [property('dry', { kind: 'boolean' }, true)],
        headers: [property('x-count', integer)],
        cookies: [property('session', string)],
        body: { content: 'json', type: user, optional: false },
      },
      bodyLimit: 2048,
      timeout: 500,
    }),
    route('PUT /users', 'PUT', {
      facts: facts('sync', { body: true, rawBody: true }),
      request: { body: { content: 'json', type: object({ at: { kind: 'date' } }), optional: true } },
    }),
    route('POST /hook', 'POST', { facts: facts('sync', { rawBody: true }), replies: [{ status: 204, content: 'none' }] }),
    route('POST /echo', 'POST', { facts: facts('sync', { body: true }), replies: [ok({ kind: 'unknown' })] }),
    route('GET /guarded/:id', 'GET', {
      facts: facts('sync', { params: true }),
      request: { params: [property('id', integer)] },
      middleware: ['auth', 'count'],
      errorMiddleware: ['oops'],
      replies: [ok(user), { status: 401, content: 'text', body: string }],
    }),
    route('GET /counted', 'GET', { middleware: ['count'] }),
    route('POST /audited', 'POST', {
      facts: facts('sync', { body: true }),
      request: { body: { content: 'json', type: user, optional: false } },
      middleware: ['audit'],
    }),
    route('GET /rescued', 'GET', { errorMiddleware: ['oops'] }),
  ],
}

const entryOf = (app: AppIR): string => emitServer(app, { gaticVersion: '1.2.3' })[0]!.text

/** Throws for what is not a module. */
const parse = (text: string): unknown => transformSync(text, { format: 'esm' })

/** The functions of types have goldens of their own, in emitters/validator. */
const withoutValues = (text: string): string =>
  text.replace(
    /\n(?:const \w+ = .*\n+|\/\/ .*\n)*function (?:is|explain|read|parse|stringify|project)[A-Z][\s\S]*?(?=\nconst gctx)/,
    '\n// ... what its types need\n',
  )

describe('the emitted server', () => {
  test('reads as if it had been written by hand', async () => {
    await expect(withoutValues(entryOf(APP))).toMatchFileSnapshot('goldens/server.entry.mjs')
  })

  test('has no word of the user that is code', () => {
    const evil = "*/ alert(1) //\n`${x}`\u2028</script>'"
    const text = entryOf({
      ...APP,
      name: evil,
      version: evil,
      config: { ...APP.config, values: { [evil]: evil, __proto__x: 1 } },
      modules: [{ ...APP.modules[0]!, name: evil }],
      routes: [
        {
          ...route('GET /x', 'GET', {}),
          id: `GET /${evil}`,
          path: `/${evil}`,
          segments: [{ kind: 'static', value: evil }],
          handler: { ...APP.routes[0]!.handler, file: `src/${evil}.ts`, exportName: evil },
        },
        {
          ...route('GET /y/:id', 'GET', { facts: facts('sync', { params: true, headers: [evil, '__proto__'] }, { lctx: true }) }),
          segments: [
            { kind: 'static', value: 'y' },
            { kind: 'param', name: evil },
          ],
        },
      ],
    })
    const code = text.replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''").replaceAll(/\/\/.*/g, '')
    expect(code).not.toMatch(/alert\(|<\/script|\u2028|`/)
    expect(text).not.toMatch(/<\/script|\u2028/)
    expect(() => parse(text)).not.toThrow()
  })

  test('asks nothing of a request that nobody needs', () => {
    const text = entryOf({ ...APP, routes: [APP.routes[0]!], modules: [], middleware: [] })
    const body = /function \w+\(exchange\) \{\n([\s\S]*?)\n\}/.exec(text)![1]!
    expect(body.trim().split('\n')).toHaveLength(2)
    for (const name of ['Lctx', 'Res', 'through', 'acceptsJson', 'parseQuery', 'later', 'definedModule'])
      expect(text).not.toContain(name)
  })

  test('names functions apart from paths and parameters that are called like them', () => {
    const text = entryOf({
      ...APP,
      routes: ['fail', 'exchange', 'res', 'decodeParam', 'router', 'gctx'].map((name) =>
        route(`GET /${name}/:${name}`, 'GET', { facts: facts('promise', { params: true }, { res: true }) }),
      ),
    })
    expect(() => parse(text)).not.toThrow()
    for (const name of ['fail', 'exchange', 'res', 'decodeParam', 'gctx'])
      expect(text).not.toMatch(new RegExp(`const ${name} = decodeParam`))
  })
})
