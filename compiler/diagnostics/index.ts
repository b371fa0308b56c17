/** What is wrong with an app, and how is it told? Codes and texts come from messages/*.md. */

export * from './codes.generated.ts'
export type { Diagnostic, DiagnosticCode, Label } from './diagnostic.ts'
export { closest, distance } from './did-you-mean.ts'
export { type Explanation, explainCode } from './explain.ts'
export { sortDiagnostics } from './order.ts'
export { diagnosticsJson, type RenderOptions, renderDiagnostics } from './render.ts'
