/**
 * What changed between two versions, for those who call them? Routes are matched by method and shape, types by the values that they
 * stand for: renaming, moving and extracting is no change.
 */
import { shapeOf } from '../../ir/index.ts'
import type { Snapshot, SnapshotRoute } from '../snapshot.ts'
import type { Digest } from '../wire/index.ts'
import type { Change } from './change.ts'
import { replyChanges } from './replies.ts'
import { requestChanges } from './requests.ts'
import { type Sides, sidesOf } from './sides.ts'

export { type Change, type Level, levelOf, type Rule } from './change.ts'

/** Ordered by route, the worst first. */
export function compareSnapshots(older: Snapshot, newer: Snapshot, digest: Digest): Change[] {
  const sides = sidesOf(older, newer, digest)
  return [...changes(sides)].sort((a, b) => order(a, b))
}

const LEVELS: readonly Change['level'][] = ['major', 'minor', 'patch']
const order = (a: Change, b: Change): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  (a.route ?? '').localeCompare(b.route ?? '', 'en') ||
  a.rule.localeCompare(b.rule, 'en')

function* changes(sides: Sides): Generator<Change> {
  const { older, newer } = sides
  const routes = new Map(newer.routes.map((route) => [placeOf(route), route]))
  for (const before of older.routes) {
    const after = routes.get(placeOf(before))
    if (after !== undefined) yield* routeChanges(before, after, sides)
    else yield { rule: 'route-removed', level: 'major', certainty: 'proven', route: before.id, message: 'is not served any more' }
    routes.delete(placeOf(before))
  }
  for (const { id } of routes.values())
    yield { rule: 'route-added', level: 'minor', certainty: 'proven', route: id, message: 'is served' }
}

/** The same of two routes that the same requests reach, whatever their parameters are called. */
export const placeOf = ({ method, segments }: SnapshotRoute): string => `${method} ${shapeOf(segments)}`

function* routeChanges(before: SnapshotRoute, after: SnapshotRoute, sides: Sides): Generator<Change> {
  yield* requestChanges(before, after, sides)
  yield* replyChanges(before, after, sides)
  const [was, is] = [before.doc?.deprecated, after.doc?.deprecated]
  const note = (rule: 'deprecated' | 'undeprecated' | 'description', level: 'minor' | 'patch', message: string): Change => ({
    rule,
    level,
    certainty: 'proven',
    route: after.id,
    message,
  })
  if (was === undefined && is !== undefined) yield note('deprecated', 'minor', 'is deprecated')
  if (was !== undefined && is === undefined) yield note('undeprecated', 'minor', 'is not deprecated any more')
  if (before.doc?.summary !== after.doc?.summary) yield note('description', 'patch', 'is described in other words')
}
