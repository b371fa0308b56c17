/** Is everything that one version sends taken by the other? Types on the wire as sets of JSON values. */
export { type Comparison, comparison, covers, type Digest } from './covers.ts'
export { mayBeAbsent } from './objects.ts'
export { samples } from './samples.ts'
export type { Verdict } from './verdict.ts'
