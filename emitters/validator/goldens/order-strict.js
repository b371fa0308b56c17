import { isEmail } from '@gati-framework/core/wire'

const orderItemsItemSkuPattern = /^[A-Z]{3}-\d+$/u

// Order - src/model.ts:11
function isOrder(value) {
  if (typeof value !== 'object' || value === null) return false
  const note = value.note
  if (note !== undefined && note !== null && typeof note !== 'string') return false
  if (typeof value.express !== 'boolean') return false
  const customer = value.customer
  if (typeof customer !== 'object' || customer === null) return false
  const id = customer.id
  if (!Number.isSafeInteger(id) || id < 1) return false
  const name = customer.name
  if (typeof name !== 'string' || name.length < 1) return false
  const email = customer.email
  if (typeof email !== 'string' || !isEmail(email)) return false
  let left = 3
  for (const _ in customer) left--
  if (left < 0) return false
  const items = value.items
  if (!Array.isArray(items) || items.length < 1) return false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'object' || item === null) return false
    const quantity = item.quantity
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) return false
    const price = item.price
    if (!Number.isFinite(price) || price < 0) return false
    const sku = item.sku
    if (typeof sku !== 'string' || !orderItemsItemSkuPattern.test(sku)) return false
    let left2 = 3
    for (const _ in item) left2--
    if (left2 < 0) return false
  }
  const payment = value.payment
  if (typeof payment !== 'object' || payment === null) return false
  switch (payment.method) {
    case 'card': {
      if (typeof payment.token !== 'string') return false
      let left2 = 2
      for (const _ in payment) left2--
      if (left2 < 0) return false
      break
    }
    case 'invoice': {
      const reference = payment.reference
      if (reference !== undefined && typeof reference !== 'string') return false
      let left2 = 1
      if (reference !== undefined) left2++
      for (const _ in payment) left2--
      if (left2 < 0) return false
      break
    }
    default:
      return false
  }
  let left2 = 4
  if (note !== undefined) left2++
  for (const _ in value) left2--
  if (left2 < 0) return false
  return true
}
