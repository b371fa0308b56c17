import * as functions from './typia.generated.mjs'

export default { ...functions }
export const lacks = {}
