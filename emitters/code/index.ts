/** How does generated JavaScript get its names, literals, comments and indentation? The one place that turns users' text into code. */
export { comment, docBlock, docComment } from './comment.ts'
export { isIdentifier, key, literal, member, pattern, quote, templatePart } from './literal.ts'
export { identifier, type Names, names } from './names.ts'
export { type Place, sourceMap } from './source-map.ts'
export { type Text, text } from './text.ts'
