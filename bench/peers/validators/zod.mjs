import { functions } from './zod-schemas.mjs'

export default functions((schema) => schema)
export { lacks } from './zod-schemas.mjs'
