// Writes everything that tests compare with: generated sources and pages, then the expected files of the golden cases.
//
//   npm run golden                 all of them
//   npm run golden -- fixtures/emit  those of the tests below a path
//
// Read the difference before committing it: a golden is emitted code under review.
import { spawnSync } from 'node:child_process'

const run = (args, env = {}) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) process.exit(status ?? 1)
}

run(['scripts/diagnostics.mjs'])
run(['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2), '--update'], {
  UPDATE_SNAPSHOTS: 'true',
  UPDATE_GOLDEN: '1',
})
