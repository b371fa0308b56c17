/** Compiles `validator<T>()` in place in what esbuild builds: `plugins: [gatic()]`. */
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
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
          const { absWorkingDir = process.cwd() } = build.initialOptions
          return {
            errors: error.diagnostics.map((one) => message(one, error, absWorkingDir)),
            watchFiles: [path, ...error.dependencies],
          }
        }
      })
    },
  }
}

function message(
  { code, name, message: text, labels: [label], hints }: Diagnostic,
  { root, source }: NotCompiled,
  folder: string,
): PartialMessage {
  const location = label && {
    file: relative(folder, join(root, label.location.file)),
    line: label.location.line,
    column: label.location.column - 1,
    length: label.length,
    lineText: source(label.location.file)?.split(/\r?\n/)[label.location.line - 1] ?? '',
  }
  return { text: `${code} ${name}: ${text}`, location: location ?? null, notes: hints.map((hint) => ({ text: hint })) }
}
