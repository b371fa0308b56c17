/** With which compiler options is the app checked? Its tsconfig.json where there is one, else options that suit a server. */
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { brokenTsconfig, type Diagnostic, strictNullChecksOff } from '../../diagnostics/index.ts'
import { describeTypeScript } from './typescript-diagnostics.ts'

export interface Settings {
  readonly options: ts.CompilerOptions
  /** Declaration files that tsconfig.json includes outside src. */
  readonly declarationFiles: readonly string[]
  /** Absolute paths of tsconfig.json and what it extends. */
  readonly files: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The program is looked at, never emitted; and what is bundled may import `.ts` files by their names. */
const ALWAYS: ts.CompilerOptions = {
  noEmit: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  sourceMap: false,
  inlineSourceMap: false,
  inlineSources: false,
  emitDeclarationOnly: false,
  skipLibCheck: true,
}
const NOT_TAKEN = ['tsBuildInfoFile', 'outFile', 'outDir', 'rootDir', 'declarationDir', 'sourceRoot', 'mapRoot'] as const

/** Where no tsconfig.json is in the root itself, that of a folder above may be meant: a package of a workspace is checked with it. */
export type SettingsFrom = 'root' | 'above'

export function readSettings(root: string, from: SettingsFrom = 'root'): Settings {
  const own = join(root, 'tsconfig.json')
  const path = existsSync(own) ? own : from === 'above' ? ts.findConfigFile(root, ts.sys.fileExists) : undefined
  return path ? fromFile(root, path) : { options: defaults(root), declarationFiles: [], files: [], diagnostics: [] }
}

function defaults(root: string): ts.CompilerOptions {
  return {
    ...ALWAYS,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    strict: true,
    types: hasNodeTypes(root) ? ['node'] : [],
  }
}

function hasNodeTypes(root: string): boolean {
  return (
    ts.resolveTypeReferenceDirective('node', join(root, 'tsconfig.json'), {}, ts.sys).resolvedTypeReferenceDirective !== undefined
  )
}

function fromFile(root: string, path: string): Settings {
  const { error } = ts.readConfigFile(path, ts.sys.readFile)
  if (error) return { options: defaults(root), declarationFiles: [], files: [path], diagnostics: [broken(error, root)] }
  const { file, parsed } = parse(path)
  const referred = parsed.fileNames.length === 0 ? referredFor(root, parsed.projectReferences ?? []) : undefined
  if (referred) {
    const settings = fromFile(root, referred)
    return { ...settings, files: [path, ...settings.files] }
  }
  const options = { ...parsed.options }
  for (const name of NOT_TAKEN) delete options[name]
  // The program reports nothing about it: that was done here.
  delete options.configFile
  options.allowImportingTsExtensions ??= allowsTsExtensions(options)
  const strictNulls = options.strictNullChecks ?? options.strict ?? true
  return {
    options,
    declarationFiles: parsed.fileNames.filter((file) => /\.d\.[mc]?ts$/.test(file)),
    files: [path, ...(file.extendedSourceFiles ?? [])],
    diagnostics: [
      ...parsed.errors.filter((found) => found.code !== NO_INPUTS).map((found) => broken(found, root)),
      ...(strictNulls ? [] : [strictNullChecksOff({}, [start(relative(root, path).replaceAll('\\', '/'))])]),
    ],
  }
}

function parse(path: string) {
  const file = ts.readJsonConfigFile(path, ts.sys.readFile)
  return { file, parsed: ts.parseJsonSourceFileConfigFileContent(file, ts.sys, dirname(path), ALWAYS, path) }
}

/** Of a tsconfig.json that only lists others, as Vite's templates have it: the one for what is below src, else the first that has files. */
function referredFor(root: string, references: readonly ts.ProjectReference[]): string | undefined {
  const listed = references.map((reference) => ts.resolveProjectReferencePath(reference)).filter((path) => existsSync(path))
  const isFor = (folder: string) => (path: string) => parse(path).parsed.fileNames.some((file) => file.startsWith(folder))
  return listed.find(isFor(`${root}/src/`)) ?? listed.find(isFor(''))
}

/** Settings that send the resolution of imports outside the root. */
export function looksOutside(root: string, { baseUrl, paths, pathsBasePath, rootDirs, typeRoots }: ts.CompilerOptions): boolean {
  const base = String(baseUrl ?? pathsBasePath ?? root)
  const targets = Object.values(paths ?? {})
    .flat()
    .map((target) => resolve(base, target.replace(/\*.*/, '')))
  const folders = [...(baseUrl === undefined ? [] : [baseUrl]), ...targets, ...(rootDirs ?? []), ...(typeRoots ?? [])]
  return folders.some((folder) => folder !== root && !folder.startsWith(`${root}/`))
}

/** "No inputs were found": which files are the app's is known without tsconfig.json. */
const NO_INPUTS = 18003

/** Where relative imports need an extension, `.ts` is as good a one as `.js`. */
const allowsTsExtensions = (options: ts.CompilerOptions): boolean =>
  options.moduleResolution !== ts.ModuleResolutionKind.Classic && options.rewriteRelativeImportExtensions !== true

function broken(found: ts.Diagnostic, root: string): Diagnostic {
  const { message, labels } = describeTypeScript(found, root)
  return brokenTsconfig({ reason: message }, labels.length > 0 ? labels : [start('tsconfig.json')])
}

const start = (file: string) => ({ location: { file, line: 1, column: 1 }, length: 1, text: '' })
