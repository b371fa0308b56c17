/**
 * One measurement: wrk on one processor sends a workload's requests in turn to a server on the other.
 *
 *   load(origin, workload, { seconds: 3 }) -> { requests, rate: requests/s, p50, p95, p99: ms, errors }
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const lua = (text) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`

/** wrk asks `request` for each request; `done` prints what we read. */
const script = ({ requests }) => `
local requests = {}
init = function(args)
${requests.map(({ method, path, body, headers }, i) => `requests[${i}] = wrk.format(${lua(method)}, ${lua(path)}, {${Object.entries({ ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }).map(([name, value]) => `[${lua(name)}]=${lua(value)}`)}}, ${body === undefined ? 'nil' : lua(body)})`).join('\n')}
end
local turn = 0
request = function() turn = (turn + 1) % ${requests.length}; return requests[turn] end
done = function(summary, latency, _)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %.1f %.1f %.1f %d %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99), e.connect + e.read + e.write + e.timeout, e.status))
end
`

export async function load(origin, workload, { seconds, processor = 1 }) {
  const { connections = 64 } = workload
  const folder = mkdtempSync(join(tmpdir(), 'gati-bench-'))
  try {
    const file = join(folder, 'requests.lua')
    writeFileSync(file, script(workload))
    const args = ['-c', String(processor), 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', file, origin]
    const { stdout } = await run('taskset', args, { timeout: (seconds + 20) * 1000 })
    const found = /RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+) (\d+)/.exec(stdout)
    if (found === null) throw new Error(`wrk printed no result:\n${stdout}`)
    const [requests, microseconds, p50, p95, p99, broken, status] = found.slice(1).map(Number)
    const errors = broken + (workload.status === undefined ? status : 0)
    return { requests, rate: requests / (microseconds / 1e6), p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000, errors }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
