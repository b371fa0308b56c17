/**
 * Routes that answer with pages, and their items as one iterable:
 *
 *   GET /orders?cursor  ->  { items: Order[]; next?: string }   has   allOrders(client, { limit: 50 }): AsyncIterable<Order>
 */
import { type ObjectType, type Property, resolve, type Type, type TypeId } from '../../compiler/ir/index.ts'
import { declared } from '../declaration/index.ts'
import type { SdkModule, SdkRoute } from './module.ts'

/** Names of the query parameter that takes what `next` gives. */
const CURSORS = ['cursor', 'after', 'next']

export interface Paged {
  readonly cursor: string
  /** TypeScript type of an item. */
  readonly item: string
}

/** Undefined where a route does not answer with `items` and a `next` that its query takes. */
export function pagedOf(module: SdkModule, { method, request, replies }: SdkRoute): Paged | undefined {
  const reply = replies.find(({ status, content }) => status === 200 && content === 'json')
  const page = reply?.body && resolve(reply.body, module.ir.types)
  const query = request.query?.find(({ name, optional }) => optional && CURSORS.includes(name))
  if (method !== 'GET' || page?.kind !== 'object' || query === undefined) return undefined
  const items = memberOf(page, 'items')
  const next = memberOf(page, 'next')
  const list = items && resolve(items.type, module.ir.types)
  if (list?.kind !== 'array' || list.typed !== undefined || items?.optional !== false || next === undefined) return undefined
  const given = kinds(next.type, module)
  const endsSomewhere = next.optional || given.has('null') || given.has('undefined')
  const taken = kinds(query.type, module)
  const isTaken = [...given].every((kind) => kind === 'null' || kind === 'undefined' || taken.has(kind))
  return endsSomewhere && isTaken ? { cursor: query.name, item: declared(list.element, module.spelling) } : undefined
}

const memberOf = ({ properties }: ObjectType, name: string): Property | undefined =>
  properties.find((property) => property.name === name)

function kinds(type: Type, module: SdkModule, seen: ReadonlySet<TypeId> = new Set()): ReadonlySet<Type['kind']> {
  if (type.kind === 'ref' && seen.has(type.id)) return new Set()
  const whole = resolve(type, module.ir.types)
  const inside = type.kind === 'ref' ? new Set([...seen, type.id]) : seen
  return new Set(whole.kind === 'union' ? whole.members.flatMap((member) => [...kinds(member, module, inside)]) : [whole.kind])
}
