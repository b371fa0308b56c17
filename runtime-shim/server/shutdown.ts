/**
 * The end of a server process. On SIGTERM or SIGINT: readiness fails, nothing new is accepted, what is in flight is finished
 * (up to a deadline, then aborted), shutdown hooks run by priority, modules end in reverse. Exit code 0 when all of it went well.
 * A second signal ends the process at once.
 */
import type { Listening } from '../transport/index.ts'
import type { Lifecycle } from './lifecycle.ts'
import { log } from './logger.ts'
import type { ModuleSet } from './modules.ts'
import type { Traces } from './traces.ts'
import { LATE, within } from './within.ts'

/** Milliseconds that a hook may take which has no time-out of its own. */
const HOOK_TIMEOUT = 5000

export interface Running {
  readonly listening: Listening
  readonly lifecycle: Lifecycle
  readonly modules?: ModuleSet | undefined
  /** Milliseconds to finish what is in flight, and again for the hooks. */
  readonly timeout: number
  readonly traces?: Traces | undefined
}

export function stopOnSignals(running: Running): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      log.warn('second signal: ending at once', { signal })
      process.exit(1)
    }
    stopping = true
    log.info('shutting down', { signal, inFlight: running.listening.inFlight() })
    void shutDown(running).then((clean) => {
      log.info('stopped', { clean })
      process.exit(clean ? 0 : 1)
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** True: everything in flight was answered and every hook succeeded. */
async function shutDown({ listening, lifecycle, modules, timeout, traces }: Running): Promise<boolean> {
  lifecycle.shuttingDown = true
  const finished = await drained(listening, timeout)
  const patience = Math.min(HOOK_TIMEOUT, timeout / 2)
  const failures = await within(timeout, async () => (await lifecycle.shutDown(patience)) + ((await modules?.shutDown()) ?? 0))
  if (failures === LATE) log.error('shutdown hooks did not end in time', { timeout })
  await traces?.flush()
  return finished && failures === 0
}

async function drained(listening: Listening, timeout: number): Promise<boolean> {
  const closed = listening.close()
  if ((await within(timeout, () => closed)) !== LATE) return true
  // Those who only kept a connection lose nothing.
  if (listening.inFlight() === 0) {
    listening.abort()
    return true
  }
  log.warn('aborting what is still in flight', { inFlight: listening.inFlight() })
  listening.abort()
  return false
}
