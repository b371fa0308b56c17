/**
 * The data of server-sent events, each kind by the serializer of its type:
 *
 *   function dataOfGetPrices(event) {
 *     switch (event.event) {
 *       case 'price': return stringifyPrice(event.data)
 *       default: return undefined
 *     }
 *   }
 */
import type { ReplyContract } from '../../compiler/ir/index.ts'
import { quote, text } from '../code/index.ts'
import type { ServerModule } from './module.ts'

export function emitEventData(
  module: ServerModule,
  { events = [] }: ReplyContract,
  hint: string,
): { readonly name: string; readonly code: string } {
  const name = module.names.unique(`data of ${hint}`)
  const out = text().open(`function ${name}(event) {`).open('switch (event.event) {')
  const data = (event: (typeof events)[number]) =>
    `${module.values.stringify(event.data, `${hint} ${event.name ?? 'event'}`)}(event.data)`
  for (const event of events) if (event.name !== undefined) out.line(`case ${quote(event.name)}: return ${data(event)}`)
  const rest = events.find((event) => event.name === undefined)
  out.line(`default: return ${rest === undefined ? 'undefined' : data(rest)}`)
  return { name, code: out.close().close().toString() }
}
