/** Compiles `validator<T>()` in place in what Vite, Vitest, Rollup and Rolldown build and serve: `plugins: [gatic()]`. */
import { existsSync, readFileSync } from 'node:fs'
import { createTransformer, isSpecifier, NotCompiled, SOURCES } from './transform.ts'

/** What the hooks need of the tool that calls them. */
interface Tool {
  addWatchFile(path: string): void
  error(error: { message: string; loc?: { file: string; line: number; column: number } }): never
  resolve(source: string, importer: string, options: { skipSelf: true }): Promise<{ id: string } | null>
}

interface BuildOptions {
  readonly plugins?: readonly { readonly name?: string }[]
}

/** Tools take what begins so for no file. */
const VIRTUAL = '\0'

/** `users.ts?raw` is not the file, but text or a place of it. */
const isOther = (query: string | undefined): boolean => /(^|&)(raw|url|worker|sharedworker)(&|=|$)/.test(query ?? '')

export default function gatic() {
  const transformer = createTransformer()
  /** `@rollup/plugin-typescript` is among the plugins, and gives no other one the types: it loads files as JavaScript. */
  let isLoader = false
  const loaded = new Set<string>()

  /** In place of `code`, which is the file's text. */
  const compiled = (tool: Tool, path: string, code: string) => {
    try {
      const found = transformer.transform(path, code)
      for (const dependency of found?.dependencies ?? []) tool.addWatchFile(dependency)
      return found && { code: found.code, map: found.map.toString() }
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error
      for (const dependency of error.dependencies) tool.addWatchFile(dependency)
      const location = error.diagnostics[0]?.labels[0]?.location
      return tool.error({
        message: error.message,
        ...(location && { loc: { file: `${error.root}/${location.file}`, line: location.line, column: location.column - 1 } }),
      })
    }
  }
  return {
    name: 'gatic',
    // Before the types are gone.
    enforce: 'pre' as const,
    buildStart({ plugins = [] }: BuildOptions = {}) {
      isLoader = plugins.some(({ name }) => name === 'typescript')
      transformer.changed()
    },
    watchChange: (path: string) => transformer.changed(path),
    resolveId: {
      order: 'pre' as const,
      handler(this: Tool, source: string, importer: string | undefined) {
        if (isSpecifier(source)) return VIRTUAL + source
        // What a module imports is found from the file that it belongs to.
        const module = importer?.startsWith(VIRTUAL) ? transformer.module(importer.slice(VIRTUAL.length)) : undefined
        return module && this.resolve(source, module.importer, { skipSelf: true })
      },
    },
    load: {
      order: 'pre' as const,
      handler(this: Tool, id: string) {
        if (id.startsWith(VIRTUAL)) return transformer.module(id.slice(VIRTUAL.length))?.text
        // Other plugins have files that are nowhere.
        if (!isLoader || !SOURCES.test(id) || !existsSync(id)) return undefined
        const found = compiled(this, id, readFileSync(id, 'utf8'))
        if (found) loaded.add(id)
        else loaded.delete(id)
        return found
      },
    },
    transform: {
      order: 'pre' as const,
      handler(this: Tool, code: string, id: string) {
        const [path = id, query] = id.split('?')
        if (isOther(query)) return undefined
        if (!isLoader) return compiled(this, path, code)
        return loaded.has(id) ? transformer.javascript(id, code) : undefined
      },
    },
  }
}
