import type {
  Email,
  Int32,
  Integer,
  Len,
  Max,
  MaxItems,
  MaxLen,
  Min,
  MinItems,
  MinLen,
  Timestamp,
  UUID,
} from '@gati-framework/core'

/** The shape of moltar/typescript-runtime-type-benchmarks. */
export interface Moltar {
  number: number
  negNumber: number
  maxNumber: number
  string: string
  longString: string
  boolean: boolean
  deeplyNested: { foo: string; num: number; bool: boolean }
}

/** One level, with constraints. */
export interface Profile {
  id: Int32 & Min<1>
  name: string & MinLen<1> & MaxLen<100>
  age: number & Integer & Min<0> & Max<150>
  score: number & Min<0>
  role: 'admin' | 'editor' | 'guest'
  active: boolean
  note: string | null
  nickname?: string & MaxLen<40>
}

/** Three to five levels. */
export interface Order {
  id: Int32 & Min<1>
  customer: Customer
  items: Item[] & MinItems<1> & MaxItems<50>
  payment: Card | Invoice
  note?: string
  express: boolean
}

export interface Customer {
  id: Int32 & Min<1>
  name: string & MinLen<1> & MaxLen<100>
  address: Address
}

export interface Address {
  street: string
  city: string & MinLen<1>
  zip: string & MinLen<3> & MaxLen<10>
  country: string & Len<2>
  position: { lat: number & Min<-90> & Max<90>; long: number & Min<-180> & Max<180> }
}

export interface Item {
  sku: string & MinLen<1>
  quantity: number & Integer & Min<1> & Max<1000>
  price: number & Min<0>
  options: { gift: boolean; wrap?: string }
}

export interface Card {
  method: 'card'
  token: string & MinLen<8>
}

export interface Invoice {
  method: 'invoice'
  reference?: string
}

/** Of which a list has a hundred. */
export interface Entry {
  id: UUID
  email: Email
  created: Timestamp
  name: string & MinLen<1> & MaxLen<80>
  quantity: Int32 & Min<0>
  price: number & Min<0>
  status: 'open' | 'paid' | 'closed'
}
