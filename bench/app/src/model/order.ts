import type { Integer, Len, Max, MaxLen, Min, MinItems, MinLen, Pattern } from '@gati-framework/core'

export interface Order {
  customer: Customer
  items: Item[] & MinItems<1>
  note?: string
  express: boolean
}

export interface Customer {
  id: number & Integer & Min<1>
  name: string & MinLen<1> & MaxLen<100>
  email: string & Pattern<'^[^@\\s]+@[^@\\s]+\\.[a-z]+$'>
  address: Address
}

export interface Address {
  street: string
  city: string & MinLen<1>
  zip: string & MinLen<3> & MaxLen<10>
  country: string & Len<2>
}

export interface Item {
  sku: string & MinLen<1>
  qty: number & Integer & Min<1> & Max<1000>
  price: number & Min<0>
}

export interface Receipt {
  ok: boolean
  customerId: number
  city: string
  count: number
  total: number
  express: boolean
}
