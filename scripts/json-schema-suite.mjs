// Fetches JSON Schema's own test suite for draft 2020-12: `jsonschema` of PyPI carries it in its source package, and the suite's npm package
// fetches it from elsewhere. Put where fixtures/json-schema-suite.test.ts looks, unless it is there already.
//
//   node scripts/json-schema-suite.mjs
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const VERSION = '4.26.0'
const target = fileURLToPath(new URL(`../.cache/json-schema-suite/${VERSION}`, import.meta.url))

/** The folder of the suite's files, or why it is not there. */
export const jsonSchemaSuite = () =>
  existsSync(join(target, 'remotes'))
    ? { folder: target }
    : { reason: "JSON Schema's test suite is not here: `node scripts/json-schema-suite.mjs` fetches it, with Python's pip" }

function run(command, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stdout + stderr}`)
}

function fetchSuite() {
  const folder = mkdtempSync(join(tmpdir(), 'json-schema-suite-'))
  try {
    const source = ['--no-deps', '--no-binary', ':all:', `jsonschema==${VERSION}`]
    run('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', ...source], folder)
    run('tar', ['-xzf', `jsonschema-${VERSION}.tar.gz`], folder)
    const json = join(folder, `jsonschema-${VERSION}/json`)
    const part = `${target}.part`
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true })
    cpSync(join(json, 'tests/draft2020-12'), part, { recursive: true })
    // What the cases refer to by `http://localhost:1234/`.
    cpSync(join(json, 'remotes'), join(part, 'remotes'), { recursive: true })
    rmSync(target, { recursive: true, force: true })
    renameSync(part, target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && jsonSchemaSuite().folder === undefined) fetchSuite()
