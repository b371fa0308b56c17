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
  const names = [...routes, ...sockets].map(nameOf)
  const others = [...overrides].filter(([name]) => !names.includes(name)).map(([, override]) => override)
  for (const override of others) if (!override.isExplicit) diagnostics.push(unusedOverride(app, override, names))
  const around = (found: DiscoveredRoute | DiscoveredSocket): Around =>
    aroundOf(discovery, found.handler.source.file, overrides.get(nameOf(found)))
  const found = routes.map((route): GuardedRoute => {
    const own = around(route)
    // Whose folders' middleware guards it is said by its own file, even when the config names another handler.
    return { ...route, ...own, handler: own.override?.handler ?? route.handler }
  })
  const explicit = others.flatMap((override) => explicitRoute(discovery, override))
  return {
    routes: [...found, ...explicit].filter(isServed),
    sockets: sockets.map((socket): GuardedSocket => ({ ...socket, ...around(socket) })).filter(isServed),
  }
}

const nameOf = ({ method, segments }: { readonly method: string; readonly segments: readonly PathSegment[] }): string =>
  `${method} ${pathText(segments)}`

const isServed = ({ override }: Around): boolean => override?.disabled !== true

/** A route that only the config knows of. */
function explicitRoute(discovery: Discovery, override: DiscoveredOverride): readonly GuardedRoute[] {
  const { method, segments, handler } = override
  if (!handler || method === 'WS') return []
  return [{ method, segments, handler, ...aroundOf(discovery, handler.source.file, override) }]
}

function aroundOf({ config, folderMiddleware }: Discovery, file: string, override: DiscoveredOverride | undefined): Around {
  const parts = file.split('/').slice(0, -1)
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  const inFolders = folders.flatMap((folder) => folderMiddleware.get(folder) ?? [])
  const chain = [...config.middleware, ...inFolders, ...(override?.middleware ?? [])]
  return override ? { override, chain } : { chain }
}
