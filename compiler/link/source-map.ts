/** Sources of the bundle, named as a reader knows them: relative to the app, packages by their names, the same on every machine. */
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { unmarkComments } from './comments.ts'
import type { Framework } from './framework.ts'

export interface BundledCode {
  readonly code: string
  readonly map: SourceMap
}

export interface SourceMap {
  readonly version: 3
  readonly sources: readonly string[]
  readonly sourcesContent?: readonly (string | null)[]
  readonly mappings: string
}

/** `outputFolder`: where esbuild was told that the bundle lies. */
export function readableSourceMap(
  map: SourceMap,
  outputFolder: string,
  root: string,
  framework: Framework,
  sourceRoot = '../',
): SourceMap & { readonly sourceRoot: string } {
  const sources = map.sources.map((source) => sourceName(source, outputFolder, root, framework))
  const sourcesContent = map.sourcesContent?.map((content) => (content === null ? null : unmarkComments(content)))
  // Debuggers find the app's sources by the way there from the server's folder; the server's own stacks show them as they are named here.
  return { ...map, sourceRoot, sources, ...(sourcesContent && { sourcesContent }) }
}

/** esbuild heads what it took from a file with the file's path: `// ../../home/me/gati/node_modules/...` -> `// node_modules/...` */
export function readableHeadings(code: string, inputs: readonly string[], root: string, framework: Framework): string {
  const headings = new Map(inputs.map((input) => [`// ${input}`, `// ${sourceName(input, root, root, framework)}`]))
  return code
    .split('\n')
    .map((line) => headings.get(line) ?? line)
    .join('\n')
}

/** '../src/api/users.ts' -> 'src/api/users.ts'; `source` is relative to `folder` */
function sourceName(source: string, from: string, root: string, { folder }: Framework): string {
  const virtual = /^(?:gatic|package):(.*)$/.exec(source)?.[1]
  if (virtual !== undefined) return virtual
  const file = resolve(from, source)
  if (isBelow(file, folder)) return `@gati-framework/core/${slashed(relative(folder, file))}`
  if (isBelow(file, root)) return slashed(relative(root, file))
  const modules = file.lastIndexOf(`${sep}node_modules${sep}`)
  return modules === -1 ? slashed(relative(root, file)) : slashed(file.slice(modules + 1))
}

function isBelow(file: string, folder: string): boolean {
  const path = relative(folder, file)
  return path !== '' && !path.startsWith('..') && !isAbsolute(path)
}

const slashed = (path: string): string => path.replaceAll(sep, '/')
