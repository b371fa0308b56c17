/**
 * The transports that a server may choose from, each with the parts that its routes use:
 *
 *   transport: autoTransport(
 *     uwsTransport(uwsBodies, uwsStreams),
 *     nodeTransport(nodeBodies, nodeStreams),
 *   ),
 */
import type { Text } from '../code/index.ts'
import type { ServerModule } from './module.ts'

type Kind = 'uws' | 'node'

/** `gatic watch` hands connections on, which only node:http takes. */
export const transportsOf = (transport: 'auto' | Kind, watched: boolean): readonly Kind[] =>
  watched ? ['node'] : transport === 'auto' ? ['uws', 'node'] : [transport]

/** `routes`: the code of the route functions. */
export function emitTransport(out: Text, module: ServerModule, routes: string, watched: boolean): void {
  const parts = module.parts(routes)
  const given = (kind: Kind) => parts.map((part) => module.shim(`${kind}${part}`)).join(', ')
  const one = (kind: Kind) => `${module.shim(`${kind}Transport`)}(${given(kind)})`
  const { transport } = module.ir.config
  const [kind, other] = transportsOf(transport, watched)
  if (other === undefined) {
    out.line(`transport: ${one(kind!)},`)
    return
  }
  out.open(`transport: ${module.shim('autoTransport')}(`)
  out.line(`${one('uws')},`).line(`${one('node')},`)
  out.close('),')
}
