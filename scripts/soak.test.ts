import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const soak = (...args: string[]) =>
  promisify(execFile)(process.execPath, [fileURLToPath(new URL('soak.mjs', import.meta.url)), ...args])

test('a shutdown under load loses nothing', { timeout: 60_000 }, async () => {
  const { stdout } = await soak('shutdown', '--quick')
  expect(stdout).toMatch(/^shutdown, node: 3 servers ended under load · \d+ sent · \d+ answered · \d+ refused .* 0 lost$/m)
  expect(stdout).toMatch(/^shutdown, node: a request of 9000 ms was aborted, .* with exit code 1$/m)
  if (stdout.includes('not on uWebSockets.js')) return
  expect(stdout).toMatch(/^shutdown, uws: 3 servers .* 0 lost$/m)
})

test('versions that follow each other under load lose nothing', { timeout: 120_000 }, async () => {
  const { stdout } = await soak('swaps', '--quick')
  expect(stdout).toMatch(/^swaps, 30 swaps · \d+ answered · 0 lost · 0 by a half-loaded version · 0 by an older version$/m)
})

test('an unknown soak is named', async () => {
  await expect(soak('nothing')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('There are shutdown') })
})
