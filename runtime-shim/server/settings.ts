/** Where to listen and how, from the environment and the built configuration. */
import type { TransportName } from '../transport/index.ts'

export interface Settings {
  readonly port: number
  readonly host: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Why a server does not start, in one line for whoever started it; the stack would tell them nothing. */
export class StartError extends Error {}

export function settings(built: Settings, { PORT: port, HOST: host }: Environment): Settings {
  return { port: port ? portNumber(port) : built.port, host: host || built.host }
}

/** Undefined: what the server was built with. */
export function requestedTransport({ GATI_TRANSPORT: name }: Environment): TransportName | undefined {
  if (!name) return undefined
  if (name === 'auto' || name === 'uws' || name === 'node') return name
  throw new StartError(`GATI_TRANSPORT=${name} is not a transport: set auto, uws or node`)
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new StartError(`PORT=${text} is not a port: set a number from 0 to 65535`)
  return port
}

/** The system's error as a sentence that says what to do. */
export function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `${host}:${port}`
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`cannot listen on ${place}: the port is in use. Stop what uses it, or set PORT to another`)
    case 'EACCES':
      return new StartError(`cannot listen on ${place}: this user may not use the port. Set PORT to one above 1023`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`cannot listen on ${place}: this machine has no such address. Set HOST to one that it has`)
    default:
      return error
  }
}
