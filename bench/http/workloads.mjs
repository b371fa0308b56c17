/**
 * What is asked of every contender. Each workload is a list of requests that differ, so that nothing is constant; wrk sends
 * them in turn. `name` is the row in the results.
 */
const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath']
const get = (path) => ({ method: 'GET', path })

const order = (i) => ({
  method: 'POST',
  path: '/orders',
  body: JSON.stringify({
    customer: {
      id: i + 1,
      name: `Customer ${words[i % 8]} ${i}`,
      email: `customer${i}@example.com`,
      address: { street: `${i} Main Street`, city: words[(i + 3) % 8], zip: `1${i}234`.slice(0, 5), country: 'DE' },
    },
    items: [
      { sku: `sku-${i}`, qty: (i % 9) + 1, price: i + 0.5 },
      { sku: `sku-${i + 1}`, qty: 2, price: 19.25 },
    ],
    express: i % 2 === 0,
  }),
})

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i))

export const workloads = [
  { name: 'static JSON', requests: many(16, (i) => get(`/json?n=${i}`)) },
  { name: '2 params, 50 routes', requests: many(64, (i) => get(`/users/${1000 + i * 7}/posts/${words[i % 8]}-${i}`)) },
  { name: 'POST 300 B, validated', requests: many(64, order) },
  { name: 'GET list of 100', requests: many(4, (i) => get(`/articles?page=${i}`)) },
  { name: 'async, one awaited turn', requests: many(64, (i) => get(`/async/${words[i % 8]}${i}`)) },
  { name: '404', requests: many(32, (i) => get(`/nothing/${words[i % 8]}/${i}`)), status: 404 },
]
