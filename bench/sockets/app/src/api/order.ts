import type { Integer, Max, MaxLen, Min, MinLen, Socket } from '@gati-framework/core'

interface Order {
  id: string & MinLen<1> & MaxLen<40>
  quantity: number & Integer & Min<1> & Max<1000>
  price: number & Min<0>
  note?: string & MaxLen<200>
}

export const WS: Socket<Order, Order> = { message: (socket, order) => socket.send(order) }
