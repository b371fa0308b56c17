import type { CheckConstraint, Constraint } from '../../../compiler/ir/index.ts'
import type { Site } from '../emission.ts'

/** Predicates of the app's own, which see what the program sees: they come after everything else that is checked. */
export const predicatesOf = (constraints: readonly Constraint[]): CheckConstraint[] =>
  constraints.filter((constraint) => constraint.kind === 'check')

/** Conditions on the program's value, an expression: `!isEven(value)`. */
export const predicateRefusal = (constraints: readonly Constraint[], read: string, { on }: Pick<Site, 'on'>): string[] =>
  predicatesOf(constraints).map((check) => `!${on.predicate(check)}(${read})`)
