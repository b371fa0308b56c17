/**
 * The ceiling: what a person would write who knows these types, this engine and nothing else, with the meaning that gatic's validators
 * have: numbers are finite, integers exact, formats those of the RFCs, an array is no object, and a member that is undefined is absent.
 */
const HEX = 1
const DIGIT = 2
const ATOM = 4
const NAME = 8
const DOT = 16
const EDGE = 32
const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const classes = new Uint8Array(65536)
const mark = (flag, text) => {
  for (const character of text) classes[character.charCodeAt(0)] |= flag
}
mark(HEX, '0123456789abcdefABCDEF')
mark(DIGIT, '0123456789')
mark(ATOM, `${ALPHANUMERIC}!#$%&'*+-/=?^_\`{|}~.`)
mark(NAME, `${ALPHANUMERIC}-.`)
mark(DOT, '.')
mark(EDGE, '-.')

function assertLoose(value) {
  if (typeof value !== 'object' || value === null) return false
  if (!Number.isFinite(value.number) || !Number.isFinite(value.negNumber) || !Number.isFinite(value.maxNumber)) return false
  if (typeof value.string !== 'string' || typeof value.longString !== 'string' || typeof value.boolean !== 'boolean') return false
  const inner = value.deeplyNested
  if (typeof inner !== 'object' || inner === null) return false
  return typeof inner.foo === 'string' && Number.isFinite(inner.num) && typeof inner.bool === 'boolean'
}

function assertStrict(value) {
  if (!assertLoose(value)) return false
  let count = 0
  for (const _ in value) count++
  if (count !== 7) return false
  for (const _ in value.deeplyNested) count++
  return count === 10
}

/** Copies only what has undeclared members. */
function parseSafe(value) {
  if (!assertLoose(value)) return undefined
  const inner = value.deeplyNested
  let count = 0
  for (const _ in value) count++
  for (const _ in inner) count++
  if (count === 10) return value
  return {
    number: value.number,
    negNumber: value.negNumber,
    maxNumber: value.maxNumber,
    string: value.string,
    longString: value.longString,
    boolean: value.boolean,
    deeplyNested: { foo: inner.foo, num: inner.num, bool: inner.bool },
  }
}

const parseStrict = (value) => (assertStrict(value) ? value : undefined)

function simple(value) {
  if (typeof value !== 'object' || value === null) return false
  const { id } = value
  if (typeof id !== 'number' || (id | 0) !== id || id < 1) return false
  const { name } = value
  if (typeof name !== 'string' || name.length < 1 || name.length > 100) return false
  const { age } = value
  if (!Number.isInteger(age) || age < 0 || age > 150) return false
  const { score } = value
  if (!Number.isFinite(score) || score < 0) return false
  const { role } = value
  if (role !== 'admin' && role !== 'editor' && role !== 'guest') return false
  if (typeof value.active !== 'boolean') return false
  const { note } = value
  if (note !== null && typeof note !== 'string') return false
  const { nickname } = value
  return nickname === undefined || (typeof nickname === 'string' && nickname.length <= 40)
}

function nested(value) {
  if (typeof value !== 'object' || value === null) return false
  const { id } = value
  if (typeof id !== 'number' || (id | 0) !== id || id < 1) return false
  const { note } = value
  if (typeof value.express !== 'boolean' || (note !== undefined && typeof note !== 'string')) return false
  const { customer } = value
  if (typeof customer !== 'object' || customer === null) return false
  const { address } = customer
  if (typeof customer.id !== 'number' || (customer.id | 0) !== customer.id || customer.id < 1) return false
  if (typeof customer.name !== 'string' || customer.name.length < 1 || customer.name.length > 100) return false
  if (typeof address !== 'object' || address === null) return false
  const { position } = address
  if (typeof address.street !== 'string' || typeof address.city !== 'string' || address.city.length < 1) return false
  if (typeof address.zip !== 'string' || address.zip.length < 3 || address.zip.length > 10) return false
  if (typeof address.country !== 'string' || address.country.length !== 2) return false
  if (typeof position !== 'object' || position === null) return false
  if (typeof position.lat !== 'number' || !(position.lat >= -90 && position.lat <= 90)) return false
  if (typeof position.long !== 'number' || !(position.long >= -180 && position.long <= 180)) return false
  const { payment } = value
  if (typeof payment !== 'object' || payment === null) return false
  if (payment.method === 'card') {
    if (typeof payment.token !== 'string' || payment.token.length < 8) return false
  } else if (payment.method === 'invoice') {
    if (payment.reference !== undefined && typeof payment.reference !== 'string') return false
  } else return false
  const { items } = value
  if (!Array.isArray(items)) return false
  const count = items.length
  if (count < 1 || count > 50) return false
  for (let i = 0; i < count; i++) {
    const item = items[i]
    if (typeof item !== 'object' || item === null) return false
    const { sku, quantity, price, options } = item
    if (typeof sku !== 'string' || sku.length < 1) return false
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) return false
    if (!Number.isFinite(price) || price < 0) return false
    if (typeof options !== 'object' || options === null || typeof options.gift !== 'boolean') return false
    if (options.wrap !== undefined && typeof options.wrap !== 'string') return false
  }
  return true
}

const four = (text, i) =>
  classes[text.charCodeAt(i)] &
  classes[text.charCodeAt(i + 1)] &
  classes[text.charCodeAt(i + 2)] &
  classes[text.charCodeAt(i + 3)]

function isUuid(text) {
  if (text.length !== 36) return false
  if (text.charCodeAt(8) !== 45 || text.charCodeAt(13) !== 45 || text.charCodeAt(18) !== 45 || text.charCodeAt(23) !== 45)
    return false
  const first = four(text, 0) & four(text, 4) & four(text, 9) & four(text, 14)
  return (first & four(text, 19) & four(text, 24) & four(text, 28) & four(text, 32) & HEX) !== 0
}

/** RFC 5321, IPv4 literals by a pattern, since they are rare, and IPv6 literals not at all. */
const literal = /^\[(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!\])|(?=\]$))){4}\]$/
function isEmail(text) {
  const { length } = text
  if (length > 254) return false
  let every = ATOM
  let twice = 0
  let before = DOT
  let i = 0
  for (; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code === 64) break
    const now = classes[code]
    every &= now
    twice |= before & now
    before = now
  }
  if (every === 0 || i > 64 || i === length || ((twice | before) & DOT) !== 0) return false
  const start = ++i
  if (i < length && text.charCodeAt(i) === 91) return literal.test(text.slice(i))
  every = NAME
  twice = 0
  before = DOT | EDGE
  for (; i < length; i++) {
    const now = classes[text.charCodeAt(i)]
    every &= now
    twice |= (((before & DOT) << 1) & now) | (((now & DOT) << 1) & before)
    before = now
  }
  if (every === 0 || ((twice | before) & EDGE) !== 0) return false
  return (
    length - start <= 63 ||
    text
      .slice(start)
      .split('.')
      .every((label) => label.length <= 63)
  )
}

const two = (text, i) => {
  const tens = text.charCodeAt(i) - 48
  const ones = text.charCodeAt(i + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1000
}

/** RFC 3339. */
function isDateTime(text) {
  const { length } = text
  if (length < 20) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || (text.charCodeAt(10) | 32) !== 116) return false
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  const century = two(text, 0)
  const yearOfCentury = two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  if (century > 99 || yearOfCentury > 99 || month < 1 || month > 12 || day < 1 || day > 31) return false
  if (hour > 23 || minute > 59 || second > 60) return false
  if (day > 28) {
    const year = century * 100 + yearOfCentury
    if (month === 2) {
      if (day > ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28)) return false
    } else if (day > 30 && (month === 4 || month === 6 || month === 9 || month === 11)) return false
  }
  let i = 19
  let code = text.charCodeAt(i)
  if (code === 46) {
    do code = text.charCodeAt(++i)
    while ((classes[code] & DIGIT) !== 0)
    if (i === 20) return false
  }
  let offset = 0
  if ((code | 32) === 122) {
    if (i + 1 !== length) return false
  } else {
    if ((code !== 43 && code !== 45) || i + 6 !== length || text.charCodeAt(i + 3) !== 58) return false
    const hours = two(text, i + 1)
    const minutes = two(text, i + 4)
    if (hours > 23 || minutes > 59) return false
    offset = code === 45 ? -(hours * 60 + minutes) : hours * 60 + minutes
  }
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439
}

function list(value) {
  if (!Array.isArray(value)) return false
  const { length } = value
  for (let i = 0; i < length; i++) {
    const item = value[i]
    if (typeof item !== 'object' || item === null) return false
    const { quantity } = item
    if (typeof quantity !== 'number' || (quantity | 0) !== quantity || quantity < 0) return false
    const { price } = item
    if (!Number.isFinite(price) || price < 0) return false
    const { status } = item
    if (status !== 'open' && status !== 'paid' && status !== 'closed') return false
    const { name } = item
    if (typeof name !== 'string' || name.length < 1 || name.length > 80) return false
    const { id } = item
    if (typeof id !== 'string' || !isUuid(id)) return false
    const { created } = item
    if (typeof created !== 'string' || !isDateTime(created)) return false
    const { email } = item
    if (typeof email !== 'string' || !isEmail(email)) return false
  }
  return true
}

const project = ({ id, email, created, name, quantity, price, status }) => ({ id, email, created, name, quantity, price, status })
const stringifyList = (value) => JSON.stringify(value.map(project))

function stringifyNested({ id, customer, items, payment, note, express }) {
  const { address } = customer
  const { position } = address
  return JSON.stringify({
    id,
    customer: {
      id: customer.id,
      name: customer.name,
      address: {
        street: address.street,
        city: address.city,
        zip: address.zip,
        country: address.country,
        position: { lat: position.lat, long: position.long },
      },
    },
    items: items.map(({ sku, quantity, price, options }) => ({
      sku,
      quantity,
      price,
      options: { gift: options.gift, wrap: options.wrap },
    })),
    payment:
      payment.method === 'card' ? { method: 'card', token: payment.token } : { method: 'invoice', reference: payment.reference },
    note,
    express,
  })
}

const isText = (value, least, most) => typeof value === 'string' && value.length >= least && value.length <= most
const isWhole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most
const isWithin = (value, least, most) => Number.isFinite(value) && value >= least && value <= most
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

function explainSimple(value) {
  const issues = []
  const report = (pointer, expected, received) => issues.push({ pointer, expected, received })
  if (!isObject(value)) {
    report('', 'Profile', value)
    return issues
  }
  const { id, name, age, score, role, active, note, nickname } = value
  if (!isWhole(id, 1, 2147483647)) report('/id', 'an integer from 1', id)
  if (!isText(name, 1, 100)) report('/name', 'text of 1 to 100 characters', name)
  if (!isWhole(age, 0, 150)) report('/age', 'an integer from 0 to 150', age)
  if (!isWithin(score, 0, Number.MAX_VALUE)) report('/score', 'a number from 0', score)
  if (role !== 'admin' && role !== 'editor' && role !== 'guest') report('/role', 'admin, editor or guest', role)
  if (typeof active !== 'boolean') report('/active', 'a boolean', active)
  if (note !== null && typeof note !== 'string') report('/note', 'text or null', note)
  if (nickname !== undefined && !isText(nickname, 0, 40)) report('/nickname', 'text of up to 40 characters', nickname)
  return issues
}

function explainNested(value) {
  const issues = []
  const report = (pointer, expected, received) => issues.push({ pointer, expected, received })
  if (!isObject(value)) {
    report('', 'Order', value)
    return issues
  }
  const { id, customer, items, payment, note, express } = value
  if (!isWhole(id, 1, 2147483647)) report('/id', 'an integer from 1', id)
  if (isObject(customer)) explainCustomer(customer, report)
  else report('/customer', 'Customer', customer)
  if (!Array.isArray(items) || items.length < 1 || items.length > 50) report('/items', '1 to 50 items', items)
  else for (let i = 0; i < items.length; i++) explainItem(items[i], i, report)
  if (isObject(payment)) explainPayment(payment, report)
  else report('/payment', 'Card or Invoice', payment)
  if (note !== undefined && typeof note !== 'string') report('/note', 'text', note)
  if (typeof express !== 'boolean') report('/express', 'a boolean', express)
  return issues
}

function explainCustomer({ id, name, address }, report) {
  if (!isWhole(id, 1, 2147483647)) report('/customer/id', 'an integer from 1', id)
  if (!isText(name, 1, 100)) report('/customer/name', 'text of 1 to 100 characters', name)
  if (!isObject(address)) {
    report('/customer/address', 'Address', address)
    return
  }
  const { street, city, zip, country, position } = address
  if (typeof street !== 'string') report('/customer/address/street', 'text', street)
  if (!isText(city, 1, Infinity)) report('/customer/address/city', 'text', city)
  if (!isText(zip, 3, 10)) report('/customer/address/zip', 'text of 3 to 10 characters', zip)
  if (!isText(country, 2, 2)) report('/customer/address/country', 'text of 2 characters', country)
  if (!isObject(position)) {
    report('/customer/address/position', 'a position', position)
    return
  }
  if (!isWithin(position.lat, -90, 90)) report('/customer/address/position/lat', 'a number from -90 to 90', position.lat)
  if (!isWithin(position.long, -180, 180)) report('/customer/address/position/long', 'a number from -180 to 180', position.long)
}

function explainItem(item, i, report) {
  if (!isObject(item)) {
    report(`/items/${i}`, 'Item', item)
    return
  }
  const { sku, quantity, price, options } = item
  if (!isText(sku, 1, Infinity)) report(`/items/${i}/sku`, 'text', sku)
  if (!isWhole(quantity, 1, 1000)) report(`/items/${i}/quantity`, 'an integer from 1 to 1000', quantity)
  if (!isWithin(price, 0, Number.MAX_VALUE)) report(`/items/${i}/price`, 'a number from 0', price)
  if (!isObject(options)) {
    report(`/items/${i}/options`, 'options', options)
    return
  }
  if (typeof options.gift !== 'boolean') report(`/items/${i}/options/gift`, 'a boolean', options.gift)
  if (options.wrap !== undefined && typeof options.wrap !== 'string') report(`/items/${i}/options/wrap`, 'text', options.wrap)
}

function explainPayment({ method, token, reference }, report) {
  if (method === 'card') {
    if (!isText(token, 8, Infinity)) report('/payment/token', 'text of 8 or more characters', token)
  } else if (method === 'invoice') {
    if (reference !== undefined && typeof reference !== 'string') report('/payment/reference', 'text', reference)
  } else report('/payment/method', 'card or invoice', method)
}

export default {
  assertLoose,
  assertStrict,
  parseSafe,
  parseStrict,
  simple,
  nested,
  list,
  explainSimple,
  explainNested,
  stringifyNested,
  stringifyList,
}
export const lacks = {}
