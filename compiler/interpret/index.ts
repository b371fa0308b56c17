/**
 * What does a type mean for a value? The same answers as emitted code gives, worked out by walking the type, one obvious step at a
 * time: the oracle that emitted code is compared with. Nothing is shared with the emitters.
 */
export { accepts } from './accepts.ts'
export { parsePart, type TextSource } from './from-text.ts'
export { issues } from './issues.ts'
export type { Meaning } from './meaning.ts'
export { project } from './project.ts'
export { read } from './read.ts'
