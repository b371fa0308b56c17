/** The two versions that are compared, and what differs in their types as changes. */
import type { ReplyContract, Type } from '../../ir/index.ts'
import type { Snapshot } from '../snapshot.ts'
import { comparison, type Difference, type Differences, type Digest } from '../wire/index.ts'
import type { Change, Rule } from './change.ts'

export interface Sides {
  readonly older: Snapshot
  readonly newer: Snapshot
  /** What clients of the older version send, against what the newer one takes. */
  request(rule: Rule, route: string, before: Type, after: Type): Change[]
  /** What the newer version answers, against what clients of the older one take. */
  reply(rule: Rule, route: string, before: Type, after: Type, status: ReplyContract['status']): Change[]
}

export function sidesOf(older: Snapshot, newer: Snapshot, digest: Digest): Sides {
  // Who reads an answer overlooks what it does not know.
  const reading = ({ types }: Snapshot) => ({ types, extraKeys: 'strip' as const })
  const exact = ({ types }: Snapshot) => ({ types, extraKeys: 'strict' as const })
  const sending = comparison(older, newer, digest)
  const answering = comparison(reading(newer), reading(older), digest)
  const more = comparison(exact(newer), exact(older), digest)
  const less = comparison(exact(older), exact(newer), digest)
  const note = (rule: Rule, route: string, [first]: Differences, message: string): Change[] =>
    first === undefined
      ? []
      : [
          {
            rule,
            level: 'minor',
            certainty: 'proven',
            route,
            ...(first.pointer === '' ? {} : { pointer: first.pointer }),
            message,
          },
        ]
  return {
    older,
    newer,
    request(rule, route, before, after) {
      const differences = sending.covers(before, after)
      if (differences.length > 0) return differences.map((one) => changeOf(rule, route, one, 'newer'))
      return [
        ...note(rule, route, more.covers(after, before), 'more is taken than before'),
        ...note(rule, route, less.covers(before, after), 'some of it is not read any more'),
      ]
    },
    reply(rule, route, before, after, status) {
      const differences = answering.covers(after, before)
      const changes =
        differences.length > 0
          ? differences.map((one) => changeOf(rule, route, one, 'older'))
          : [
              ...note(rule, route, more.covers(after, before), 'more may be answered than before'),
              ...note(rule, route, less.covers(before, after), 'less may be answered than before'),
            ]
      return changes.map((change) => ({ ...change, status }))
    },
  }
}

function changeOf(rule: Rule, route: string, difference: Difference, refusedBy: 'older' | 'newer'): Change {
  const { pointer, reason } = difference
  return {
    rule,
    level: 'major',
    certainty: difference.kind === 'breaking' ? 'proven' : 'unknown',
    route,
    ...(pointer === '' ? {} : { pointer }),
    message: reason,
    ...(difference.kind === 'breaking' && { witness: { value: difference.witness, refusedBy } }),
  }
}
