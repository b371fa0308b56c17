/**
 * Who may import whom, after Go's deps_test.go. Data flows one way:
 *
 *   ir <- diagnostics <- phases/1-load <- 2-discover <- 3-lower <- 4-check <- compile.ts <- cli
 *   ir <- versions, graph, interpret, link     ir <- emitters     ir <- infra     interpret <- 3-lower, versions
 *   emitted code -> runtime-shim -> nothing of ours
 *
 * DO NOT CHANGE THIS DATA TO FIX A BUILD. The table is the design; project references and package.json do not hold it. An import
 * that it forbids belongs elsewhere: move what is shared down to a room that both may see, or pass it in as an argument. A change
 * of the table is a change of the architecture: it comes with a decision in docs/decisions.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

interface Rule {
  /** Rooms that it may import, through their index.ts; a room that is a single file is its own door. */
  readonly rooms: readonly string[]
  readonly packages?: readonly string[]
  /** Node's own modules, without `node:`. */
  readonly node?: readonly string[]
}

/** A room is a folder with all below it, or a single file; a longer name wins over a shorter one. */
const TABLE: Readonly<Record<string, Rule>> = {
  // The compiler
  'compiler/ir': { rooms: [], node: ['crypto'] },
  'compiler/diagnostics': { rooms: ['compiler/ir'] },
  'compiler/phases/1-load/type-host.ts': { rooms: ['compiler/ir', 'compiler/diagnostics'] },
  'compiler/phases/1-load': {
    rooms: ['compiler/ir', 'compiler/diagnostics', 'compiler/phases/1-load/type-host.ts'],
    packages: ['typescript'],
    node: ['fs', 'path', 'url', 'module', 'crypto'],
  },
  'compiler/phases/2-discover': {
    rooms: ['compiler/ir', 'compiler/diagnostics', 'compiler/phases/1-load'],
    packages: ['typescript'],
    node: ['path', 'net'],
  },
  'compiler/phases/3-lower': {
    rooms: [
      'compiler/ir',
      'compiler/diagnostics',
      'compiler/phases/1-load',
      'compiler/phases/2-discover',
      'compiler/phases/3-lower/types',
    ],
    packages: ['typescript'],
    node: ['path'],
  },
  'compiler/phases/3-lower/types': {
    rooms: [
      'compiler/ir',
      'compiler/diagnostics',
      'compiler/interpret',
      'compiler/phases/1-load',
      'compiler/phases/1-load/type-host.ts',
    ],
    packages: ['typescript'],
  },
  'compiler/phases/4-check': {
    rooms: [
      'compiler/ir',
      'compiler/diagnostics',
      'compiler/phases/1-load',
      'compiler/phases/2-discover',
      'compiler/phases/3-lower',
    ],
  },
  'compiler/compile.ts': {
    rooms: [
      'compiler/ir',
      'compiler/diagnostics',
      'compiler/phases/1-load',
      'compiler/phases/2-discover',
      'compiler/phases/3-lower',
      'compiler/phases/4-check',
      'compiler/versions',
      'emitters/context',
      'emitters/emitted-file.ts',
      'emitters/version-types',
    ],
    node: ['path', 'perf_hooks', 'util'],
  },
  'compiler/in-place': {
    rooms: ['compiler/ir', 'emitters/emitted-file.ts', 'emitters/validator-module'],
    packages: ['magic-string'],
  },
  'compiler/graph': { rooms: ['compiler/ir'] },
  'compiler/interpret': { rooms: ['compiler/ir', 'runtime-shim/wire'] },
  'compiler/versions/wire': { rooms: ['compiler/ir', 'compiler/interpret'] },
  'compiler/versions': { rooms: ['compiler/ir', 'compiler/diagnostics', 'compiler/versions/wire'] },
  'compiler/link': {
    rooms: ['compiler/ir', 'compiler/diagnostics', 'emitters/emitted-file.ts'],
    packages: ['esbuild', '@jridgewell/trace-mapping'],
    node: ['fs', 'fs/promises', 'path', 'url', 'module'],
  },

  // Emitters: functions from the IR to text
  'emitters/emitted-file.ts': { rooms: [] },
  'emitters/code': { rooms: ['compiler/ir'] },
  'emitters/router': { rooms: ['compiler/ir', 'emitters/code'] },
  // Names of what emitted code calls are checked against the shim's own types: a type-only import, of nothing at run time.
  'emitters/serializer': { rooms: ['compiler/ir', 'emitters/code', 'emitters/validator', 'runtime-shim/wire'] },
  'emitters/validator': {
    rooms: ['compiler/ir', 'emitters/code', 'emitters/sample', 'emitters/serializer', 'runtime-shim/wire'],
  },
  'emitters/sample': { rooms: ['compiler/ir', 'emitters/code', 'emitters/validator'] },
  'emitters/declaration': { rooms: ['compiler/ir', 'emitters/code'] },
  'emitters/validator-module': {
    rooms: [
      'compiler/ir',
      'emitters/code',
      'emitters/declaration',
      'emitters/emitted-file.ts',
      'emitters/schema',
      'emitters/validator',
    ],
  },
  'emitters/schema': { rooms: ['compiler/ir', 'emitters/code', 'emitters/emitted-file.ts'] },
  'emitters/openapi': { rooms: ['compiler/ir', 'emitters/emitted-file.ts', 'emitters/operations', 'emitters/schema'] },
  'emitters/context': { rooms: ['compiler/ir', 'emitters/code', 'emitters/emitted-file.ts'] },
  'emitters/version-types': { rooms: ['compiler/ir', 'emitters/code', 'emitters/declaration', 'emitters/emitted-file.ts'] },
  'emitters/operations': { rooms: ['compiler/ir', 'emitters/code'] },
  'emitters/sdk': {
    rooms: [
      'compiler/ir',
      'emitters/code',
      'emitters/declaration',
      'emitters/emitted-file.ts',
      'emitters/operations',
      'emitters/sample',
      'emitters/validator',
      'runtime-shim/client',
    ],
  },
  'emitters/server': {
    rooms: [
      'compiler/ir',
      'emitters/code',
      'emitters/emitted-file.ts',
      'emitters/router',
      'emitters/validator',
      'emitters/serializer',
      'runtime-shim/server',
      'runtime-shim/wire',
    ],
  },
  infra: { rooms: ['compiler/ir', 'emitters/code', 'emitters/emitted-file.ts'] },

  // The runtime shim: bundled into every emitted server
  'runtime-shim': { rooms: ['runtime-shim/authoring'], packages: ['@gati-framework/types'] },
  // What apps are typed with.
  'runtime-shim/authoring': { rooms: [] },
  'runtime-shim/types': { rooms: [] },
  // Entries of their own: only servers of apps that import them carry their packages (docs/decisions/0011).
  'runtime-shim/auth': { rooms: ['runtime-shim', 'runtime-shim/authoring'], node: ['crypto'], packages: ['jose'] },
  'runtime-shim/redis': { rooms: ['runtime-shim', 'runtime-shim/authoring'], node: ['crypto'], packages: ['@redis/client'] },
  'runtime-shim/wire': { rooms: [] },
  // What clients call, on every platform: nothing of Node.js.
  'runtime-shim/client': { rooms: ['runtime-shim/wire'] },
  'runtime-shim/transport': {
    rooms: ['runtime-shim', 'runtime-shim/authoring'],
    node: ['http', 'net', 'fs', 'module', 'os', 'path', 'url', 'stream', 'buffer'],
    // WebSockets on node:http: bundled into servers that have them.
    packages: ['ws'],
  },
  'runtime-shim/server': {
    rooms: ['runtime-shim', 'runtime-shim/authoring', 'runtime-shim/transport', 'runtime-shim/wire'],
    node: [
      'net',
      'fs',
      'fs/promises',
      'path',
      'process',
      'url',
      'util',
      'module',
      'crypto',
      'os',
      'perf_hooks',
      'async_hooks',
      'inspector',
      'zlib',
    ],
    // The parser of multipart bodies: bundled into servers that take them.
    packages: ['@fastify/busboy', 'mime'],
  },

  // What other tools load: a file of theirs in, a file out
  'compiler/plugins': {
    rooms: [
      'compiler/diagnostics',
      'compiler/in-place',
      'compiler/phases/1-load',
      'compiler/phases/2-discover',
      'compiler/phases/3-lower',
      'compiler/phases/4-check',
      'compiler/versions',
      'emitters/context',
    ],
    packages: ['esbuild'],
    node: ['fs', 'fs/promises', 'path'],
  },

  // The composition root, the only writer of files
  'compiler/cli': {
    rooms: [
      'compiler/ir',
      'compiler/diagnostics',
      'compiler/compile.ts',
      'compiler/graph',
      'compiler/versions',
      'compiler/in-place',
      'compiler/link',
      'emitters/emitted-file.ts',
      'emitters/context',
      'emitters/openapi',
      'emitters/schema',
      'emitters/sdk',
      'emitters/validator-module',
      'emitters/server',
      'emitters/version-types',
      'infra',
    ],
    // nanotar: the archive of a client's package.
    packages: ['@clack/prompts', 'chokidar', 'nanotar'],
    node: [
      'fs',
      'fs/promises',
      'path',
      'url',
      'os',
      'process',
      'child_process',
      'worker_threads',
      'module',
      'crypto',
      'util',
      'events',
      'net',
      // `gatic watch` listens, and answers for an app that does not build: docs/decisions/0010.
      'http',
      'readline',
      'timers/promises',
      'zlib',
      // TypeScript's compiled code is kept: docs/decisions/0019.
      'buffer',
      'vm',
    ],
  },
}

const root = fileURLToPath(new URL('..', import.meta.url))
const TREES = ['compiler', 'emitters', 'infra', 'runtime-shim']
/** What is built, what starts what is built, and the sources of others. */
const SKIPPED = new Set(['node_modules', 'dist', 'bin', 'templates', '.gati'])

const sources = TREES.flatMap((tree) => filesBelow(tree)).filter((file) => /\.(ts|mts|mjs|js)$/.test(file) && !isTest(file))

describe('imports follow the table', () => {
  test.each(Object.keys(TABLE))('%s', (room) => {
    expect(sources.filter((file) => roomOf(file) === room).flatMap(violations)).toEqual([])
  })

  test('every source file belongs to a room', () => {
    expect(sources.filter((file) => roomOf(file) === undefined).flatMap(violations)).toEqual([])
  })

  test('rules name rooms of the table', () => {
    const unknown = Object.values(TABLE).flatMap(({ rooms }) => rooms.filter((room) => TABLE[room] === undefined))
    expect(unknown).toEqual([])
  })
})

describe('the guard itself', () => {
  const check = (file: string, text: string) => violationsIn(file, text).join('\n')

  test('a later phase, another package and a side door are refused, saying what to do', () => {
    expect(check('compiler/phases/1-load/x.ts', "import type { A } from '../3-lower/index.ts'")).toContain(
      'may not import compiler/phases/3-lower',
    )
    expect(check('emitters/code/x.ts', "import ts from 'typescript'")).toContain("may not import the package 'typescript'")
    expect(check('compiler/ir/x.ts', "export * from '../diagnostics/index.ts'")).toContain('move what is shared down')
    expect(check('compiler/diagnostics/x.ts', "const a = import('node:fs')")).toContain("may not import 'node:fs'")
    expect(check('compiler/diagnostics/x.ts', "import { a } from '../ir/type.ts'")).toContain(
      'through its door, compiler/ir/index.ts',
    )
    expect(check('runtime-shim/server/x.ts', "import { a } from '../../compiler/ir/index.ts'")).toContain(
      'may not import compiler/ir',
    )
    expect(check('emitters/new.ts', '')).toContain('belongs to no room')
  })

  test('the room itself, the doors below it and text that only looks like an import pass', () => {
    expect(check('compiler/diagnostics/x.ts', "import { a } from './order.ts'\nimport { b } from '../ir/index.ts'")).toBe('')
    expect(check('compiler/ir/x.ts', "const text = `import ts from 'typescript'` // import './y.js'")).toBe('')
  })
})

function violations(file: string): string[] {
  return violationsIn(file, readFileSync(join(root, file), 'utf8'))
}

function violationsIn(file: string, text: string): string[] {
  const room = roomOf(file)
  const rule = room === undefined ? undefined : TABLE[room]
  if (room === undefined || rule === undefined)
    return [`${file} belongs to no room of compiler/architecture.test.ts: put it into one`]
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName }) => violation(file, room, rule, fileName) ?? [])
}

function violation(file: string, room: string, rule: Rule, specifier: string): string | undefined {
  const refused = (what: string) =>
    `${room} may not import ${what} (${file} imports '${specifier}'): move what is shared down to a room that both may see, or pass it in`
  if (specifier.startsWith('node:')) return rule.node?.includes(specifier.slice(5)) ? undefined : refused(`'${specifier}'`)
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : ownPackage(specifier)
  if (target === undefined) {
    const name = packageName(specifier)
    return rule.packages?.includes(name) ? undefined : refused(`the package '${name}'`)
  }
  const targetRoom = roomOf(target)
  if (targetRoom === room) return undefined
  if (targetRoom === undefined) return refused(`${target}, which is in no room`)
  if (!rule.rooms.includes(targetRoom)) return refused(targetRoom)
  return isDoor(target, targetRoom)
    ? undefined
    : `${file} must import ${targetRoom} through its door, ${targetRoom}/index.ts, not ${target}`
}

/** The shim's packages are rooms as well, by whichever name they are imported. */
function ownPackage(specifier: string): string | undefined {
  const below = /^@gati-framework\/core(?:\/(\w+))?$/.exec(specifier)
  if (below === null) return undefined
  return below[1] === undefined ? 'runtime-shim/index.ts' : `runtime-shim/${below[1]}/index.ts`
}

/** The files at the top of runtime-shim are the contract that its rooms share: they are read directly, as the index would be a cycle. */
function isDoor(target: string, room: string): boolean {
  return target === room || target === `${room}/index.ts` || (room === 'runtime-shim' && posix.dirname(target) === room)
}

function roomOf(file: string): string | undefined {
  const rooms = Object.keys(TABLE).filter((room) => file === room || file.startsWith(`${room}/`))
  return rooms.sort((a, b) => b.length - a.length)[0]
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Tests, and what only tests use. */
function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/testing/')
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path.split(sep).join('/')]
  })
}
