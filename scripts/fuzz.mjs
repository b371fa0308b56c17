// Tries random types and values at length: TypeScript's checker and the interpreter of what types are lowered to must take the same values;
// emitted code, the interpreter and TypeBox's check of the emitted schema must agree, what is drawn
// must be of its type, and emitted modules must type-check. At least 100,000 pairs of a type and a value for each of these. And a million
// pairs of a history and a text that a client sent: it must mean the version that a scan of all finds. Also random tables of routes, edits
// of contracts and what they are said to break, requests that are damaged, and apps whose clients must get what their servers gave.
//
// Behind the tests stands what was tried: `tried: emitted functions agree with the interpreter...: 170112 pairs, 51920 accepted, ...`.
//
//   npm run fuzz                      8,500 types, with a new seed, which is printed
//   npm run fuzz -- 20000             as many types as that
//   FUZZ_SEED=42 npm run fuzz         the same again
import { spawnSync } from 'node:child_process'

const runs = Number(process.argv[2] ?? 8500)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
console.log(`FUZZ_SEED=${seed} npm run fuzz -- ${runs}`)
/** Tests that read FUZZ_RUNS, and how many of the runs each gets: those that build an app and serve it for each run get fewer. */
const rooms = [
  {
    share: 1,
    paths: [
      'emitters/validator',
      'emitters/serializer',
      'emitters/schema',
      'emitters/sample',
      'emitters/validator-module',
      'emitters/router',
      'compiler/interpret',
      'compiler/phases/3-lower/types/agreement.test.ts',
      'compiler/versions/wire/covers.test.ts',
      'compiler/versions/contract/random.test.ts',
      'runtime-shim/server/version-table.test.ts',
      'fixtures/hostile.test.ts',
    ],
  },
  { share: 1 / 1000, paths: ['fixtures/sdk-property.test.ts'] },
]
const statuses = rooms.map(({ share, paths }) => {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout', '3600000', ...paths]
  const env = { ...process.env, FUZZ_RUNS: String(Math.ceil(runs * share)), FUZZ_SEED: String(seed) }
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status
})
const failed = statuses.find((status) => status !== 0)
if (failed !== undefined) console.log(`failed with FUZZ_SEED=${seed}`)
process.exit(failed === undefined ? 0 : (failed ?? 1))
