/** How long a route is served: `@deprecated` and `@sunset 2027-01-31` of its docs. */
import type { Doc } from '../../ir/index.ts'
import type { SnapshotRoute, SnapshotSocket } from '../snapshot.ts'
import { type Change, doubtful, proven } from './change.ts'

type Served = Pick<SnapshotRoute | SnapshotSocket, 'id' | 'doc'>

/** The day until whose end it is served, `2027-01-31`; undefined where none is promised. */
export function sunsetOf(doc: Doc | undefined): string | undefined {
  if (doc?.deprecated === undefined) return undefined
  const text =
    doc.tags
      ?.find(({ name }) => name === 'sunset')
      ?.text.trim()
      .slice(0, 10) ?? ''
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

export function* lifetimeChanges(older: Served, newer: Served): Generator<Change> {
  const note = (level: 'minor' | 'patch', rule: Change['rule'], message: string) => proven(level, rule, newer.id, message)
  const [was, is] = [older.doc?.deprecated, newer.doc?.deprecated]
  const [promised, until] = [sunsetOf(older.doc), sunsetOf(newer.doc)]
  if (is !== undefined && was === undefined)
    yield until === undefined
      ? note('minor', 'deprecated-without-sunset', 'is deprecated, and `@sunset` does not say until when it is served')
      : note('minor', 'deprecated', `is deprecated, and served until ${until}`)
  else if (is === undefined && was !== undefined) yield note('minor', 'undeprecated', 'is not deprecated any more')
  else if (until !== promised) yield sunsetChange(newer.id, promised, until)
  else if (is !== was) yield note('patch', 'description', 'is deprecated in other words')
  if (older.doc?.summary !== newer.doc?.summary) yield note('patch', 'description', 'is described in other words')
}

function sunsetChange(route: string, promised: string | undefined, until: string | undefined): Change {
  if (until === undefined) return proven('minor', 'sunset-changed', route, `is not said any more to end, was for ${promised}`)
  const message = `is served until ${until}${promised === undefined ? '' : `, was promised until ${promised}`}`
  return promised !== undefined && until < promised
    ? doubtful('sunset-changed', route, message)
    : proven('minor', 'sunset-changed', route, message)
}

/** One that was announced breaks nobody who listened. `at`: the day on which the newer version is served. */
export function removal({ id, doc }: Served, at: string): Change {
  const promised = sunsetOf(doc)
  if (promised === undefined) return proven('major', 'route-removed', id, 'is not served any more')
  return promised < at
    ? proven('minor', 'route-removed', id, `is not served any more, as was announced for ${promised}`)
    : proven('major', 'route-removed', id, `is not served any more, though it was promised until ${promised}`)
}
