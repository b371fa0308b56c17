/** What a process used, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time of all threads so far in microseconds (to the nanosecond, unlike /proc/PID/stat), and resident memory in MiB. */
export function usage(pid) {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpu: nanoseconds / 1000, rss: Number(rss[1]) / 1024 }
}
