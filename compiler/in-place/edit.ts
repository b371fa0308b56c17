/** Calls in a source file become names that are imported; everything else stays as it is, and where it is. */
import MagicString, { type SourceMap } from 'magic-string'

export interface Call {
  readonly start: number
  readonly end: number
  /** What the module exports in its place. */
  readonly exported: string
}

export interface EditedSource {
  readonly code: string
  readonly map: SourceMap
}

/**
 * `const users = validator<User>()` -> `const users = gatiValidator0`, and in the end `import { userValidator as gatiValidator0 } from ...`:
 * imports are hoisted from wherever they stand, and there no line moves. The names occur nowhere in the file, so that no scope of it can
 * mean something else by them.
 */
export function editCalls(text: string, calls: readonly Call[], module: string, file: string): EditedSource {
  const edited = new MagicString(text, { filename: file })
  const free = freeNames(text)
  const bindings = calls.map(({ start, end, exported }) => {
    const name = free()
    edited.overwrite(start, end, name)
    return `${exported} as ${name}`
  })
  edited.append(`\nimport { ${bindings.join(', ')} } from ${JSON.stringify(module)}\n`)
  // Sources of a map are found from where the map is: beside the file.
  const source = file.slice(file.lastIndexOf('/') + 1)
  return { code: edited.toString(), map: edited.generateMap({ source, includeContent: true, hires: 'boundary' }) }
}

function freeNames(text: string): () => string {
  const written = text.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_, long: string | undefined, short: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(long ?? short, 16), 0x10ffff)),
  )
  let count = 0
  return () => {
    while (written.includes(`gatiValidator${count}`)) count++
    return `gatiValidator${count++}`
  }
}
