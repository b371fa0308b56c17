import type { Handler } from '@gati-framework/core'
import type { Profile } from '../model.js'

export const POST: Handler<{ body: Profile }, Profile> = ({ body }) => body
