/** The soak of idle connections, with few of them: the command itself must work, and lose nothing. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const soak = fileURLToPath(new URL('../soak.mjs', import.meta.url))

test('500 idle connections answer in the end, and others meanwhile', { timeout: 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [soak, 'idle', '--quick'])
  expect(stdout).toMatch(/^idle, node: 500 idle connections .* 500 answered in the end · 0 lost$/m)
})
