import type { Handler } from '@gati-framework/core'
import type { Entry } from '../model.js'

export const POST: Handler<{ body: Entry[] }, Entry[]> = ({ body }) => body
