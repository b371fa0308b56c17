/**
 * An app on disk -> a program of TypeScript that stays warm: an update parses what changed and keeps the rest.
 * Nothing is checked here; the checker works on demand, in lowering, and once for all in `semanticDiagnostics`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { brokenPackageJson, type Diagnostic, unreadableSource } from '../../diagnostics/index.ts'
import { type AppProgram, createAppProgram } from './app-program.ts'
import { appIsMissing } from './app-root.ts'
import { createDocuments } from './documents.ts'
import { fileStamp } from './file-stamp.ts'
import { looksOutside, readSettings, type Settings, type SettingsFrom } from './settings.ts'
import { findSourceFiles } from './source-files.ts'
import { readVersionFiles, type VersionFile, versionFilesStamp } from './version-files.ts'

export interface Project {
  /** Absolute, `/` separators. */
  readonly root: string
  /** From package.json, else the folder's name and `0.0.0`. */
  readonly name: string
  readonly version: string
  /** Below src, and the config; relative to the root, sorted. */
  readonly files: readonly string[]
  /** About files and settings, not about what is in them. */
  readonly diagnostics: readonly Diagnostic[]
  /** Of `.gati/versions`; the same array while they are the same. */
  readonly versionFiles: readonly VersionFile[]
  /** A file of the app as parsed, before there is a program. */
  syntax(file: string): ts.SourceFile | undefined
  text(file: string): string | undefined
  /** Takes a file into the program that does not belong to the app by its name: a test. */
  include(path: string): void
  /** Puts a generated file into the program, whether or not it is on disk; made anew with each change of its text. */
  generated(path: string, text: string): void
  program(): AppProgram
  /** Absolute paths of what was read; undefined where settings make files be looked for outside the root, wherever they may come to be. */
  inputs(): readonly string[] | undefined
  /** Takes in what changed on disk: absolute paths, or relative to the root. */
  update(changed: readonly string[]): void
}

export interface ProjectOptions {
  /** Parsed files of node_modules, to be shared by the projects of one process. */
  readonly library?: Map<string, ts.SourceFile>
  readonly settings?: SettingsFrom
}

/** What can be found out only again when it changes: files, settings, package.json. */
interface Layout extends Pick<Project, 'name' | 'version' | 'files' | 'diagnostics'> {
  readonly settings: StampedSettings
  readonly rootNames: readonly string[]
}

interface StampedSettings extends Settings {
  /** Of the files that they were read from: some lie outside the app, where nobody hears of changes. */
  readonly stamp: string
}

export function openProject(folder: string, { library, settings: from = 'root' }: ProjectOptions = {}): Project {
  const root = slashes(resolve(folder))
  const documents = createDocuments(root, library)
  const unreadable = new Map<string, Diagnostic>()
  /** Besides the app's own files. */
  const others = new Set<string>()
  let layout = readLayout(root, from)
  /** Read by those who ask: the plugins of bundlers never do. */
  let versions: { readonly stamp: string; readonly files: readonly VersionFile[] } | undefined
  const readVersions = () => ({ stamp: versionFilesStamp(root), files: readVersionFiles(root) })
  let last: AppProgram | undefined
  let stale = true
  const { exists, forget } = ownExistence(root)

  const read = <Result>(path: string, load: () => Result): Result | undefined => {
    try {
      return load()
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      unreadable.set(path, unreadableSource({ file: slashes(relative(root, path)), reason: code ?? message }, []))
      return undefined
    }
  }
  const host = (options: ts.CompilerOptions): ts.CompilerHost => ({
    ...ts.createCompilerHost(options),
    getCurrentDirectory: () => root,
    fileExists: (path) => documents.has(path) || exists.file(path),
    directoryExists: exists.directory,
    readFile: (path) => read(path, () => documents.text(path)),
    getSourceFile: (path, options) => read(path, () => documents.parsed(path, parseOptions(options))),
    writeFile: () => {},
  })
  const build = (previous: AppProgram | undefined): AppProgram => {
    unreadable.clear()
    const { settings, rootNames } = layout
    const { options } = settings
    const all = [...rootNames, ...others]
    const program = ts.createProgram({
      rootNames: all,
      options,
      host: host(options),
      ...(previous && { oldProgram: previous.program }),
    })
    return createAppProgram(program, root)
  }
  return {
    root,
    get name() {
      return layout.name
    },
    get version() {
      return layout.version
    },
    get files() {
      return layout.files
    },
    get diagnostics() {
      return [...layout.diagnostics, ...unreadable.values()]
    },
    get versionFiles() {
      versions ??= readVersions()
      return versions.files
    },
    text: (file) => read(join(root, file), () => documents.text(`${root}/${file}`)),
    syntax: (file) => read(join(root, file), () => documents.syntax(`${root}/${file}`)),
    include(path) {
      const absolute = `${root}/${path}`
      if (layout.rootNames.includes(absolute) || others.has(absolute)) return
      others.add(absolute)
      stale = true
    },
    generated(path, text) {
      const absolute = `${root}/${path}`
      if (others.has(absolute) && documents.text(absolute) === text) return
      others.add(absolute)
      documents.overlay(absolute, text)
      stale = true
    },
    program() {
      if (last === undefined || stale) last = build(last)
      stale = false
      return last
    },
    inputs() {
      const files = last?.program.getSourceFiles().map(({ fileName }) => fileName) ?? []
      const { settings } = layout
      return looksOutside(root, settings.options)
        ? undefined
        : [...files.filter((file) => ts.sys.fileExists(file)), ...settings.files]
    },
    update(changed) {
      const paths = changed.map((path) => slashes(resolve(root, path)))
      for (const path of paths) documents.forget(path)
      const isKnown = new Set(layout.rootNames)
      const onlySources = paths.every((path) => isKnown.has(path) && existsSync(path))
      const next = readLayout(root, from, onlySources ? layout.settings : undefined)
      if (!onlySources || !sameFiles(next, layout)) forget()
      // What a failed import looks for may be there now: only the same set of files may reuse how imports were resolved.
      if (!sameFiles(next, layout) || paths.some((path) => !existsSync(path) || isSettings(path))) last = undefined
      layout = next
      if (versions !== undefined && versions.stamp !== versionFilesStamp(root)) versions = readVersions()
      stale = true
    },
  }
}

/**
 * Of the app's own files and folders, until one may have come or gone: for each file TypeScript asks which package.json above it says how
 * it is imported, for every program anew.
 */
function ownExistence(root: string) {
  const known = new Map<string, boolean>()
  const remembered = (kind: string, look: (path: string) => boolean) => (path: string) => {
    if (!path.startsWith(`${root}/`) || path.includes('/node_modules')) return look(path)
    const key = `${kind} ${path}`
    const found = known.get(key) ?? look(path)
    known.set(key, found)
    return found
  }
  return {
    exists: { file: remembered('file', ts.sys.fileExists), directory: remembered('directory', ts.sys.directoryExists) },
    forget: () => known.clear(),
  }
}

const slashes = (path: string): string => path.replaceAll('\\', '/')

const isSettings = (path: string): boolean => /\.json$/.test(path)

const sameFiles = (a: Layout, b: Layout): boolean => a.rootNames.join('\n') === b.rootNames.join('\n')

const parseOptions = (options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.CreateSourceFileOptions =>
  typeof options === 'object' ? options : { languageVersion: options }

/** `kept`: settings that are still right, unless a file was changed that they were read from or something is wrong with them. */
function readLayout(root: string, from: SettingsFrom, kept?: StampedSettings): Layout {
  const { files, diagnostics } = findSourceFiles(root)
  const isRight = kept !== undefined && kept.diagnostics.length === 0 && stampOf(kept.files) === kept.stamp
  const settings = isRight ? kept : stamped(readSettings(root, from))
  const manifest = readManifest(root)
  const missing = appIsMissing(root)
  return {
    name: manifest.name ?? basename(root),
    version: manifest.version ?? '0.0.0',
    files,
    settings,
    rootNames: [...new Set([...files.map((file) => `${root}/${file}`), ...settings.declarationFiles])],
    diagnostics: [...(missing ? [missing] : []), ...diagnostics, ...settings.diagnostics, ...manifest.diagnostics],
  }
}

const stamped = (settings: Settings): StampedSettings => ({ ...settings, stamp: stampOf(settings.files) })

const stampOf = (files: readonly string[]): string => files.map(fileStamp).join('\n')

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly diagnostics: readonly Diagnostic[]
}

function readManifest(root: string): Manifest {
  const path = join(root, 'package.json')
  if (!existsSync(path)) return { diagnostics: [] }
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const { name, version } = (typeof content === 'object' && content !== null ? content : {}) as Record<string, unknown>
    return {
      ...(typeof name === 'string' && name !== '' && { name }),
      ...(typeof version === 'string' && version !== '' && { version }),
      diagnostics: [],
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      diagnostics: [
        brokenPackageJson({ reason }, [{ location: { file: 'package.json', line: 1, column: 1 }, length: 1, text: '' }]),
      ],
    }
  }
}
