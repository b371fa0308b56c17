/** What every contender does by hand: the same answers from the same requests, so that only the way there differs. */
export const RESOURCES = [
  'users',
  'teams',
  'invoices',
  'products',
  'carts',
  'payments',
  'refunds',
  'shipments',
  'reviews',
  'coupons',
  'events',
  'tickets',
]

/** 47 routes that are there to be passed by; with the measured ones an app of 50. */
export const fillers = RESOURCES.flatMap((name) => [
  ['GET', `/api/v1/${name}`],
  ['POST', `/api/v1/${name}`],
  ['GET', `/api/v1/${name}/:id`],
  ['DELETE', `/api/v1/${name}/:id`],
]).slice(0, 44)

export const port = Number(process.env.PORT)

const EMAIL = /^[^@\s]+@[^@\s]+\.[a-z]+$/

/** Hand-written check of an order, as fast as one would write it. */
export function isOrder(value) {
  if (typeof value !== 'object' || value === null) return false
  const customer = value.customer
  if (typeof customer !== 'object' || customer === null) return false
  const { id, name, email, address } = customer
  if (!Number.isInteger(id) || id < 1) return false
  if (typeof name !== 'string' || name.length < 1 || name.length > 100) return false
  if (typeof email !== 'string' || !EMAIL.test(email)) return false
  if (typeof address !== 'object' || address === null || typeof address.street !== 'string') return false
  const { city, zip, country } = address
  if (typeof city !== 'string' || city.length < 1) return false
  if (typeof zip !== 'string' || zip.length < 3 || zip.length > 10) return false
  if (typeof country !== 'string' || country.length !== 2) return false
  const items = value.items
  if (!Array.isArray(items) || items.length < 1) return false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'object' || item === null) return false
    const { sku, qty, price } = item
    if (typeof sku !== 'string' || sku.length < 1) return false
    if (!Number.isInteger(qty) || qty < 1 || qty > 1000) return false
    if (typeof price !== 'number' || !(price >= 0) || price === Infinity) return false
  }
  if (value.note !== undefined && typeof value.note !== 'string') return false
  return typeof value.express === 'boolean'
}

export function receipt(order) {
  let total = 0
  for (const item of order.items) total += item.qty * item.price
  const { id, address } = order.customer
  return { ok: true, customerId: id, city: address.city, count: order.items.length, total, express: order.express }
}

/** 100 articles whose texts differ; `draft` is undeclared and must not leave the server. */
export const articles = Array.from({ length: 100 }, (_, i) => ({
  id: i + 1,
  slug: `article-${i}-about-${RESOURCES[i % 12]}`,
  title: `Article ${i} "${RESOURCES[i % 12]}"`,
  views: i * 37,
  score: i / 8,
  published: i % 3 === 0,
  tags: [RESOURCES[i % 12], RESOURCES[(i + 5) % 12]],
  author: { id: i % 7, name: `Author ${i % 7} ü` },
}))

/** One awaited turn of the event loop's I/O phase, without a device whose own cost would drown the difference. */
export const io = (value) => new Promise((resolve) => setImmediate(resolve, value))

export const orderSchema = {
  type: 'object',
  required: ['customer', 'items', 'express'],
  properties: {
    customer: {
      type: 'object',
      required: ['id', 'name', 'email', 'address'],
      properties: {
        id: { type: 'integer', minimum: 1 },
        name: { type: 'string', minLength: 1, maxLength: 100 },
        email: { type: 'string', pattern: EMAIL.source },
        address: {
          type: 'object',
          required: ['street', 'city', 'zip', 'country'],
          properties: {
            street: { type: 'string' },
            city: { type: 'string', minLength: 1 },
            zip: { type: 'string', minLength: 3, maxLength: 10 },
            country: { type: 'string', minLength: 2, maxLength: 2 },
          },
        },
      },
    },
    items: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['sku', 'qty', 'price'],
        properties: {
          sku: { type: 'string', minLength: 1 },
          qty: { type: 'integer', minimum: 1, maximum: 1000 },
          price: { type: 'number', minimum: 0 },
        },
      },
    },
    note: { type: 'string' },
    express: { type: 'boolean' },
  },
}

export const receiptSchema = {
  type: 'object',
  properties: {
    ok: { type: 'boolean' },
    customerId: { type: 'integer' },
    city: { type: 'string' },
    count: { type: 'integer' },
    total: { type: 'number' },
    express: { type: 'boolean' },
  },
}
