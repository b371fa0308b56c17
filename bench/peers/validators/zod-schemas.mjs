import * as z from 'zod'

const shape = (object) => ({
  number: z.number(),
  negNumber: z.number(),
  maxNumber: z.number(),
  string: z.string(),
  longString: z.string(),
  boolean: z.boolean(),
  deeplyNested: object({ foo: z.string(), num: z.number(), bool: z.boolean() }),
})
const id = () => z.int().min(1).max(2147483647)

export const loose = z.object(shape(z.object))
export const strict = z.strictObject(shape(z.strictObject))
export const profile = z.object({
  id: id(),
  name: z.string().min(1).max(100),
  age: z.int().min(0).max(150),
  score: z.number().min(0),
  role: z.enum(['admin', 'editor', 'guest']),
  active: z.boolean(),
  note: z.string().nullable(),
  nickname: z.string().max(40).optional(),
})
export const order = z.object({
  id: id(),
  customer: z.object({
    id: id(),
    name: z.string().min(1).max(100),
    address: z.object({
      street: z.string(),
      city: z.string().min(1),
      zip: z.string().min(3).max(10),
      country: z.string().length(2),
      position: z.object({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) }),
    }),
  }),
  items: z
    .array(
      z.object({
        sku: z.string().min(1),
        quantity: z.int().min(1).max(1000),
        price: z.number().min(0),
        options: z.object({ gift: z.boolean(), wrap: z.string().optional() }),
      }),
    )
    .min(1)
    .max(50),
  payment: z.discriminatedUnion('method', [
    z.object({ method: z.literal('card'), token: z.string().min(8) }),
    z.object({ method: z.literal('invoice'), reference: z.string().optional() }),
  ]),
  note: z.string().optional(),
  express: z.boolean(),
})
export const entries = z.array(
  z.object({
    id: z.guid(),
    email: z.email(),
    created: z.iso.datetime({ offset: true }),
    name: z.string().min(1).max(80),
    quantity: z.int().min(0).max(2147483647),
    price: z.number().min(0),
    status: z.enum(['open', 'paid', 'closed']),
  }),
)

/** `prepare` is what makes a schema quick, if anything. */
export const functions = (prepare) => {
  const check = (schema) => {
    const prepared = prepare(schema)
    return (value) => z.validate(prepared, value)
  }
  const parse = (schema) => {
    const prepared = prepare(schema)
    return (value) => {
      const out = prepared.safeParse(value)
      return out.success ? out.data : undefined
    }
  }
  const explain = (schema) => {
    const prepared = prepare(schema)
    return (value) => prepared.safeParse(value).error?.issues ?? []
  }
  return {
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
}
export const lacks = { stringifyNested: 'writes no JSON', stringifyList: 'writes no JSON' }
