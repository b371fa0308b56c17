// Tries random types and values at length: emitted code, the interpreter and TypeBox's check of the emitted schema must agree, what is drawn
// must be of its type, and emitted modules must type-check. At least 100,000 pairs of a type and a value for each of these. And a million
// pairs of a history and a text that a client sent: it must mean the version that a scan of all finds.
//
//   npm run fuzz                      8,500 types, with a new seed, which is printed
//   npm run fuzz -- 20000             as many types as that
//   FUZZ_SEED=42 npm run fuzz         the same again
import { spawnSync } from 'node:child_process'

const runs = Number(process.argv[2] ?? 8500)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
console.log(`FUZZ_SEED=${seed} npm run fuzz -- ${runs}`)
const rooms = [
  'emitters/validator',
  'emitters/schema',
  'emitters/sample',
  'emitters/validator-module',
  'runtime-shim/server/version-table.test.ts',
]
const args = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout', '3600000', ...rooms]
const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) }
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
if (status !== 0) console.log(`failed with FUZZ_SEED=${seed}`)
process.exit(status ?? 1)
