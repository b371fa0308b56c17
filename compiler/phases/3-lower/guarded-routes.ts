/** Routes as found and what the config says of them -> the routes that are served, each with all that guards it. */
import type { PathSegment } from '../../ir/index.ts'
import {
  type DiscoveredMiddleware,
  type DiscoveredOverride,
  type DiscoveredRoute,
  type DiscoveredSocket,
  type Discovery,
  pathText,
  unusedOverride,
} from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

/** What is said about a route or socket outside of its file. */
interface Around {
  readonly override?: DiscoveredOverride
  /** Outermost first. */
  readonly chain: readonly DiscoveredMiddleware[]
}

export interface GuardedRoute extends DiscoveredRoute, Around {}
export interface GuardedSocket extends DiscoveredSocket, Around {}

export interface Served {
  readonly routes: readonly GuardedRoute[]
  readonly sockets: readonly GuardedSocket[]
}

/** Disabled routes are gone, explicit ones are there. */
export function guardedRoutes({ app, diagnostics }: AppLowering, discovery: Discovery): Served {
  const { routes, sockets, config } = discovery
  const overrides = new Map(config.overrides.map((override) => [nameOf(override), override]))
  const names = overrides.size === 0 ? [] : [...routes, ...sockets].map(nameOf)
  const others = [...overrides].filter(([name]) => !names.includes(name)).map(([, override]) => override)
  for (const override of others) if (!override.isExplicit) diagnostics.push(unusedOverride(app, override, names))
  const chainOf = folderChains(discovery)
  const aroundOf = (file: string, override: DiscoveredOverride | undefined): Around => {
    const chain = [...chainOf(folderOf(file)), ...(override?.middleware ?? [])]
    return override ? { override, chain } : { chain }
  }
  const around = (found: DiscoveredRoute | DiscoveredSocket): Around =>
    aroundOf(found.handler.source.file, overrides.size === 0 ? undefined : overrides.get(nameOf(found)))
  const found = routes.map((route): GuardedRoute => {
    const own = around(route)
    // Whose folders' middleware guards it is said by its own file, even when the config names another handler.
    return { ...route, ...own, handler: own.override?.handler ?? route.handler }
  })
  const explicit = others.flatMap((override) => explicitRoute(override, aroundOf))
  return {
    routes: [...found, ...explicit].filter(isServed),
    sockets: sockets.map((socket): GuardedSocket => ({ ...socket, ...around(socket) })).filter(isServed),
  }
}

const nameOf = ({ method, segments }: { readonly method: string; readonly segments: readonly PathSegment[] }): string =>
  `${method} ${pathText(segments)}`

const isServed = ({ override }: Around): boolean => override?.disabled !== true

/** A route that only the config knows of. */
function explicitRoute(
  override: DiscoveredOverride,
  aroundOf: (file: string, override: DiscoveredOverride) => Around,
): readonly GuardedRoute[] {
  const { method, segments, handler } = override
  if (!handler || method === 'WS') return []
  return [{ method, segments, handler, ...aroundOf(handler.source.file, override) }]
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** What guards everything in a folder, outermost first; looked for once in each. */
function folderChains({ config, folderMiddleware }: Discovery) {
  const known = new Map<string, readonly DiscoveredMiddleware[]>()
  const chainOf = (folder: string): readonly DiscoveredMiddleware[] => {
    const chain =
      known.get(folder) ??
      (folder === '' ? config.middleware : [...chainOf(folderOf(folder)), ...(folderMiddleware.get(folder) ?? [])])
    known.set(folder, chain)
    return chain
  }
  return chainOf
}
