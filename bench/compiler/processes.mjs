/** Programs of the repository, run and timed as a person meets them: from their start to their end. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from '../median.mjs'

export const repository = fileURLToPath(new URL('../..', import.meta.url))
export const gatic = join(repository, 'compiler/bin/gatic.mjs')
export const tsc = join(repository, 'node_modules/typescript/bin/tsc')

/** Milliseconds of wall and of processor time; the latter counts in steps of 10 and of Linux only. */
export async function timed(args, cwd) {
  const before = childrensTime()
  const began = performance.now()
  let output = ''
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(0, 2_000)}`)
  return { wall: performance.now() - began, cpu: childrensTime() - before }
}

/** Of children that have ended: proc(5), cutime and cstime. */
function childrensTime() {
  if (process.platform !== 'linux') return Number.NaN
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Rounds of the same programs in turn, so that a busy moment of the machine meets all of them. `{ name: [{ wall, cpu }] }` */
export async function interleaved(rounds, programs) {
  const found = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) for (const [name, run] of Object.entries(programs)) found[name].push(await run())
  return found
}

/** Of each round's ratio to `base` in the same round, the median. */
export const ratio = (runs, name, base, what) => median(runs[name].map((run, round) => run[what] / runs[base][round][what]))
