/**
 * Which function answers clients of which version? Where the route is still at its place, one that looks at the version; where it is
 * elsewhere now, or gone, a router of the versions that knew it, which is asked first:
 *
 *   function postUsersByVersion(exchange) {
 *     if (exchange.version <= 1) return postUsersOf20260105(exchange)
 *     return postUsers(exchange)
 *   }
 */
import type { Chain, Route } from '../../../compiler/ir/index.ts'
import { servedAt, shapeOf } from '../../../compiler/ir/index.ts'
import { text } from '../../code/index.ts'
import { emitRouter, type RouterEntry } from '../../router/index.ts'
import type { ServerModule } from '../module.ts'
import { emitRoute } from '../route.ts'
import { canonicalSegments } from '../segments.ts'
import { chainedRoute } from './route.ts'

export interface OlderRoutes {
  /** Entries of the router, those that look at the version among them. */
  inPlace(entries: readonly RouterEntry[]): readonly RouterEntry[]
  /** The router that asks those of older versions first; undefined where nothing is elsewhere. */
  elsewhere(newest: string): { readonly name: string; readonly code: string } | undefined
  code(): readonly string[]
}

interface OlderEntry extends RouterEntry {
  readonly versions: readonly number[]
}

export function emitOlderRoutes(module: ServerModule): OlderRoutes {
  const { ir } = module
  const chains = ir.chains
  const code: string[] = []
  const entries = (chains?.all ?? []).map((chain): OlderEntry => {
    const versioned = chainedRoute(module, chain, targetOf(ir, chain))
    const emitted = emitRoute(module, versioned.route, numberOf(ir, chain), versioned)
    code.push(emitted.code)
    const { method, segments } = chain.route
    return { method, segments: canonicalSegments(segments), call: emitted.name, versions: chain.versions }
  })
  const byPlace = new Map<string, OlderEntry[]>()
  for (const entry of entries) byPlace.set(placeOf(entry), [...(byPlace.get(placeOf(entry)) ?? []), entry])
  const placed = new Set<OlderEntry>()
  return {
    code: () => code,
    inPlace: (newest) =>
      newest.map((entry) => {
        const own = byPlace.get(placeOf(entry))
        if (own === undefined) return entry
        for (const one of own) placed.add(one)
        const { name, code: dispatcher } = emitByVersion(module, entry, own)
        code.push(dispatcher)
        return { ...entry, call: name }
      }),
    elsewhere: (newest) =>
      emitElsewhere(
        module,
        newest,
        entries.filter((entry) => !placed.has(entry)),
      ),
  }
}

const placeOf = ({ method, segments }: RouterEntry): string => `${method} ${shapeOf(segments)}`

function targetOf({ routes, chains }: ServerModule['ir'], { target, route }: Chain): Route {
  const found = target.kind === 'pinned' ? chains!.pinned[target.index] : routes.find(({ id }) => id === target.id)
  if (found === undefined) throw new Error(`${route.id} of an older version leads to nothing`)
  return found
}

/** Kept handlers are counted behind everything that is served. */
function numberOf(ir: ServerModule['ir'], { target }: Chain): number {
  return target.kind === 'pinned' ? servedAt(ir).length + target.index : ir.routes.findIndex(({ id }) => id === target.id)
}

function emitByVersion(
  module: ServerModule,
  newest: RouterEntry,
  older: readonly OlderEntry[],
): { readonly name: string; readonly code: string } {
  const name = module.names.unique(`${newest.call} by version`)
  const params = newest.segments.flatMap((segment, index) => (segment.kind === 'static' ? [] : [`raw${index}`]))
  const args = ['exchange', ...params].join(', ')
  const out = text().open(`function ${name}(${args}) {`).open('switch (exchange.version) {')
  for (const { versions, call } of older) {
    for (const version of versions) out.line(`case ${version}:`)
    out.line(`  return ${call}(${args})`)
  }
  out.line('default:').line(`  return ${newest.call}(${args})`).close().close()
  return { name, code: out.toString() }
}

/** One router for versions that have the same routes elsewhere. */
function emitElsewhere(
  module: ServerModule,
  newest: string,
  entries: readonly OlderEntry[],
): ReturnType<OlderRoutes['elsewhere']> {
  if (entries.length === 0) return undefined
  const routers = new Map<string, string>()
  const code: string[] = []
  const { versions } = module.ir.history!
  const byVersion = versions.map((_, version) => {
    const own = entries.filter((entry) => entry.versions.includes(version))
    if (own.length === 0) return 'null'
    const key = own.map(({ call }) => call).join()
    const known = routers.get(key)
    if (known !== undefined) return known
    const router = emitRouter(own, module.names, module.shim)
    code.push(router.code)
    routers.set(key, router.name)
    return router.name
  })
  const name = module.names.unique('versioned router')
  code.push(`const ${name} = ${module.shim('versionRouter')}(${newest}, [${byVersion.join(', ')}])\n`)
  return { name, code: code.join('\n') }
}
