/** Which IR type is this type of the checker? Compiled exactly, or rejected with a reason; never approximated. */

export { lostAliasTags } from './lost-tags.ts'
export { createTypeLowering, type TypeLowering } from './lowering.ts'
