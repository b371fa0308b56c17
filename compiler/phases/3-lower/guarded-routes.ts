/** Routes as found and what the config says of them -> the routes that are served, each with all that guards it. */
import type { PathSegment } from '../../ir/index.ts'
import {
  type DiscoveredMiddleware,
  type DiscoveredOverride,
  type DiscoveredRoute,
  type Discovery,
  pathText,
  unusedOverride,
} from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

export interface GuardedRoute extends DiscoveredRoute {
  readonly override?: DiscoveredOverride
  /** Outermost first. */
  readonly chain: readonly DiscoveredMiddleware[]
}

export const guardedRoutes = (lowering: AppLowering, discovery: Discovery): readonly GuardedRoute[] =>
  withOverrides(lowering, discovery).map((route) => guard(discovery, route))

const nameOf = (method: string, segments: readonly PathSegment[]): string => `${method} ${pathText(segments)}`

/** `file` says whose folders' middleware guards it, even when the config names another handler. */
type Overridden = DiscoveredRoute & Pick<GuardedRoute, 'override'> & { readonly file: string }

/** Disabled routes are gone, explicit ones are there. */
function withOverrides({ app, diagnostics }: AppLowering, { routes, config }: Discovery): readonly Overridden[] {
  const overrides = new Map(config.overrides.map((override) => [nameOf(override.method, override.segments), override]))
  const found = routes.map((route): Overridden => {
    const override = overrides.get(nameOf(route.method, route.segments))
    const { file } = route.handler.source
    return override ? { ...route, file, handler: override.handler ?? route.handler, override } : { ...route, file }
  })
  const names = routes.map(({ method, segments }) => nameOf(method, segments))
  const others = [...overrides].filter(([name]) => !names.includes(name)).map(([, override]) => override)
  for (const override of others) if (!override.isExplicit) diagnostics.push(unusedOverride(app, override, names))
  const explicit = others.flatMap((override): Overridden[] => {
    const { method, segments, handler } = override
    return handler ? [{ method, segments, handler, override, file: handler.source.file }] : []
  })
  return [...found, ...explicit].filter(({ override }) => !override?.disabled)
}

function guard({ config, folderMiddleware }: Discovery, route: Overridden): GuardedRoute {
  const parts = route.file.split('/').slice(0, -1)
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  const inFolders = folders.flatMap((folder) => folderMiddleware.get(folder) ?? [])
  return { ...route, chain: [...config.middleware, ...inFolders, ...(route.override?.middleware ?? [])] }
}
