/**
 * Is every breaking change one that a file of src/versions makes good? Asked of each step that clients of a version take which is
 * still answered; what a later version took back needs nothing.
 */
import {
  type History,
  type NamedTypes,
  reachable,
  type Snapshot,
  type SnapshotRoute,
  type Type,
  type VersionStep,
} from '../../ir/index.ts'
import { type Change, placeOf } from '../contract/index.ts'
import { changesBetween, type Past } from '../history.ts'
import { isWaived, type Waiver } from '../waivers.ts'
import { type StepsByVersion, type Waypoints, wayOf, waypoints } from './ways.ts'

export interface Uncovered {
  /** Index of the version whose clients break at the step after it. */
  readonly version: number
  /** As they know it. */
  readonly route: string
  readonly change: Change
}

export interface CoverageInput {
  readonly history: Pick<History, 'versions'>
  readonly steps: StepsByVersion
  readonly waivers: readonly Waiver[]
  /** Whether a version is still answered. */
  readonly alive: (version: number) => boolean
  readonly past: Pick<Past, 'texts' | 'digest'>
}

export function uncovered(input: CoverageInput): Uncovered[] {
  const { history, steps, alive } = input
  const points = waypoints(history, steps)
  const found: Uncovered[] = []
  const users: number[] = []
  for (let version = 0; version < points.newest; version++) {
    if (alive(version)) users.push(version)
    if (users.length === 0) continue
    for (const missing of missingIn(input, version)) if (isNoticed(input, points, users, missing)) found.push(missing)
  }
  return found
}

function missingIn({ history: { versions }, steps, waivers, past }: CoverageInput, version: number): Uncovered[] {
  const [older, newer] = [versions[version]!.snapshot, versions[version + 1]!.snapshot]
  const step = steps.get(version)
  const { moved, idOf } = asMoved(older, newer, step)
  const changes = changesBetween(moved, newer, past).filter(({ level }) => level === 'major')
  return changes.flatMap((change) => {
    if (change.route === undefined || !isOfShape(change) || isWaived(waivers, change)) return []
    const route = idOf(change.route)
    return step && covers(step, route, change, older, newer) ? [] : [{ version, route, change }]
  })
}

/** Who may call, how often, and until when, no transform makes good: `gatic version check` tells of it. */
const isOfShape = ({ rule }: Change): boolean => /^(route|method|request|reply|status)-/.test(rule)

/** The older version with its renamed routes where they are now, and without those that are pinned. `idOf`: as the older has it. */
function asMoved(older: Snapshot, newer: Snapshot, step: VersionStep | undefined) {
  const byId = new Map(newer.routes.map((route) => [route.id, route]))
  const byPlace = new Map(newer.routes.map((route) => [placeOf(route), route]))
  const ids = new Map<string, string>()
  const routes = older.routes.flatMap((route): SnapshotRoute[] => {
    if (step?.pinned.some((one) => one.route === route.id)) return []
    const to = step?.renamed.find(({ from }) => from === route.id)?.to
    const target = to === undefined ? undefined : byId.get(to)
    const next = target ? movedTo(route, target) : route
    ids.set((target ?? byPlace.get(placeOf(next)) ?? next).id, route.id)
    return [next]
  })
  const isMoved = step !== undefined && step.pinned.length + step.renamed.length > 0
  return { moved: isMoved ? { ...older, routes } : older, idOf: (id: string) => ids.get(id) ?? id }
}

/** The contract of the one at the place of the other; parameters in their order. */
function movedTo(route: SnapshotRoute, { id, method, path, segments }: SnapshotRoute): SnapshotRoute {
  const names = route.segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const placed = segments.map((segment) =>
    segment.kind === 'static' ? segment : { ...segment, name: names.shift() ?? segment.name },
  )
  return { ...route, id, method, path, segments: placed }
}

/** Whether the functions of the step deal with the part of the contract that changed. */
function covers(step: VersionStep, id: string, change: Change, older: Snapshot, newer: Snapshot): boolean {
  const route = step.routes.find((one) => one.route === id)
  const { rule, status } = change
  if (rule === 'route-removed') return false
  if (rule.startsWith('request-')) {
    const body = older.routes.find((one) => one.id === id)?.request.body?.type
    return (
      route?.request !== undefined ||
      (rule === 'request-body' && body !== undefined && touches(step, 'request', body, older.types))
    )
  }
  if (route?.response !== undefined) return true
  if (rule !== 'reply-body') return false
  if (route?.replies.some((one) => one.status === status)) return true
  const body = newer.routes.find((one) => one.id === change.route)?.replies.find((one) => one.status === status)?.body
  return body !== undefined && touches(step, 'response', body, newer.types)
}

function touches({ types }: VersionStep, side: 'request' | 'response', body: Type, named: NamedTypes): boolean {
  const needed = reachable([body], named)
  return types.some((one) => one[side] !== undefined && needed.has(one.type))
}

/** Whether some of the clients are served otherwise in the end, or on a way on which values are rewritten. */
function isNoticed({ history, past }: CoverageInput, points: Waypoints, users: readonly number[], missing: Uncovered): boolean {
  const now = history.versions[points.newest]!.snapshot
  return users.some((version) => {
    const { snapshot } = history.versions[version]!
    return snapshot.routes.some((route) => {
      const { passages, end } = wayOf(points, version, route, missing.version)
      const before =
        passages.find(({ from }) => from === missing.version)?.older ?? (end.kind === 'route' ? undefined : end.route)
      if (before?.id !== missing.route) return false
      if (end.kind !== 'route' || passages.some(({ step, older }) => step?.routes.some((one) => one.route === older.id)))
        return true
      const moved = { ...snapshot, routes: [movedTo(route, end.route)] }
      return changesBetween(moved, { ...now, routes: [end.route] }, past).some(({ level }) => level === 'major')
    })
  })
}
