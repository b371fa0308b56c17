/** Which parts of exchanges the shim's functions use, found in what esbuild makes of each of them. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import * as shim from '../../runtime-shim/server/index.ts'
import { partsCalled, SHIM } from './shim.ts'

async function codeOf(name: string): Promise<string> {
  const door = fileURLToPath(new URL('../../runtime-shim/server/index.ts', import.meta.url))
  const stdin = { contents: `export { ${name} } from ${JSON.stringify(door)}`, resolveDir: '.' }
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'silent' })
  return outputFiles[0]!.text
}

test('a server that uses a function of the shim has the parts that the function uses', async () => {
  const used = Object.keys(shim).map(async (name) => [name, partsCalled(await codeOf(name))] as const)
  expect(SHIM).toEqual(Object.fromEntries(await Promise.all(used)))
})
