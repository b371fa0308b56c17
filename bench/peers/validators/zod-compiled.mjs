import * as z from 'zod'
import { functions } from './zod-schemas.mjs'

export default functions((schema) => z.compile(schema, { strict: true }))
export { lacks } from './zod-schemas.mjs'
