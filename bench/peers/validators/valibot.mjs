import * as v from 'valibot'

const shape = (object) => ({
  number: v.number(),
  negNumber: v.number(),
  maxNumber: v.number(),
  string: v.string(),
  longString: v.string(),
  boolean: v.boolean(),
  deeplyNested: object({ foo: v.string(), num: v.number(), bool: v.boolean() }),
})
const loose = v.object(shape(v.object))
const strict = v.strictObject(shape(v.strictObject))
const text = (least, most) => v.pipe(v.string(), v.minLength(least), v.maxLength(most))
const integer = (least, most) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const range = (least, most) => v.pipe(v.number(), v.minValue(least), v.maxValue(most))
const id = () => integer(1, 2147483647)
const price = () => v.pipe(v.number(), v.minValue(0))

const profile = v.object({
  id: id(),
  name: text(1, 100),
  age: integer(0, 150),
  score: price(),
  role: v.picklist(['admin', 'editor', 'guest']),
  active: v.boolean(),
  note: v.nullable(v.string()),
  nickname: v.optional(v.pipe(v.string(), v.maxLength(40))),
})
const order = v.object({
  id: id(),
  customer: v.object({
    id: id(),
    name: text(1, 100),
    address: v.object({
      street: v.string(),
      city: v.pipe(v.string(), v.minLength(1)),
      zip: text(3, 10),
      country: v.pipe(v.string(), v.length(2)),
      position: v.object({ lat: range(-90, 90), long: range(-180, 180) }),
    }),
  }),
  items: v.pipe(
    v.array(
      v.object({
        sku: v.pipe(v.string(), v.minLength(1)),
        quantity: integer(1, 1000),
        price: price(),
        options: v.object({ gift: v.boolean(), wrap: v.optional(v.string()) }),
      }),
    ),
    v.minLength(1),
    v.maxLength(50),
  ),
  payment: v.variant('method', [
    v.object({ method: v.literal('card'), token: v.pipe(v.string(), v.minLength(8)) }),
    v.object({ method: v.literal('invoice'), reference: v.optional(v.string()) }),
  ]),
  note: v.optional(v.string()),
  express: v.boolean(),
})
const entries = v.array(
  v.object({
    id: v.pipe(v.string(), v.uuid()),
    email: v.pipe(v.string(), v.email()),
    created: v.pipe(v.string(), v.isoTimestamp()),
    name: text(1, 80),
    quantity: integer(0, 2147483647),
    price: price(),
    status: v.picklist(['open', 'paid', 'closed']),
  }),
)

const check = (schema) => (value) => v.is(schema, value)
const parse = (schema) => (value) => {
  const out = v.safeParse(schema, value)
  return out.success ? out.output : undefined
}
const explain = (schema) => (value) => v.safeParse(schema, value).issues ?? []

export default {
  assertLoose: check(loose),
  assertStrict: check(strict),
  parseSafe: parse(loose),
  parseStrict: parse(strict),
  simple: check(profile),
  nested: check(order),
  list: check(entries),
  explainSimple: explain(profile),
  explainNested: explain(order),
}
export const lacks = { stringifyNested: 'writes no JSON', stringifyList: 'writes no JSON' }
