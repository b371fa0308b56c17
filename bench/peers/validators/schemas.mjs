/** The types of bench/validators/app/src/model.ts as JSON Schema, which TypeBox writes and TypeBox and ajv compile. */
import Type from 'typebox'

export const moltar = (options) =>
  Type.Object(
    {
      number: Type.Number(),
      negNumber: Type.Number(),
      maxNumber: Type.Number(),
      string: Type.String(),
      longString: Type.String(),
      boolean: Type.Boolean(),
      deeplyNested: Type.Object({ foo: Type.String(), num: Type.Number(), bool: Type.Boolean() }, options),
    },
    options,
  )

const oneOf = (...values) => Type.Union(values.map((value) => Type.Literal(value)))
const id = Type.Integer({ minimum: 1, maximum: 2147483647 })

export const profile = Type.Object({
  id,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  age: Type.Integer({ minimum: 0, maximum: 150 }),
  score: Type.Number({ minimum: 0 }),
  role: oneOf('admin', 'editor', 'guest'),
  active: Type.Boolean(),
  note: Type.Union([Type.String(), Type.Null()]),
  nickname: Type.Optional(Type.String({ maxLength: 40 })),
})

export const order = Type.Object({
  id,
  customer: Type.Object({
    id,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    address: Type.Object({
      street: Type.String(),
      city: Type.String({ minLength: 1 }),
      zip: Type.String({ minLength: 3, maxLength: 10 }),
      country: Type.String({ minLength: 2, maxLength: 2 }),
      position: Type.Object({
        lat: Type.Number({ minimum: -90, maximum: 90 }),
        long: Type.Number({ minimum: -180, maximum: 180 }),
      }),
    }),
  }),
  items: Type.Array(
    Type.Object({
      sku: Type.String({ minLength: 1 }),
      quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
      price: Type.Number({ minimum: 0 }),
      options: Type.Object({ gift: Type.Boolean(), wrap: Type.Optional(Type.String()) }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
  payment: Type.Union([
    Type.Object({ method: Type.Literal('card'), token: Type.String({ minLength: 8 }) }),
    Type.Object({ method: Type.Literal('invoice'), reference: Type.Optional(Type.String()) }),
  ]),
  note: Type.Optional(Type.String()),
  express: Type.Boolean(),
})

export const entries = Type.Array(
  Type.Object({
    id: Type.String({ format: 'uuid' }),
    email: Type.String({ format: 'email' }),
    created: Type.String({ format: 'date-time' }),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    quantity: Type.Integer({ minimum: 0, maximum: 2147483647 }),
    price: Type.Number({ minimum: 0 }),
    status: oneOf('open', 'paid', 'closed'),
  }),
)
