/** The socket by which a running server is told which version is its default: runtime-shim/server/version-control.ts is the other end. */
import { connect } from 'node:net'
import { controlFailed } from '../../diagnostics/index.ts'
import { Refusal } from '../refusal.ts'

export type ControlCommand = { readonly command: 'status' } | { readonly command: 'default'; readonly version: string }

export interface ControlAnswer {
  /** Id of the version of requests that name none. */
  readonly default: string
}

/** Milliseconds; the server answers at once. */
const PATIENCE = 5_000
const LONGEST_ANSWER = 4 * 1024 * 1024

/** Throws a {@link Refusal} where nobody answers, or the server does not do it. */
export async function control(path: string, command: ControlCommand): Promise<ControlAnswer> {
  const text = await converse(path, `${JSON.stringify(command)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(controlFailed({ path, reason: error.code ?? error.message }, []), error)
  })
  const answer = parsed(text)
  if (answer?.ok === true && typeof answer.default === 'string') return { default: answer.default }
  const reason =
    answer?.error === 'unknown_version' ? 'the server was built before there was that version' : 'it was not understood'
  throw new Refusal(controlFailed({ path, reason }, []))
}

function converse(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(path, () => socket.write(line))
    socket.setEncoding('utf8')
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`no answer in ${PATIENCE / 1000} s`)))
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
    socket.on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\n') || text.length > LONGEST_ANSWER) socket.end()
    })
  })
}

interface Answered {
  readonly ok?: unknown
  readonly default?: unknown
  readonly error?: unknown
}

function parsed(text: string): Answered | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
