export interface Article {
  id: number
  slug: string
  title: string
  views: number
  score: number
  published: boolean
  tags: string[]
  author: { id: number; name: string }
}

const topics = [
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
const topic = (i: number) => topics[i % topics.length] ?? 'users'

/** As stored: `draft` is undeclared by what is answered, and must not leave the server. */
interface StoredArticle extends Article {
  draft: string
}

export const articles: StoredArticle[] = Array.from({ length: 100 }, (_, i) => ({
  id: i + 1,
  slug: `article-${i}-about-${topic(i)}`,
  title: `Article ${i} "${topic(i)}"`,
  views: i * 37,
  score: i / 8,
  published: i % 3 === 0,
  tags: [topic(i), topic(i + 5)],
  author: { id: i % 7, name: `Author ${i % 7} ü` },
  draft: `not for readers ${i}`,
}))
