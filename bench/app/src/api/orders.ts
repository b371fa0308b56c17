import type { Handler } from '@gati-framework/core'
import type { Order, Receipt } from '../model/order.js'

export const POST: Handler<{ body: Order }, Receipt> = ({ body }) => {
  let total = 0
  for (const item of body.items) total += item.qty * item.price
  const { id, address } = body.customer
  return { ok: true, customerId: id, city: address.city, count: body.items.length, total, express: body.express }
}
