import type { Handler } from '@gati-framework/core'
import type { Moltar } from '../model.js'

export const POST: Handler<{ body: Moltar }, Moltar> = ({ body }) => body
