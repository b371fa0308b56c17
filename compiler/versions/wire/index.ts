/** Is everything that one version sends taken by the other? Types on the wire as sets of JSON values. */
export { type Comparison, comparison, covers, type Words } from './covers.ts'
export type { Difference, Differences } from './difference.ts'
export { alternatives } from './normal-form.ts'
export { isOf, type TextPart, type TextSource, textPart, textsOf } from './text.ts'
