/**
 * Which way does a request of an older client take? From its route in the version that it knows, step by step, to what answers it:
 *
 *   GET /people of 2026-01-01  ->  GET /people of 2026-03-01  ->  (renamed) GET /users of today
 */
import { type History, type PinnedRoute, type SnapshotRoute, UNRELEASED, type VersionStep } from '../../ir/index.ts'
import { placeOf } from '../contract/index.ts'
import { findVersion } from '../store/index.ts'

/** Index of the older version of each step. */
export type StepsByVersion = ReadonlyMap<number, VersionStep>

/** Of the version that the name of a file means: `2026-03-01`, `2026-03-01T10-00-00Z`, `1.4`; undefined where there is none, or it is the newest. */
export function versionOfStep({ versions }: Pick<History, 'versions'>, name: string): number | undefined {
  const stored = versions.filter(({ id }) => id !== UNRELEASED)
  const tags = new Map(stored.flatMap(({ id, tags: names }) => names.map((tag) => [tag, id] as const)))
  const found = findVersion({ versions: stored, tags }, name.replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3'))
  return found === undefined ? undefined : versions.indexOf(found)
}

/** A step of the way on which something may be said, or that was asked for. */
export interface Passage {
  readonly step: VersionStep | undefined
  /** Index of the older version. */
  readonly from: number
  readonly older: SnapshotRoute
  readonly newer: SnapshotRoute
}

export interface Way {
  readonly route: SnapshotRoute
  readonly passages: readonly Passage[]
  readonly end:
    | { readonly kind: 'route'; readonly route: SnapshotRoute }
    | { readonly kind: 'pinned'; readonly at: number; readonly route: SnapshotRoute; readonly pinned: PinnedRoute }
    /** Nothing answers from the version after `at` on. */
    | { readonly kind: 'gone'; readonly at: number; readonly route: SnapshotRoute }
}

export interface Waypoints {
  readonly steps: StepsByVersion
  readonly newest: number
  /** Of a version, by what requests reach it, and by id. */
  at(version: number): { readonly byPlace: ReadonlyMap<string, SnapshotRoute>; readonly byId: ReadonlyMap<string, SnapshotRoute> }
}

export function waypoints({ versions }: Pick<History, 'versions'>, steps: StepsByVersion): Waypoints {
  const known = new Map<number, ReturnType<Waypoints['at']>>()
  return {
    steps,
    newest: versions.length - 1,
    at(version) {
      const routes = versions[version]!.snapshot.routes
      const found = known.get(version) ?? {
        byPlace: new Map(routes.map((route) => [placeOf(route), route])),
        byId: new Map(routes.map((route) => [route.id, route])),
      }
      known.set(version, found)
      return found
    },
  }
}

/** The route that comes after one, where there is one. */
export function nextRoute({ steps, at }: Waypoints, from: number, route: SnapshotRoute): SnapshotRoute | undefined {
  const renamed = steps.get(from)?.renamed.find((one) => one.from === route.id)
  const { byId, byPlace } = at(from + 1)
  return renamed ? byId.get(renamed.to) : byPlace.get(placeOf(route))
}

/** From step to step: in between routes are found at their places. `asked`: a version whose passage is wanted in any case. */
export function wayOf(points: Waypoints, version: number, route: SnapshotRoute, asked?: number): Way {
  const passages: Passage[] = []
  let current = route
  let from = version
  const stops = new Set([...points.steps.keys(), ...(asked === undefined ? [] : [asked])])
  for (const stop of [...stops].filter((one) => one >= version && one < points.newest).sort((a, b) => a - b)) {
    const here = stop === from ? current : points.at(stop).byPlace.get(placeOf(current))
    if (here === undefined) return { route, passages, end: { kind: 'gone', at: from, route: current } }
    const step = points.steps.get(stop)
    const pinned = step?.pinned.find((one) => one.route === here.id)
    if (pinned) return { route, passages, end: { kind: 'pinned', at: stop, route: here, pinned } }
    const newer = nextRoute(points, stop, here)
    if (newer === undefined) return { route, passages, end: { kind: 'gone', at: stop, route: here } }
    passages.push({ step, from: stop, older: here, newer })
    current = newer
    from = stop + 1
  }
  const last = from === points.newest ? current : points.at(points.newest).byPlace.get(placeOf(current))
  return { route, passages, end: last ? { kind: 'route', route: last } : { kind: 'gone', at: from, route: current } }
}
