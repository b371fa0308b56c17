/**
 * One source file of a project, in whatever tool -> the file with its validators compiled in place. The program stays warm from file to file:
 * each folder with a package.json is a project of its own.
 */
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { emitContext } from '../../emitters/context/index.ts'
import { type Diagnostic, renderDiagnostics, sortDiagnostics } from '../diagnostics/index.ts'
import { type CompiledFile, compileInPlace } from '../in-place/index.ts'
import { importedFiles, openProject, type Project } from '../phases/1-load/index.ts'
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
  /** The module that a compiled file imports, by the name that {@link specifier} gave it. */
  module(specifier: string): { readonly text: string; readonly importer: string } | undefined
  /** Files changed on disk; all may have where none is named. */
  changed(path?: string): void
}

/** An app's mistakes, as `gatic build` prints them. */
export class NotCompiled extends Error {
  readonly diagnostics: readonly Diagnostic[]
  readonly root: string

  constructor(diagnostics: readonly Diagnostic[], root: string, source: (file: string) => string | undefined) {
    super(`validators cannot be compiled\n${renderDiagnostics(diagnostics, source, { color: false })}`)
    this.name = 'NotCompiled'
    this.diagnostics = diagnostics
    this.root = root
  }
}

const PREFIX = 'gatic-validators:'
export const isSpecifier = (text: string): boolean => text.startsWith(PREFIX)
/** Files of these names may call `validator<T>()`. */
export const SOURCES = /\.[cm]?tsx?$/

export function createTransformer(): Transformer {
  const projects = new Map<string, Project>()
  const modules = new Map<string, { readonly text: string; readonly importer: string }>()
  const projectOf = (root: string): Project => {
    const known = projects.get(root) ?? openProject(root)
    projects.set(root, known)
    return known
  }
  return {
    transform(path, code) {
      if (!SOURCES.test(path) || !/\bvalidator\b/.test(code) || path.includes('/node_modules/')) return undefined
      const root = rootOf(path)
      const compiled = transform(projectOf(root), relative(root, path).replaceAll('\\', '/'), code)
      if (compiled === undefined) return undefined
      modules.set(specifierIn(root, compiled.module.path), { text: compiled.module.text, importer: path })
      return compiled
    },
    module: (specifier) => modules.get(specifier),
    changed(path) {
      for (const project of projects.values()) project.update(path === undefined ? project.files : [path])
    },
  }
}

const specifierIn = (root: string, module: string): string => `${PREFIX}${join(root, module).replaceAll('\\', '/')}`

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
  const ir = { name, version, routes: [], middleware: [], modules: [], types, config: config.server, validators }
  const found = sortDiagnostics([...diagnostics, ...check(ir)]).filter(({ severity }) => severity === 'error')
  if (found.length > 0) throw new NotCompiled(found, root, (path) => project.text(path))
  const [compiled] = compileInPlace(ir, {
    source: () => code,
    specifierOf: (module) => specifierIn(root, module),
    importOf: (path) => join(root, path).replaceAll('\\', '/'),
  })
  const dependencies = importedFiles(app, parsed).map((imported) => imported.fileName)
  return compiled && { ...compiled, root, dependencies }
}

/** The text that is compiled is the one that the tool has, which may have been changed by another plugin before. */
function takeIn(project: Project, file: string, code: string): void {
  if (project.text(file) !== code) project.update([file])
  if (project.text(file) === code) project.include(file)
  else project.generated(file, code)
}
