/**
 * One source file of a project, in whatever tool -> the file with its validators compiled in place. The program stays warm from file to file:
 * each folder with a package.json is a project of its own.
 */
import { existsSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'
import { emitContext } from '../../emitters/context/index.ts'
import { type Diagnostic, renderDiagnostics, sortDiagnostics } from '../diagnostics/index.ts'
import { type CompiledFile, compileInPlace } from '../in-place/index.ts'
import {
  digest,
  importedFiles,
  isDeclarationFile,
  type JavaScript,
  openProject,
  type Project,
  toJavaScript,
} from '../phases/1-load/index.ts'
import { contextSources, discoverConfig } from '../phases/2-discover/index.ts'
import { lowerFile } from '../phases/3-lower/index.ts'
import { check } from '../phases/4-check/index.ts'

export interface Transformed extends CompiledFile {
  /** The folder of the project, absolute. */
  readonly root: string
  /** Files that it must be compiled again for when they change, absolute. */
  readonly dependencies: readonly string[]
}

export interface Transformer {
  /** Undefined where there is nothing to compile. Throws {@link NotCompiled}. */
  transform(path: string, code: string): Transformed | undefined
  /** What TypeScript makes of a file, whose validators may be compiled already. */
  javascript(path: string, code: string): JavaScript
  /** The module that a compiled file imports, by the name that {@link specifierIn} gave it. */
  module(specifier: string): { readonly text: string; readonly importer: string } | undefined
  /** Files changed on disk; all may have where none is named. */
  changed(path?: string): void
}

/** An app's mistakes, as `gatic build` prints them. */
export class NotCompiled extends Error {
  readonly diagnostics: readonly Diagnostic[]
  readonly root: string
  readonly source: (file: string) => string | undefined
  /** As of what is compiled. */
  readonly dependencies: readonly string[]

  constructor(
    diagnostics: readonly Diagnostic[],
    { root, text: source }: Pick<Project, 'root' | 'text'>,
    dependencies: readonly string[],
  ) {
    super(`validators cannot be compiled\n${renderDiagnostics(diagnostics, source, { color: false })}`)
    this.name = 'NotCompiled'
    this.diagnostics = diagnostics
    this.root = root
    this.source = source
    this.dependencies = dependencies
  }
}

const PREFIX = 'gatic-validators:'
export const isSpecifier = (text: string): boolean => text.startsWith(PREFIX)
/** Files of these names may call `validator<T>()`, unless they only declare. */
export const SOURCES = /\.[cm]?tsx?$/
const isSource = (path: string): boolean => SOURCES.test(path) && !isDeclarationFile(path) && !/[\\/]node_modules[\\/]/.test(path)

export function createTransformer(): Transformer {
  const projects = new Map<string, Project>()
  const modules = new Map<string, { readonly text: string; readonly importer: string }>()
  const projectOf = (root: string): Project => {
    const known = projects.get(root) ?? openProject(root, { settings: 'above' })
    projects.set(root, known)
    return known
  }
  return {
    transform(path, code) {
      if (!isSource(path) || !/\bvalidator\b/.test(code)) return undefined
      const root = rootOf(path)
      const project = projectOf(root)
      const compiled = transform(project, fileIn(root, path), code)
      if (compiled === undefined) return undefined
      modules.set(specifierIn(project, compiled.module), { text: compiled.module.text, importer: path })
      return compiled
    },
    javascript(path, code) {
      const root = rootOf(path)
      return toJavaScript(projectOf(root).program(), fileIn(root, path), code)
    },
    module: (specifier) => modules.get(specifier),
    changed(path) {
      for (const project of projects.values()) project.update(path === undefined ? project.files : [path])
    },
  }
}

/**
 * Of what is in the module, so that whoever has loaded it loads another one when a type has changed; and of the project's name instead of its
 * place, for bundlers write the names of modules into what they make.
 */
function specifierIn({ name }: Project, { path, text }: CompiledFile['module']): string {
  return `${PREFIX}${digest(text).slice(0, 8)}/${name}/${path}`
}

const fileIn = (root: string, path: string): string => relative(root, path).replaceAll('\\', '/')

function rootOf(path: string): string {
  let folder = dirname(resolve(path))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function transform(project: Project, file: string, code: string): Transformed | undefined {
  const context = emitContext(contextSources(project))
  project.generated(context.path, context.text)
  takeIn(project, file, code)
  const app = project.program()
  const parsed = app.file(file)
  if (!parsed) return undefined
  const { config } = discoverConfig(app)
  const { types, validators = [], diagnostics } = lowerFile(app, parsed)
  const { name, version, root } = project
  const dependencies = importedFiles(app, parsed).map((imported) => imported.fileName)
  const ir = { name, version, routes: [], middleware: [], modules: [], types, config: config.server, validators }
  // What is compiled here need not be an app.
  const settings = project.diagnostics.filter((one) => one.name !== 'no-app-found')
  const found = sortDiagnostics([...settings, ...diagnostics, ...check(ir)]).filter(({ severity }) => severity === 'error')
  if (found.length > 0) throw new NotCompiled(found, project, dependencies)
  const [compiled] = compileInPlace(ir, {
    source: () => code,
    specifierOf: (module) => specifierIn(project, module),
    importOf: (path) => `./${posix.relative(posix.dirname(file), path)}`,
  })
  return compiled && { ...compiled, root, dependencies }
}

/** The text that is compiled is the one that the tool has, which may have been changed by another plugin before. */
function takeIn(project: Project, file: string, code: string): void {
  if (project.text(file) !== code) project.update([file])
  if (project.text(file) === code) project.include(file)
  else project.generated(file, code)
}
