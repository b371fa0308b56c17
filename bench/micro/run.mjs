/**
 * A micro suite is a program of its own, on the Node of all contenders and on a processor of its own; the last line that it prints is its
 * tables as JSON. It runs in several processes, one after another, and the tables are made of the medians.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { median } from '../median.mjs'

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
  const runs = []
  const arguments_ = ['-c', '1', node, file, ...(quick ? ['--quick'] : [])]
  for (let i = 0; i < (quick ? 3 : 7); i++) runs.push(await printed(name, arguments_, emitted))
  return medians(runs)
}

async function printed(name, arguments_, emitted) {
  const child = spawn('taskset', arguments_, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GATI_BENCH_EMITTED: emitted ?? '' },
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return JSON.parse(text.trimEnd().split('\n').at(-1))
}

/** Of values of one shape: the median wherever they have numbers. How an engine compiles a case differs from process to process. */
function medians(values) {
  const [first] = values
  if (typeof first === 'number') return median(values)
  if (Array.isArray(first)) return first.map((_, i) => medians(values.map((value) => value[i])))
  if (typeof first !== 'object' || first === null) return first
  return Object.fromEntries(Object.keys(first).map((key) => [key, medians(values.map((value) => value[key]))]))
}
