/** Which parts of exchanges the shim's functions use, found in what esbuild makes of each of them. */
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { expect, test } from 'vitest'
import * as shim from '../../runtime-shim/server/index.ts'
import { partsCalled, SHIM } from './shim.ts'

const door = fileURLToPath(new URL('../../runtime-shim/server/index.ts', import.meta.url))

/** `one:cors` -> a module that has `cors` of the shim, and nothing else. */
const oneByOne: Plugin = {
  name: 'one-by-one',
  setup(build) {
    build.onResolve({ filter: /^one:/ }, ({ path }) => ({ path: path.slice('one:'.length), namespace: 'one' }))
    build.onLoad({ filter: /.*/, namespace: 'one' }, ({ path }) => ({
      contents: `export { ${path} } from ${JSON.stringify(door)}`,
      resolveDir: '.',
    }))
  },
}

test('a server that uses a function of the shim has the parts that the function uses', async () => {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(Object.keys(shim).map((name) => [name, `one:${name}`])),
    plugins: [oneByOne],
    outdir: 'out',
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', packages: 'external' },
  } as const)
  const used = outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/](\w+)\.js$/, '$1'), partsCalled(text)] as const)
  expect(SHIM).toEqual(Object.fromEntries(used))
})
