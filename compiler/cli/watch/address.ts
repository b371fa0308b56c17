/** Where the app listens, as its server would work it out: the environment, then `.env`, then the configuration. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Address } from './front-door.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Undefined: PORT is not a port, which the server says better when it starts. */
export function listenAddress(root: string, env: Environment, configured: Address): Address | undefined {
  const file = dotEnv(root)
  const port = env['PORT'] ?? file['PORT']
  const host = env['HOST'] ?? file['HOST']
  const number = port === undefined || port === '' ? configured.port : Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65535) return undefined
  return { host: host || configured.host, port: number }
}

function dotEnv(root: string): Environment {
  try {
    return parseEnv(readFileSync(join(root, '.env'), 'utf8'))
  } catch (error) {
    // One that cannot be read is told of by the server.
    if (error instanceof Error && 'code' in error) return {}
    throw error
  }
}
