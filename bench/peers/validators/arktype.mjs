import { type } from 'arktype'

const moltar = type({
  number: 'number',
  negNumber: 'number',
  maxNumber: 'number',
  string: 'string',
  longString: 'string',
  boolean: 'boolean',
  deeplyNested: { foo: 'string', num: 'number', bool: 'boolean' },
})
const strict = moltar.onDeepUndeclaredKey('reject')
const safe = moltar.onDeepUndeclaredKey('delete')
const id = '1 <= number.integer <= 2147483647'
const profile = type({
  id,
  name: '1 <= string <= 100',
  age: '0 <= number.integer <= 150',
  score: 'number >= 0',
  role: "'admin' | 'editor' | 'guest'",
  active: 'boolean',
  note: 'string | null',
  'nickname?': 'string <= 40',
})
const order = type({
  id,
  customer: {
    id,
    name: '1 <= string <= 100',
    address: {
      street: 'string',
      city: 'string >= 1',
      zip: '3 <= string <= 10',
      country: 'string == 2',
      position: { lat: '-90 <= number <= 90', long: '-180 <= number <= 180' },
    },
  },
  items: type({
    sku: 'string >= 1',
    quantity: '1 <= number.integer <= 1000',
    price: 'number >= 0',
    options: { gift: 'boolean', 'wrap?': 'string' },
  })
    .array()
    .atLeastLength(1)
    .atMostLength(50),
  payment: type({ method: "'card'", token: 'string >= 8' }).or({ method: "'invoice'", 'reference?': 'string' }),
  'note?': 'string',
  express: 'boolean',
})
const entries = type({
  id: 'string.uuid',
  email: 'string.email',
  created: 'string.date.iso',
  name: '1 <= string <= 80',
  quantity: '0 <= number.integer <= 2147483647',
  price: 'number >= 0',
  status: "'open' | 'paid' | 'closed'",
}).array()

const parse = (schema) => (value) => {
  const out = schema(value)
  return out instanceof type.errors ? undefined : out
}
const explain = (schema) => (value) => {
  const out = schema(value)
  return out instanceof type.errors ? out : []
}

export default {
  assertLoose: (value) => moltar.allows(value),
  assertStrict: (value) => strict.allows(value),
  parseSafe: parse(safe),
  parseStrict: parse(strict),
  simple: (value) => profile.allows(value),
  nested: (value) => order.allows(value),
  list: (value) => entries.allows(value),
  explainSimple: explain(profile),
  explainNested: explain(order),
}
export const lacks = { stringifyNested: 'writes no JSON', stringifyList: 'writes no JSON' }
