/** uWebSockets.js or node:http: which of them serves, and why. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Transport } from './exchange.ts'
import { nodeTransport } from './node/index.ts'
import { nativeFile, uwsTransport } from './uws/index.ts'

export type TransportName = 'auto' | 'uws' | 'node'

export interface Choice {
  readonly transport: Transport
  /** One line for the log: `uWebSockets.js cannot load here: ...`. */
  readonly reason: string
}

/** The first Node whose uWebSockets.js build is sound: the one for Node 20 splits request lines wrongly and takes several Hosts. */
const SOUND_NODE = 22

/**
 * `auto` takes uWebSockets.js where a sound build lies beside the server and loads, else node:http. An explicit `uws` that cannot be
 * had is an error, in one line.
 */
export async function chooseTransport(requested: TransportName, directory: string): Promise<Choice> {
  if (requested === 'node') return { transport: nodeTransport, reason: 'node:http was asked for' }
  const obstacle = obstacleTo(directory)
  if (obstacle === undefined) {
    try {
      return {
        transport: uwsTransport(directory),
        reason: requested === 'uws' ? 'uWebSockets.js was asked for' : 'uWebSockets.js loads',
      }
    } catch (error) {
      return unavailable(requested, loadFailure(error))
    }
  }
  return unavailable(requested, obstacle)
}

async function unavailable(requested: TransportName, why: string): Promise<Choice> {
  if (requested === 'uws') throw new Error(`GATI_TRANSPORT=uws: ${why}; use auto or node, which serve with node:http here`)
  return { transport: nodeTransport, reason: why }
}

function obstacleTo(directory: string): string | undefined {
  const major = Number.parseInt(process.versions.node, 10)
  if (major < SOUND_NODE) return `uWebSockets.js has no sound build for Node ${major}, it needs Node ${SOUND_NODE} or newer`
  const file = nativeFile()
  if (existsSync(join(directory, file))) return undefined
  return `uWebSockets.js has no file ${file} beside the server (Node ${major} on ${process.platform} ${process.arch})`
}

/** `... version 'GLIBC_2.38' not found (required by ...)` -> what the system lacks, in one line. */
export function loadFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const needed = /GLIBC_(\d+\.\d+)/.exec(message)?.[1]
  if (needed !== undefined)
    return `uWebSockets.js needs glibc ${needed} or newer, this system has ${glibcVersion() ?? 'an older one'}`
  if (process.platform === 'linux' && glibcVersion() === undefined)
    return 'uWebSockets.js needs glibc, this system has another C library (musl)'
  return `uWebSockets.js cannot load here: ${message.split('\n')[0]}`
}

function glibcVersion(): string | undefined {
  // Looking at network interfaces can take seconds. The switch is there on every Node that gets this far.
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime
}
