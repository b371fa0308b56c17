// What the tests of emitted clients run besides this Node and its TypeScript: other runtimes, other compilers, checkers of packages.
import { join } from 'node:path'
import { cachedPackages } from './cached-packages.mjs'

const PACKAGES = {
  'typescript-5.9': 'npm:typescript@5.9.3',
  'typescript-7': 'npm:typescript@7.0.2',
  bun: '1.4.5',
  deno: '2.9.6',
  publint: '0.3.25',
  '@arethetypeswrong/cli': '0.18.5',
}

export async function clientPlatforms() {
  const installed = await cachedPackages('client-platforms', PACKAGES)
  if ('reason' in installed) return installed
  const { folder } = installed
  const found = (below) => join(folder, 'node_modules', below)
  const { platform, arch } = process
  const exe = platform === 'win32' ? '.exe' : ''
  return {
    typescript: { 5.9: found('typescript-5.9/bin/tsc'), 7: found('typescript-7/bin/tsc') },
    bun: found(`@oven/bun-${platform === 'win32' ? 'windows' : platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun${exe}`),
    deno: found(`@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno${exe}`),
    publint: found('publint/src/cli.js'),
    attw: found('@arethetypeswrong/cli/dist/index.js'),
  }
}
