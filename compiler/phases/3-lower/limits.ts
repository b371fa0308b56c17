/** How often requests may come to a route, and whether they may come again: by the config, in routes that were lowered without it. */
import type ts from 'typescript'
import { answersNotKept } from '../../diagnostics/index.ts'
import type { Idempotency, RateLimit, Route } from '../../ir/index.ts'
import {
  type DiscoveredIdempotency,
  type DiscoveredOverride,
  type DiscoveredRateLimit,
  type Discovery,
  pathText,
  type StoreName,
} from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { factsOf } from './facts.ts'
import { reportUnknown } from './module-graph.ts'

export function withLimits(lowering: AppLowering, discovery: Discovery): (route: Route) => Route {
  const { config } = discovery
  const overrides = new Map(config.overrides.map((override) => [`${override.method} ${pathText(override.segments)}`, override]))
  reportStores(lowering, discovery)
  return (route) => {
    const override: Partial<DiscoveredOverride> = overrides.get(route.id) ?? {}
    const rateLimit = lowerRateLimit(lowering, route, override.rateLimit, config.rateLimit)
    const idempotency = lowerIdempotency(route, override.idempotency, config.idempotency)
    if (override.idempotency && !idempotency) reportNotKept(lowering, route, override.node!)
    if (!rateLimit && !idempotency) return route
    const stores = [rateLimit?.store, idempotency?.store].filter((name) => name !== undefined)
    const modules = [...new Set([...(route.modules ?? []), ...stores])].sort()
    return { ...route, modules, ...(rateLimit && { rateLimit }), ...(idempotency && { idempotency }) }
  }
}

function reportStores(lowering: AppLowering, { config, modules }: Discovery): void {
  const settings = [config, ...config.overrides].flatMap(({ rateLimit, idempotency }) => [rateLimit, idempotency])
  const names = modules.map(({ name }) => name)
  const stores = settings.flatMap((one) => (one ? [one.store] : [])).filter((store): store is StoreName => store !== undefined)
  for (const { name, node } of stores) if (!names.includes(name)) reportUnknown(lowering, name, node, names)
}

/** A limit of the route stands in place of the app's. */
function lowerRateLimit(
  lowering: AppLowering,
  { id }: Route,
  own: DiscoveredRateLimit | false | undefined,
  common: DiscoveredRateLimit | undefined,
): RateLimit | undefined {
  const found = own ?? common
  if (!found) return undefined
  const { key, store, limit, window, whenStoreFails } = found
  return {
    policy: own === undefined ? 'default' : encodeURI(id).replaceAll('%20', ' ').replace(/["\\]/g, '_'),
    limit,
    window,
    key:
      key.from === 'function'
        ? { from: 'function', source: key.callable.source, facts: factsOf(lowering, key.callable.body, key.callable.type, 0) }
        : key,
    whenStoreFails,
    ...(store && { store: store.name }),
  }
}

function lowerIdempotency(
  route: Route,
  own: DiscoveredIdempotency | false | undefined,
  common: DiscoveredIdempotency | undefined,
): Idempotency | undefined {
  const found = own ?? common
  if (!found || reasonNotToKeep(route) !== undefined) return undefined
  const { store, ...rules } = found
  return { ...rules, ...(store && { store: store.name }) }
}

/** Methods that are done again by being sent again need a key; answers that are streamed cannot be kept. */
function reasonNotToKeep({ method, replies }: Route): string | undefined {
  if (method !== 'POST' && method !== 'PATCH') return `${method} may come again without a key`
  const isStreamed = replies.some(({ content }) => content === 'stream' || content === 'events' || content === 'file')
  return isStreamed ? 'its answer is streamed, and cannot be kept' : undefined
}

function reportNotKept({ app, diagnostics }: AppLowering, route: Route, node: ts.Node): void {
  diagnostics.push(answersNotKept({ route: route.id, reason: reasonNotToKeep(route)! }, [app.label(node)]))
}
