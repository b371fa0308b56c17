/** What typia's transform is given: `node bench/peers/validators/typia/generate.mjs` writes ../typia.generated.mjs. */
import typia, { type tags } from 'typia'

interface Moltar {
  number: number
  negNumber: number
  maxNumber: number
  string: string
  longString: string
  boolean: boolean
  deeplyNested: { foo: string; num: number; bool: boolean }
}

type Id = number & tags.Type<'int32'> & tags.Minimum<1>

interface Profile {
  id: Id
  name: string & tags.MinLength<1> & tags.MaxLength<100>
  age: number & tags.Type<'int64'> & tags.Minimum<0> & tags.Maximum<150>
  score: number & tags.Minimum<0>
  role: 'admin' | 'editor' | 'guest'
  active: boolean
  note: string | null
  nickname?: string & tags.MaxLength<40>
}

interface Order {
  id: Id
  customer: Customer
  items: Item[] & tags.MinItems<1> & tags.MaxItems<50>
  payment: Card | Invoice
  note?: string
  express: boolean
}

interface Customer {
  id: Id
  name: string & tags.MinLength<1> & tags.MaxLength<100>
  address: Address
}

interface Address {
  street: string
  city: string & tags.MinLength<1>
  zip: string & tags.MinLength<3> & tags.MaxLength<10>
  country: string & tags.MinLength<2> & tags.MaxLength<2>
  position: {
    lat: number & tags.Minimum<-90> & tags.Maximum<90>
    long: number & tags.Minimum<-180> & tags.Maximum<180>
  }
}

interface Item {
  sku: string & tags.MinLength<1>
  quantity: number & tags.Type<'int64'> & tags.Minimum<1> & tags.Maximum<1000>
  price: number & tags.Minimum<0>
  options: { gift: boolean; wrap?: string }
}

interface Card {
  method: 'card'
  token: string & tags.MinLength<8>
}

interface Invoice {
  method: 'invoice'
  reference?: string
}

interface Entry {
  id: string & tags.Format<'uuid'>
  email: string & tags.Format<'email'>
  created: string & tags.Format<'date-time'>
  name: string & tags.MinLength<1> & tags.MaxLength<80>
  quantity: number & tags.Type<'int32'> & tags.Minimum<0>
  price: number & tags.Minimum<0>
  status: 'open' | 'paid' | 'closed'
}

const equals = typia.createEquals<Moltar>()
const clone = typia.plain.createIsClone<Moltar>()

export const assertLoose = typia.createIs<Moltar>()
export const assertStrict = typia.createEquals<Moltar>()
export const parseSafe = (value: unknown) => clone(value) ?? undefined
export const parseStrict = (value: unknown) => (equals(value) ? value : undefined)
export const simple = typia.createIs<Profile>()
export const nested = typia.createIs<Order>()
export const list = typia.createIs<Entry[]>()
export const stringifyNested = typia.json.createStringify<Order>()
export const stringifyList = typia.json.createStringify<Entry[]>()
export const explainSimple = typia.createValidate<Profile>()
export const explainNested = typia.createValidate<Order>()
