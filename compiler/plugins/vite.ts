/** Compiles `validator<T>()` in place in what Vite, Vitest, Rollup and Rolldown build and serve: `plugins: [gatic()]`. */
import { createTransformer, isSpecifier, NotCompiled } from './transform.ts'

/** What the hooks need of the tool that calls them. */
interface Tool {
  addWatchFile(path: string): void
  error(error: { readonly message: string; readonly loc?: object }): never
  resolve(source: string, importer: string, options: { readonly skipSelf: true }): Promise<unknown>
}

/** Tools take what begins so for no file. */
const VIRTUAL = '\0'

export default function gatic() {
  const transformer = createTransformer()
  return {
    name: 'gatic',
    // Before the types are gone.
    enforce: 'pre' as const,
    buildStart: () => transformer.changed(),
    watchChange: (path: string) => transformer.changed(path),
    resolveId(this: Tool, source: string, importer: string | undefined) {
      if (isSpecifier(source)) return VIRTUAL + source
      // What a module imports is found from the file that it belongs to.
      const module = importer?.startsWith(VIRTUAL) ? transformer.module(importer.slice(VIRTUAL.length)) : undefined
      return module && this.resolve(source, module.importer, { skipSelf: true })
    },
    load: (id: string) => (id.startsWith(VIRTUAL) ? transformer.module(id.slice(VIRTUAL.length))?.text : undefined),
    transform(this: Tool, code: string, id: string) {
      const [path = id] = id.split('?')
      try {
        const compiled = transformer.transform(path, code)
        for (const dependency of compiled?.dependencies ?? []) this.addWatchFile(dependency)
        return compiled && { code: compiled.code, map: compiled.map }
      } catch (error) {
        if (!(error instanceof NotCompiled)) throw error
        const location = error.diagnostics[0]?.labels[0]?.location
        return this.error({
          message: error.message,
          ...(location && { loc: { file: `${error.root}/${location.file}`, line: location.line, column: location.column - 1 } }),
        })
      }
    },
  }
}
