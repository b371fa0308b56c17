/** Where to listen and how, from the environment and the built configuration. */

export interface Settings {
  readonly port: number
  readonly host: string
  readonly transport: 'auto' | 'uws' | 'node'
}

/** Why a server does not start, in one line for whoever started it; the stack would tell them nothing. */
export class StartError extends Error {}

export function settings(built: Settings, environment: Readonly<Record<string, string | undefined>>): Settings {
  const { PORT: port, HOST: host, GATI_TRANSPORT: transport } = environment
  return {
    port: port === undefined || port === '' ? built.port : portNumber(port),
    host: host || built.host,
    transport: transport === undefined || transport === '' ? built.transport : transportName(transport),
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new StartError(`PORT=${text} is not a port: set a number from 0 to 65535`)
  return port
}

function transportName(text: string): Settings['transport'] {
  if (text === 'auto' || text === 'uws' || text === 'node') return text
  throw new StartError(`GATI_TRANSPORT=${text} is not a transport: set auto, uws or node`)
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
