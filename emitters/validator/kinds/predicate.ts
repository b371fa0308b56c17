import { type CheckConstraint, type Constraint, holdsSensitive, type Type } from '../../../compiler/ir/index.ts'
import type { Site } from '../emission.ts'

/** Predicates of the app's own, which see what the program sees: they come after everything else that is checked. */
export const predicatesOf = (constraints: readonly Constraint[]): CheckConstraint[] =>
  constraints.filter((constraint) => constraint.kind === 'check')

/** Conditions on the program's value, an expression: `!isEven(value)`. What one throws about a secret must not tell it. */
export function predicateRefusal(
  type: Type & { readonly constraints: readonly Constraint[] },
  read: string,
  { on }: Pick<Site, 'on'>,
): string[] {
  const checks = predicatesOf(type.constraints)
  if (checks.length === 0) return []
  const isSecret = holdsSensitive(type, on.types)
  return checks.map((check) => {
    const predicate = on.predicate(check)
    return isSecret ? `!${on.wire('holdsOfSecret')}(${predicate}, ${read})` : `!${predicate}(${read})`
  })
}
