/** Compiles `validator<T>()` in place in what esbuild builds: `plugins: [gatic()]`. */
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PartialMessage, Plugin } from 'esbuild'
import type { Diagnostic } from '../diagnostics/index.ts'
import { createTransformer, isSpecifier, NotCompiled, SOURCES } from './transform.ts'

const NAMESPACE = 'gatic'

export default function gatic(): Plugin {
  return {
    name: 'gatic',
    setup(build) {
      const transformer = createTransformer()
      build.onStart(() => transformer.changed())
      build.onResolve({ filter: /^gatic-validators:/ }, ({ path }) =>
        isSpecifier(path) ? { path, namespace: NAMESPACE } : undefined,
      )
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
        const module = transformer.module(path)
        return module && { contents: module.text, loader: 'js', resolveDir: dirname(module.importer) }
      })
      build.onLoad({ filter: SOURCES, namespace: 'file' }, async ({ path }) => {
        const code = await readFile(path, 'utf8')
        try {
          const compiled = transformer.transform(path, code)
          if (compiled === undefined) return undefined
          const contents = `${compiled.code}//# sourceMappingURL=${compiled.map.toUrl()}\n`
          return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts', watchFiles: [path, ...compiled.dependencies] }
        } catch (error) {
          if (!(error instanceof NotCompiled)) throw error
          return { errors: error.diagnostics.map(message), watchFiles: [path] }
        }
      })
    },
  }
}

function message({ code, name, message: text, labels: [label], hints }: Diagnostic): PartialMessage {
  const location = label && {
    file: label.location.file,
    line: label.location.line,
    column: label.location.column - 1,
    length: label.length,
  }
  return { text: `${code} ${name}: ${text}`, location: location ?? null, notes: hints.map((hint) => ({ text: hint })) }
}
