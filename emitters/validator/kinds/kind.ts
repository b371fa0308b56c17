import type { Type } from '../../../compiler/ir/index.ts'
import type { Emission, Site } from '../emission.ts'

/**
 * A kind of type that is checked by an expression, such as a string.
 * The check is written as what refuses: conditions of which one holds exactly where the value is not of the type.
 */
export interface Scalar<T extends Type> {
  /** No condition: every value is of the type. */
  refusal(type: T, value: string, site: Site): string[]
  /** Where statements read better than the conditions. */
  check?(type: T, value: string, site: Site): void
  /** The program's value, where it differs. */
  read?(type: T, value: string, on: Emission): string
}

/** A kind of type that takes statements, such as an object. */
export interface Composite<T extends Type> {
  /** Statements that return false where the value is not of the type. */
  check(type: T, value: string, site: Site): void
  /** Body of `explainX(value, at, issues)`, up to the return of the issues. */
  explain(type: T, site: Site, expected: string): void
  /** Body of `readX(value)`. */
  read(type: T, site: Site): void
}
