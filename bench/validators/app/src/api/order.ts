import type { Handler } from '@gati-framework/core'
import type { Order } from '../model.js'

export const POST: Handler<{ body: Order }, Order> = ({ body }) => body
