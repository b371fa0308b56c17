/** The two versions that are compared, and what differs in their types as changes. */
import { type ClassOf, type JsonValue, type ReplyContract, type Type, typeClasses } from '../../ir/index.ts'
import type { Snapshot } from '../snapshot.ts'
import { comparison, type Difference, isOf, type Words } from '../wire/index.ts'
import { type Change, proven, type Rule } from './change.ts'

export interface Sides {
  readonly older: Snapshot
  readonly newer: Snapshot
  /** Whether both recorded all that is compared today. */
  readonly isWhole: boolean
  /** Of values and defaults. */
  isSame(before: Type, after: Type): boolean
  /** What clients of the older version send as a body or message, against what the newer one takes. */
  request(rule: Rule, route: string, before: Type, after: Type): Change[]
  /** As `request`, of members of which others are overlooked whatever is said of bodies. */
  members(rule: Rule, route: string, before: Type, after: Type): Change[]
  /** What the newer version answers, against what clients of the older one take. */
  reply(rule: Rule, route: string, before: Type, after: Type, status?: ReplyContract['status']): Change[]
}

export function sidesOf(older: Snapshot, newer: Snapshot): Sides {
  // Who reads an answer overlooks what it does not know.
  const loose = ({ types }: Snapshot) => ({ types, extraKeys: 'strip' as const })
  const exact = ({ types }: Snapshot) => ({ types, extraKeys: 'strict' as const })
  const classes = typeClasses([older.types, newer.types])
  const swapped: ClassOf = (type, app) => classes(type, 1 - app)
  const sending = comparison(older, newer, classes)
  const telling = comparison(loose(older), loose(newer), classes)
  const answering = comparison(loose(newer), loose(older), swapped, MAY_COME)
  const more = comparison(exact(newer), exact(older), swapped)
  const less = comparison(exact(older), exact(newer), classes)
  const is = (type: Type, { types }: Snapshot, value: JsonValue) => isOf(type, value, types)
  const taken = (rule: Rule, route: string, before: Type, after: Type): Change[] => {
    const isRefused = (value: JsonValue) => is(after, newer, value) && !is(before, older, value)
    const [added, gone] = [more.covers(after, before), less.covers(before, after)]
    return [
      ...added.filter((one) => !isAmong(one, gone)).map((one) => note(rule, route, one, TAKEN, 'older', isRefused)),
      ...gone.map((one) => note(rule, route, one, NOT_READ, 'newer', () => false)),
    ]
  }
  const answered = (rule: Rule, route: string, before: Type, after: Type): Change[] => {
    const [added, gone] = [more.covers(after, before), less.covers(before, after)]
    const isRefused = (value: JsonValue) => is(before, older, value) && !is(after, newer, value)
    return [
      ...added.map((one) => note(rule, route, one, isAmong(one, gone) ? ANSWERED : MAY_BE_ANSWERED, 'older', () => false)),
      ...gone.filter((one) => !isAmong(one, added)).map((one) => note(rule, route, one, NOT_ANSWERED, 'newer', isRefused)),
    ]
  }
  return {
    older,
    newer,
    isWhole: older.format === 2 && newer.format === 2,
    isSame: (before, after) => classes(before, 0) === classes(after, 1),
    request(rule, route, before, after) {
      const differences = sending.covers(before, after)
      return differences.length > 0
        ? differences.map((one) => breaking(rule, route, one, 'newer'))
        : taken(rule, route, before, after)
    },
    members(rule, route, before, after) {
      const differences = telling.covers(before, after)
      return differences.length > 0
        ? differences.map((one) => breaking(rule, route, one, 'newer'))
        : taken(rule, route, before, after)
    },
    reply(rule, route, before, after, status) {
      const differences = answering.covers(after, before)
      const changes =
        differences.length > 0
          ? differences.map((one) => breaking(rule, route, one, 'older'))
          : answered(rule, route, before, after)
      return changes.map((change) => (status === undefined ? change : { ...change, status }))
    },
  }
}

const MAY_COME: Words = {
  value: (json) => `${json} may be answered`,
  kind: (name) => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name} may be answered`,
  missing: (member) => `${member} may be missing`,
  any: 'any value may be answered',
}

/** A member that was added, and is always there, is told of from both sides. */
const isAmong = ({ pointer, member }: Difference, others: readonly Difference[]): boolean =>
  member !== undefined && others.some((one) => one.pointer === pointer && one.member?.name === member.name)

/** What is said of a member that one side alone knows, of one that need not be there, and of anything else. */
interface Wording {
  readonly extra: string
  readonly required: string
  readonly other: string
}

const TAKEN = { extra: 'may be sent', required: 'need not be sent', other: 'more is taken than before' }
const NOT_READ = { extra: 'is not read any more', required: 'is taken otherwise', other: 'some of it is not read any more' }
const MAY_BE_ANSWERED = { extra: 'may be answered', required: 'may be missing', other: 'more may be answered than before' }
const ANSWERED = { ...MAY_BE_ANSWERED, extra: 'is answered' }
const NOT_ANSWERED = {
  extra: 'is not answered any more',
  required: 'is always answered',
  other: 'less may be answered than before',
}

function note(
  rule: Rule,
  route: string,
  difference: Difference,
  wording: Wording,
  refusedBy: 'older' | 'newer',
  isWitness: (value: JsonValue) => boolean,
): Change {
  const { pointer, member } = difference
  const message = member === undefined ? wording.other : `${JSON.stringify(member.name)} ${wording[member.is]}`
  const change = proven('minor', rule, route, message, pointer === '' ? {} : { pointer })
  // A pointer leads into the value of the side that is told of: a witness shows the same place.
  return difference.kind === 'breaking' && member === undefined && isWitness(difference.witness)
    ? { ...change, witness: { value: difference.witness, refusedBy } }
    : change
}

function breaking(rule: Rule, route: string, difference: Difference, refusedBy: 'older' | 'newer'): Change {
  const { pointer, reason } = difference
  const change = proven('major', rule, route, reason, pointer === '' ? {} : { pointer })
  return difference.kind === 'breaking'
    ? { ...change, witness: { value: difference.witness, refusedBy } }
    : { ...change, certainty: 'unknown' }
}
