/** Parsed files, kept from one program to the next: a file is parsed again only when its text changed. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'

export interface Documents {
  /** Undefined where there is no such file; throws what the system says of one that cannot be read. */
  parsed(path: string, options: ts.CreateSourceFileOptions): ts.SourceFile | undefined
  /** Parsed for its syntax alone, which needs no options: the program's file where it has one. */
  syntax(path: string): ts.SourceFile | undefined
  /** The text in place of what is on disk; undefined takes it back. */
  overlay(path: string, text: string | undefined): void
  has(path: string): boolean
  text(path: string): string | undefined
  /** Forgets what may have changed on disk. */
  forget(path: string): void
}

interface Kept {
  readonly options: string
  readonly file: ts.SourceFile
}

/** `library` is shared with other apps of this process: it holds what lies in node_modules, which no app changes. */
export function createDocuments(root: string, library: Map<string, ts.SourceFile> = new Map()): Documents {
  const texts = new Map<string, string | undefined>()
  const overlays = new Map<string, string>()
  const kept = new Map<string, Kept>()
  const alone = new Map<string, ts.SourceFile>()

  const text = (path: string): string | undefined => {
    const overlaid = overlays.get(path)
    if (overlaid !== undefined) return overlaid
    if (!texts.has(path)) texts.set(path, readText(path))
    return texts.get(path)
  }
  const parse = (path: string, key: string, options: ts.CreateSourceFileOptions): ts.SourceFile | undefined => {
    const known = kept.get(path)
    const content = text(path)
    if (content === undefined) return undefined
    if (known?.options === key && known.file.text === content) return known.file
    const file = ts.createSourceFile(path, content, options)
    kept.set(path, { options: key, file })
    return file
  }
  const syntax = (path: string): ts.SourceFile | undefined => {
    const content = text(path)
    const known = [kept.get(path)?.file, alone.get(path)].find((file) => file?.text === content)
    if (content === undefined || known) return known
    const file = ts.createSourceFile(path, content, ts.ScriptTarget.ES2023, true)
    alone.set(path, file)
    return file
  }
  const parseLibrary = (path: string, key: string, options: ts.CreateSourceFileOptions): ts.SourceFile | undefined => {
    const known = library.get(`${key} ${path}`)
    if (known) return known
    const content = readText(path)
    const file = content === undefined ? undefined : ts.createSourceFile(path, content, libraryOptions(path, options))
    if (file) library.set(`${key} ${path}`, file)
    return file
  }
  return {
    text,
    syntax,
    parsed(path, options) {
      const key = JSON.stringify([options.languageVersion, options.impliedNodeFormat, options.jsDocParsingMode])
      return isInstalled(path, root) ? parseLibrary(path, key, options) : parse(path, key, options)
    },
    overlay(path, content) {
      if (content === undefined) overlays.delete(path)
      else overlays.set(path, content)
    },
    has: (path) => overlays.has(path),
    forget: (path) => texts.delete(path),
  }
}

/** What the platform's own declarations document is never shown: reading them without it is faster. */
function libraryOptions(path: string, options: ts.CreateSourceFileOptions): ts.CreateSourceFileOptions {
  const isPlatform = /\/node_modules\/(typescript\/lib|@types\/node)\//.test(path)
  return isPlatform ? { ...options, jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors } : options
}

/** Below `node_modules`; an app may lie in such a folder itself. */
export function isInstalled(path: string, root: string): boolean {
  return (path.startsWith(`${root}/`) ? path.slice(root.length) : path).includes('/node_modules/')
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
