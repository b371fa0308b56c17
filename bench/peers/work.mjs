/** What every contender does by hand: the same answers from the same requests, so that only the way there differs. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const RESOURCES = [
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

/** 'users', 'teams', ..., 'users-1', ...: four routes each. */
export const resourceNames = (count) =>
  Array.from({ length: count }, (_, i) => (i < 12 ? RESOURCES[i] : `${RESOURCES[i % 12]}-${Math.floor(i / 12)}`))

/** Resources that make an app of so many routes, with the measured ones. */
export const RESOURCES_OF = { 50: 11, 100: 23, 1000: 247 }

/** Routes that are there to be passed by: an app has 50 routes, or as many as BENCH_ROUTES says. */
export const fillers = resourceNames(RESOURCES_OF[process.env.BENCH_ROUTES ?? 50]).flatMap((name) => [
  ['GET', `/api/v1/${name}`],
  ['POST', `/api/v1/${name}`],
  ['GET', `/api/v1/${name}/:id`],
  ['DELETE', `/api/v1/${name}/:id`],
])

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

const isPerson = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Number.isInteger(value.id) &&
  value.id >= 1 &&
  typeof value.name === 'string' &&
  value.name.length >= 1

function isComment(value) {
  if (typeof value !== 'object' || value === null || !isPerson(value.author)) return false
  if (typeof value.text !== 'string' || value.text.length < 1) return false
  return Number.isInteger(value.likes) && value.likes >= 0
}

function isSection(value) {
  if (typeof value !== 'object' || value === null) return false
  const { heading, paragraphs, comments } = value
  if (typeof heading !== 'string' || heading.length < 1 || heading.length > 200) return false
  if (!Array.isArray(paragraphs) || !Array.isArray(comments)) return false
  for (let i = 0; i < paragraphs.length; i++) if (typeof paragraphs[i] !== 'string') return false
  for (let i = 0; i < comments.length; i++) if (!isComment(comments[i])) return false
  return true
}

export function isDocument(value) {
  if (typeof value !== 'object' || value === null) return false
  const { title, author, published, sections } = value
  if (typeof title !== 'string' || title.length < 1 || title.length > 200) return false
  if (!isPerson(author) || typeof published !== 'boolean' || !Array.isArray(sections)) return false
  for (let i = 0; i < sections.length; i++) if (!isSection(sections[i])) return false
  return true
}

export function summary({ title, sections }) {
  let comments = 0
  let likes = 0
  for (const section of sections) {
    comments += section.comments.length
    for (const comment of section.comments) likes += comment.likes
  }
  return { title, sections: sections.length, comments, likes }
}

/** 100 articles whose texts differ; `draft` is undeclared and must not leave the server. */
const stored = Array.from({ length: 100 }, (_, i) => ({
  id: i + 1,
  slug: `article-${i}-about-${RESOURCES[i % 12]}`,
  title: `Article ${i} "${RESOURCES[i % 12]}"`,
  views: i * 37,
  score: i / 8,
  published: i % 3 === 0,
  tags: [RESOURCES[i % 12], RESOURCES[(i + 5) % 12]],
  author: { id: i % 7, name: `Author ${i % 7} ü` },
  draft: `not for readers ${i}`,
}))

/** Where a framework has a schema of answers, it leaves `draft` out by that. */
export const storedArticles = () => stored

const publicArticle = ({ id, slug, title, views, score, published, tags, author }) => ({
  id,
  slug,
  title,
  views,
  score,
  published,
  tags,
  author: { id: author.id, name: author.name },
})

/** Where it has none, as one does it by hand. */
export const articles = () => stored.map(publicArticle)

/** One awaited turn of the event loop's I/O phase, without a device whose own cost would drown the difference. */
export const io = (value) => new Promise((resolve) => setImmediate(resolve, value))

const SECRET = 'the secret of the benchmarks, which signs nothing else'

export const sign = (text) => createHmac('sha256', SECRET).update(text).digest('base64url')

/** The claims of a token (JWT, RFC 7519, HS256) in a header `Bearer ...`; undefined: not signed by us, or no longer valid. */
export function verifyToken(authorization) {
  if (typeof authorization !== 'string' || !authorization.startsWith('Bearer ')) return undefined
  const end = authorization.lastIndexOf('.')
  const given = Buffer.from(authorization.slice(end + 1))
  const expected = Buffer.from(sign(authorization.slice(7, end)))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims = JSON.parse(Buffer.from(authorization.slice(authorization.indexOf('.') + 1, end), 'base64url').toString())
  return claims.exp > Date.now() / 1000 ? claims : undefined
}

/** How many guarded requests came: what a counting middleware does. */
export const guarded = { requests: 0 }

const object = (properties, optional = []) => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})
const array = (items, more = {}) => ({ type: 'array', items, ...more })
const string = { type: 'string' }
const integer = { type: 'integer' }
const boolean = { type: 'boolean' }
const some = { type: 'string', minLength: 1 }
const id = { type: 'integer', minimum: 1 }

/** JSON Schemas, for contenders that take them. */
export const schemas = {
  order: object(
    {
      customer: object({
        id,
        name: { type: 'string', minLength: 1, maxLength: 100 },
        email: { type: 'string', pattern: EMAIL.source },
        address: object({
          street: string,
          city: some,
          zip: { type: 'string', minLength: 3, maxLength: 10 },
          country: { type: 'string', minLength: 2, maxLength: 2 },
        }),
      }),
      items: array(
        object({ sku: some, qty: { type: 'integer', minimum: 1, maximum: 1000 }, price: { type: 'number', minimum: 0 } }),
        { minItems: 1 },
      ),
      note: string,
      express: boolean,
    },
    ['note'],
  ),
  receipt: object({
    ok: boolean,
    customerId: integer,
    city: string,
    count: integer,
    total: { type: 'number' },
    express: boolean,
  }),
  document: object({
    title: { type: 'string', minLength: 1, maxLength: 200 },
    author: object({ id, name: some }),
    published: boolean,
    sections: array(
      object({
        heading: { type: 'string', minLength: 1, maxLength: 200 },
        paragraphs: array(string),
        comments: array(object({ author: object({ id, name: some }), text: some, likes: { type: 'integer', minimum: 0 } })),
      }),
    ),
  }),
  summary: object({ title: string, sections: integer, comments: integer, likes: integer }),
  articles: array(
    object({
      id: integer,
      slug: string,
      title: string,
      views: integer,
      score: { type: 'number' },
      published: boolean,
      tags: array(string),
      author: object({ id: integer, name: string }),
    }),
  ),
  hello: object({ hello: string, ok: boolean }),
  post: object({ userId: string, postId: string }),
  id: object({ id: string }),
  user: object({ user: string }),
}

/** What a server answers where nothing is, as RFC 9457 has it. */
export const NOT_FOUND = '{"type":"about:blank","title":"Not Found","status":404,"code":"not_found"}'
