/** Which IR type is this type of the checker? Compiled exactly, or rejected with a reason; never approximated. */
export { createTypeLowering, type TypeLowering } from './lowering.ts'
