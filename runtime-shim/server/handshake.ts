/** Whether a WebSocket may be asked for as it is: by its version, and by the page that asks. */
import { addCommonFields, type Exchange, type HeaderList } from '../transport/index.ts'
import { originTest } from './cors.ts'
import { sendProblem } from './problem.ts'

/** Whose pages may open a socket besides the server's own. */
export type Origins = '*' | readonly string[]

export interface HandshakeRules {
  /** The preferred first. */
  readonly protocols: readonly string[]
  readonly isAllowed: (origin: string) => boolean
  /** As the client named it. */
  readonly hostOf: (exchange: Exchange) => string
}

const hostOf = (exchange: Exchange): string => exchange.header('host')

export const handshakeRules = (
  origins: Origins,
  protocols: readonly string[] = [],
  host: HandshakeRules['hostOf'] = hostOf,
): HandshakeRules => ({
  protocols,
  hostOf: host,
  isAllowed: origins === '*' ? () => true : originTest(origins),
})

/** The subprotocol that is spoken, `''` for none. Undefined: refused, and answered. */
export function shakeHands(exchange: Exchange, { protocols, isAllowed, hostOf }: HandshakeRules): string | undefined {
  if (exchange.header('sec-websocket-version') !== '13') {
    return refuse(exchange, 'websocket_version', ['sec-websocket-version', '13'])
  }
  // What follows the head would be read as frames.
  if (Number(exchange.header('content-length')) !== 0 || exchange.header('transfer-encoding') !== '') {
    return refuse(exchange, 'malformed_handshake')
  }
  const origin = exchange.header('origin')
  if (origin !== '' && !isAllowed(origin) && !isOwn(origin, hostOf(exchange))) {
    return refuse(exchange, 'origin_not_allowed')
  }
  if (protocols.length === 0) return ''
  const offered = exchange
    .header('sec-websocket-protocol')
    .split(',')
    .map((name) => name.trim())
  return protocols.find((name) => offered.includes(name)) ?? ''
}

/**
 * Browsers send cookies along with whatever a page opens, and ask nobody before: a page of another origin would speak with the rights of
 * whoever looks at it. `null` is an origin that nobody has.
 */
function isOwn(origin: string, host: string): boolean {
  const page = /^(https?):\/\/(.+)$/.exec(origin)
  if (page === null) return false
  const port = page[1] === 'https' ? ':443' : ':80'
  return withoutPort(page[2]!, port) === withoutPort(host, port)
}

const withoutPort = (host: string, port: string): string =>
  (host.endsWith(port) ? host.slice(0, -port.length) : host).toLowerCase()

/** For GET at the path of a socket, where no route answers it. */
export function upgradeRequired(exchange: Exchange): void {
  const isTried = exchange.header('sec-websocket-version') !== '' || exchange.header('sec-websocket-key') !== ''
  refuse(exchange, isTried ? 'malformed_handshake' : 'upgrade_required')
}

/** code -> status and title */
const REFUSALS = {
  malformed_handshake: [400, 'The request for a WebSocket is malformed'],
  origin_not_allowed: [403, 'Pages of this origin may not open this WebSocket'],
  upgrade_required: [426, 'This path is a WebSocket'],
  websocket_version: [426, 'Version 13 of the WebSocket protocol is spoken here'],
} as const

function refuse(exchange: Exchange, code: keyof typeof REFUSALS, headers: HeaderList | null = null): undefined {
  const [status, title] = REFUSALS[code]
  // RFC 9110 section 7.8: what would be spoken instead. Among an answer's own headers these two would be the transport's.
  if (status === 426) addCommonFields(exchange, ['connection', 'upgrade', 'upgrade', 'websocket'])
  sendProblem(exchange, { type: 'about:blank', title, status, code }, headers)
}
