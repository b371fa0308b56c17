/** A micro suite is a program of its own, on the Node of all contenders and on a processor of its own; it prints its tables as JSON. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The emitters are TypeScript, and have no build of their own. `emitted`: a module that the program imports. */
export async function runAlone(name, { node, quick, say }, emitted) {
  say(name)
  // Among the peers, so that it finds them.
  const file = join(root, 'bench/peers/node_modules/.cache', `${name}.mjs`)
  await build({
    entryPoints: [join(root, 'bench/micro', `${name}.program.mjs`)],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  const child = spawn('taskset', ['-c', '1', node, file, ...(quick ? ['--quick'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GATI_BENCH_EMITTED: emitted ?? '' },
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return JSON.parse(text)
}
