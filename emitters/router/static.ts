import { quote, type Text } from '../code/index.ts'
import type { Apart } from './apart.ts'
import { discriminate } from './discriminate.ts'
import type { RouterEntry } from './index.ts'

interface StaticRoute {
  readonly path: string
  readonly call: string
}

/** Up to here comparing one after the other is as quick: strings of different lengths differ at once. */
const few = 3

/** Routes without parameters: by length, then by the character that tells them apart, then one comparison. */
export function emitStatic(out: Text, entries: readonly RouterEntry[], apart: Apart): void {
  const routes = new Map<string, StaticRoute>()
  for (const { segments, call } of entries) {
    const path = `/${segments.map((segment) => (segment.kind === 'static' ? segment.value : '')).join('/')}`
    if (!routes.has(path)) routes.set(path, { path, call })
  }
  if (routes.size <= few) emitComparisons(out, [...routes.values()])
  else emitByLength(out, [...routes.values()], apart)
}

function emitByLength(out: Text, routes: readonly StaticRoute[], apart: Apart): void {
  out.open('switch (path.length) {')
  for (const length of [...new Set(routes.map(({ path }) => path.length))].sort((a, b) => a - b)) {
    const sameLength = routes.filter(({ path }) => path.length === length)
    out.open(`case ${length}:`)
    // Each length apart where there are many routes, whatever there is of one length.
    if (apart.isMuch(routes.length)) apart.emit(out, [], (own) => emitByCharacter(own, sameLength))
    else emitByCharacter(out, sameLength)
    out.line('break').leave()
  }
  out.close()
}

function emitByCharacter(out: Text, routes: readonly StaticRoute[]): void {
  const { position, groups } = discriminate(routes, ({ path }) => path)
  if (routes.length <= few || groups.size === 1) return emitComparisons(out, routes)
  out.open(`switch (path.charCodeAt(${position})) {`)
  for (const [code, members] of groups) {
    out.open(`case ${code}: // ${String.fromCharCode(code)}`)
    emitByCharacter(out, members)
    out.line('break').leave()
  }
  out.close()
}

function emitComparisons(out: Text, routes: readonly StaticRoute[]): void {
  for (const { path, call } of routes) {
    out
      .open(`if (path === ${quote(path)}) {`)
      .line(`${call}(exchange)`)
      .line('return true')
      .close()
  }
}
