/**
 * What changed between two versions, for those who call them? Routes are matched by method and shape, types by the values that they
 * stand for: renaming, moving and extracting is no change.
 */
import type { Snapshot, SnapshotRoute, SnapshotSocket } from '../snapshot.ts'
import { authChanges, idempotencyChanges, rateLimitChanges } from './access.ts'
import { type Change, doubtful, proven } from './change.ts'
import { withKnownChecks } from './checks.ts'
import { lifetimeChanges, removal } from './lifetime.ts'
import { matching } from './matching.ts'
import { statusChanges } from './replies.ts'
import { requestChanges } from './requests.ts'
import { type Sides, sidesOf } from './sides.ts'
import { socketChanges } from './sockets.ts'

export { type Change, isAround, isWording, type Level, levelOf, type Rule } from './change.ts'
export { sunsetOf } from './lifetime.ts'
export { placeOf } from './matching.ts'

/** Ordered by level, the worst first, then by route. `at`: when the newer version is served, ISO 8601; some promises have ended by then. */
export function compareSnapshots(older: Snapshot, newer: Snapshot, at = ''): Change[] {
  const sides = sidesOf(older, withKnownChecks(newer, older))
  const day = at.slice(0, 10)
  return [...appChanges(sides), ...routesChanges(sides, day), ...socketsChanges(sides, day)].sort(order)
}

const LEVELS: readonly Change['level'][] = ['major', 'minor', 'patch']
const order = (a: Change, b: Change): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  (a.route ?? '').localeCompare(b.route ?? '', 'en') ||
  a.rule.localeCompare(b.rule, 'en')

const EXTRA_KEYS = { strip: 'dropped', strict: 'refused', allow: 'kept' } as const

/** Who sends more than is declared notices. */
function* appChanges({ older, newer }: Sides): Generator<Change> {
  if (older.extraKeys === newer.extraKeys) return
  const message = `undeclared members of bodies are ${EXTRA_KEYS[newer.extraKeys]}, were ${EXTRA_KEYS[older.extraKeys]}`
  const { route: _all, ...change } =
    older.extraKeys === 'strict' ? proven('minor', 'extra-keys', '', message) : doubtful('extra-keys', '', message)
  yield change
}

function* routesChanges(sides: Sides, at: string): Generator<Change> {
  const changes = (before: SnapshotRoute, after: SnapshotRoute) => [...routeChanges(before, after, sides)]
  const fits = (before: SnapshotRoute, after: SnapshotRoute) => changes(before, after).every(({ level }) => level !== 'major')
  const { same, moved, removed, added } = matching(sides.older.routes, sides.newer.routes, fits)
  for (const [before, after] of same) yield* routeChanges(before, after, sides)
  for (const { before, after, by } of moved) {
    const rule = by === 'method' ? 'method-changed' : 'route-renamed'
    const message = by === 'method' ? `is served as ${after.method}` : `is not served any more: it seems to be ${after.id} now`
    yield { ...proven('major', rule, before.id, message), movedTo: after.id }
    yield* routeChanges(before, after, sides)
  }
  yield* cameAndWent(removed, added, at)
}

function* socketsChanges(sides: Sides, at: string): Generator<Change> {
  const { older, newer, isWhole } = sides
  if (!isWhole) return
  const { same, removed, added } = matching(older.sockets ?? [], newer.sockets ?? [], () => false)
  for (const [before, after] of same) yield* socketChanges(before, after, sides)
  yield* cameAndWent(removed, added, at)
}

type Served = SnapshotRoute | SnapshotSocket

function* cameAndWent(removed: readonly Served[], added: readonly Served[], at: string): Generator<Change> {
  for (const route of removed) yield removal(route, at)
  for (const { id } of added) yield proven('minor', 'route-added', id, 'is served')
}

function* routeChanges(before: SnapshotRoute, after: SnapshotRoute, sides: Sides): Generator<Change> {
  yield* requestChanges(before, after, sides)
  yield* statusChanges(before, after, sides)
  if (sides.isWhole) {
    yield* authChanges(before, after)
    yield* rateLimitChanges(before, after)
    yield* idempotencyChanges(before, after)
  }
  yield* lifetimeChanges(before, after)
}
