/** What is there? The app's root, settings and sources as a warm program of TypeScript, and what lowering may ask of it. */
export { type Affected, affectedFiles, filesAbove, importedFiles } from './affected.ts'
export type { AppProgram } from './app-program.ts'
export { CONFIG_FILE, ROUTE_FOLDERS } from './app-root.ts'
export { CORE_PACKAGE, type CoreTypes, resolved } from './core-types.ts'
export { type JavaScript, toJavaScript } from './javascript.ts'
export { openProject, type Project, type ProjectOptions } from './project.ts'
export { isDeclarationFile } from './source-files.ts'
export type * from './type-host.ts'
export {
  createTypeScriptHost,
  hostSymbol,
  hostType,
  placeOfNode,
  typeScriptSymbol,
  typeScriptType,
} from './typescript-type-host.ts'
export { digest, readVersionFiles, type VersionFile } from './version-files.ts'
