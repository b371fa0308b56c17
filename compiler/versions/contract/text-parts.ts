/** Path, query, headers, cookies and forms. */
import type { Property } from '../../ir/index.ts'
import { partOf } from '../snapshot.ts'
import { type TextSource, textPart } from '../wire/index.ts'
import type { Change, Rule } from './change.ts'
import type { Sides } from './sides.ts'

export function textPartChanges(
  rule: Rule,
  route: string,
  from: TextSource,
  before: readonly Property[],
  after: readonly Property[],
  sides: Sides,
): Change[] {
  if (before.length + after.length === 0 || sides.isSame(partOf(before), partOf(after))) return []
  const part = textPart(from, before, after, sides.older.types, sides.newer.types)
  const changes = sides.members(rule, route, partOf(before), partOf(part.after)).map((change): Change => {
    const { witness, ...others } = change
    if (change.level !== 'major') return witness && part.isExample(witness.value) ? change : others
    if (witness !== undefined && part.isWitness(witness.value)) return change
    const value = part.witness()
    return value === undefined
      ? { ...others, certainty: 'unknown' }
      : { ...others, certainty: 'proven', witness: { value, refusedBy: 'newer' } }
  })
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()]
}
