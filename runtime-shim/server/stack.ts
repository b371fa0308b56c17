/** Stacks of an emitted server, told in the places of the handlers' sources. */
import type { SourceMap, SourceMapPayload } from 'node:module'

let map: SourceMap | null | undefined

/** Read when the first stack is shown: most servers never need it. */
function sourceMap(): SourceMap | null {
  if (map === undefined) {
    try {
      const text = process.getBuiltinModule('node:fs').readFileSync(`${import.meta.filename}.map`, 'utf8')
      const { SourceMap } = process.getBuiltinModule('node:module')
      map = new SourceMap(JSON.parse(text) as SourceMapPayload)
    } catch {
      map = null // Without the map beside it, the server shows its own lines.
    }
  }
  return map
}

/** Places in this file, which is the emitted server once it is bundled. */
const PLACE = new RegExp(`(?:${[import.meta.url, import.meta.filename].map(escaped).join('|')}):(\\d+):(\\d+)`, 'g')

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** 'at GET (file:///srv/server.mjs:120:9)' -> 'at GET (src/api/users/[id].ts:5:11)' */
export function mappedStack(error: Error): string {
  return String(error.stack ?? error).replace(PLACE, (place, line: string, column: string) => {
    const entry = sourceMap()?.findEntry(Number(line) - 1, Number(column) - 1)
    if (entry === undefined || !('originalSource' in entry)) return place
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  })
}
