/** An emitted module -> the function of one route, and after it those that it calls, as they stand there. */
import type { Served } from './find-route.ts'

/** The server's own, made once for all routes. */
const BOOT = new Set(['gctx', 'modules', 'router'])

export function emittedFunctions(text: string, route: Pick<Served, 'id'>): string | undefined {
  const functions = topLevelFunctions(text)
  const own = [...functions.values()].find((code) => code.startsWith(`// ${route.id} - `))
  if (own === undefined) return undefined
  const chosen = new Set([own])
  // A set visits what is added to it while it is read.
  for (const code of chosen) {
    for (const [name] of code.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) {
      const called = BOOT.has(name) ? undefined : functions.get(name)
      if (called !== undefined) chosen.add(called)
    }
  }
  return [...chosen].join('\n\n')
}

/** By name, each with the comment above it. Functions and constants begin in the first column, and end where the next piece begins. */
function topLevelFunctions(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const pieces = text.matchAll(
    /(?:^\/\/[^\n]*\n|^\/\*[\s\S]*?\*\/\n)*^(?:async )?(?:function|const) ([\p{ID_Start}$_][\p{ID_Continue}$]*)[^\n]*(?:\n(?:[ \t)\]}][^\n]*)?)*/gmu,
  )
  for (const piece of pieces) found.set(piece[1]!, piece[0].trimEnd())
  return found
}
