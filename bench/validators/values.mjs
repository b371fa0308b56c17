/**
 * Values of each case, as JSON.parse makes them of a request: many different ones, with optional members there or not, half of the
 * shapes with their members in another order, and undeclared members where the case is about them.
 */

/** Mulberry32: the same values in every run. */
export function random(seed) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const integer = (least, most) => least + Math.floor(next() * (most - least + 1))
  const pick = (list) => list[integer(0, list.length - 1)]
  const text = (least, most) => Array.from({ length: integer(least, most) }, () => pick(LETTERS)).join('')
  return { next, integer, pick, text, chance: (share) => next() < share }
}
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz ']
const HEX = [...'0123456789abcdef']

const moltar = (r) => ({
  number: r.integer(-1000, 1000),
  negNumber: -r.next() * 100,
  maxNumber: r.chance(0.5) ? Number.MAX_VALUE : r.integer(1, 2 ** 40),
  string: r.text(3, 12),
  longString: r.text(200, 600),
  boolean: r.chance(0.5),
  deeplyNested: { foo: r.text(3, 8), num: r.integer(0, 99) + (r.chance(0.5) ? 0.5 : 0), bool: r.chance(0.5) },
})

const UNDECLARED = ['undeclared', 'more']
const extra = (value) => ({ ...value, undeclared: 1, deeplyNested: { ...value.deeplyNested, more: 'x' } })

const profile = (r) => ({
  id: r.integer(1, 2 ** 31 - 1),
  name: r.text(1, 60),
  age: r.integer(0, 150),
  score: r.chance(0.5) ? r.integer(0, 100) : r.next() * 100,
  role: r.pick(['admin', 'editor', 'guest']),
  active: r.chance(0.5),
  note: r.chance(0.5) ? null : r.text(5, 30),
  ...(r.chance(0.5) && { nickname: r.text(1, 20) }),
})

const order = (r) => ({
  id: r.integer(1, 2 ** 31 - 1),
  customer: {
    id: r.integer(1, 100000),
    name: r.text(3, 40),
    address: {
      street: r.text(5, 30),
      city: r.text(3, 20),
      zip: String(r.integer(10000, 99999)),
      country: r.pick(['de', 'fr', 'us', 'jp']),
      position: { lat: r.next() * 180 - 90, long: r.next() * 360 - 180 },
    },
  },
  items: Array.from({ length: r.integer(1, 6) }, () => ({
    sku: r.text(4, 12),
    quantity: r.integer(1, 1000),
    price: r.integer(0, 10000) / 100,
    options: { gift: r.chance(0.5), ...(r.chance(0.3) && { wrap: r.text(3, 10) }) },
  })),
  payment: r.chance(0.5)
    ? { method: 'card', token: r.text(8, 24) }
    : { method: 'invoice', ...(r.chance(0.5) && { reference: r.text(3, 12) }) },
  ...(r.chance(0.5) && { note: r.text(5, 60) }),
  express: r.chance(0.5),
})

const hex = (r, length) => Array.from({ length }, () => r.pick(HEX)).join('')
const word = (r, least, most) => r.text(least, most).replaceAll(' ', 'x')
/** A UUID of version 4: some peers take no other digits there. */
const uuid = (r) => `${hex(r, 8)}-${hex(r, 4)}-4${hex(r, 3)}-${r.pick(['8', '9', 'a', 'b'])}${hex(r, 3)}-${hex(r, 12)}`
const entry = (r) => ({
  id: uuid(r),
  email: `${word(r, 2, 10)}.${word(r, 2, 10)}@${word(r, 3, 12)}.${r.pick(['com', 'org', 'net'])}`,
  created: new Date(r.integer(0, 2e12)).toISOString(),
  name: r.text(1, 40),
  quantity: r.integer(0, 100000),
  price: r.integer(0, 100000) / 100,
  status: r.pick(['open', 'paid', 'closed']),
})
const entries = (r) => Array.from({ length: 100 }, () => entry(r))

/** By the names of members: what is of the right type, and yet wrong. */
const OUT_OF_BOUNDS = {
  id: (value) => (typeof value === 'number' ? 0 : `${value.slice(0, 35)}g`),
  name: () => '',
  age: () => 151,
  score: () => -1,
  role: () => 'owner',
  nickname: () => 'x'.repeat(41),
  city: () => '',
  zip: () => '12',
  country: () => 'deu',
  lat: () => 91,
  long: () => -181,
  sku: () => '',
  quantity: () => -1,
  price: () => -0.01,
  method: () => 'cash',
  token: () => 'short',
  email: (value) => value.replace('@', '.'),
  created: (value) => `${value.slice(0, 5)}13${value.slice(7)}`,
  status: () => 'void',
}
const OPTIONAL = ['nickname', 'note', 'reference', 'wrap']

/** Makes one member wrong, anywhere: of another type, out of its bounds, or missing. */
function spoil(value, r) {
  const places = []
  const visit = (part) => {
    for (const [key, member] of Object.entries(part)) {
      if (UNDECLARED.includes(key)) continue
      if (typeof member === 'object' && member !== null) visit(member)
      else places.push([part, key])
    }
  }
  visit(value)
  const [part, key] = r.pick(places)
  const how = r.integer(0, 2)
  if (how === 0 && !OPTIONAL.includes(key)) {
    delete part[key]
    return value
  }
  if (how === 1 && OUT_OF_BOUNDS[key] !== undefined) {
    part[key] = OUT_OF_BOUNDS[key](part[key])
    return value
  }
  // Nothing is optional, and no union has both: whatever was there, it is wrong now.
  part[key] = typeof part[key] === 'boolean' ? 'yes' : r.pick([true, [], {}])
  return value
}

/** Members in another order: engines see another shape. */
const turned = (value) => Object.fromEntries(Object.entries(value).reverse())

const SIZES = { list: 8, stringifyList: 8 }

/** `kind` of `valid`, `invalid`. Of each case as many values as a small cache holds. */
export function valuesOf(name, kind) {
  const r = random(kind === 'valid' ? 7 : 11)
  const make = MAKERS[name]
  return Array.from({ length: SIZES[name] ?? 64 }, (_, i) => {
    let value = make(r, kind)
    if (i % 4 === 3 && !Array.isArray(value)) value = turned(value)
    if (kind === 'invalid' && !(name.endsWith('Strict') && i % 2 === 0)) value = spoil(value, r)
    return JSON.parse(JSON.stringify(value))
  })
}

const MAKERS = {
  assertLoose: (r) => (r.chance(0.25) ? extra(moltar(r)) : moltar(r)),
  assertStrict: (r, kind) => (kind === 'valid' ? moltar(r) : extra(moltar(r))),
  parseSafe: (r) => (r.chance(0.25) ? extra(moltar(r)) : moltar(r)),
  parseStrict: (r, kind) => (kind === 'valid' ? moltar(r) : extra(moltar(r))),
  simple: profile,
  nested: order,
  list: entries,
  explainSimple: profile,
  explainNested: order,
  stringifyNested: order,
  stringifyList: entries,
}

/** What a contender must answer: `true` or `false`, the value without undeclared members or nothing, the text; a list of errors is not empty. */
export function wanted(name, kind, value) {
  if (name.startsWith('explain')) return true
  if (name.startsWith('stringify')) return JSON.stringify(value)
  if (name.startsWith('parse')) return kind === 'valid' ? declared(value) : undefined
  return kind === 'valid'
}

function declared({ undeclared: _, deeplyNested: { more: __, ...inner }, ...value }) {
  return { ...value, deeplyNested: inner }
}
