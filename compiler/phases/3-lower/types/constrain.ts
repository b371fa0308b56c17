/** A lowered type and a requirement -> the type that holds it, or why it cannot. */
import {
  type Diagnostic,
  impossibleConstraints,
  invalidConstraintValue,
  invalidPattern,
  misplacedConstraint,
} from '../../../diagnostics/index.ts'
import { type Constraint, printType, type Type } from '../../../ir/index.ts'
import { conforms } from './conforms.ts'
import { type At, type Context, labels } from './context.ts'
import { contradictionOf } from './contradiction.ts'
import type { Constraints, Problem, Requirement } from './requirement.ts'

/** The type with the requirement; itself where a brand says nothing about it; undefined where it does not apply. */
export function constrain(type: Type, requirement: Requirement): Type | undefined {
  if (requirement.constraints.string?.kind === 'sensitive' && isMarkable(type)) return { ...type, sensitive: true }
  switch (type.kind) {
    case 'string':
      return withConstraint(type, requirement.constraints.string)
    case 'number':
      return withConstraint(type, requirement.constraints.number)
    case 'bigint':
      return withConstraint(type, requirement.constraints.bigint)
    case 'array':
      return withConstraint(type, requirement.constraints.array)
    case 'object':
      return withConstraint(type, requirement.constraints.object)
    case 'literal':
      return constrainLiteral(type, requirement)
    default:
      return requirement.anywhere ? type : undefined
  }
}

const MARKABLE: ReadonlySet<Type['kind']> = new Set<Type['kind']>([
  ...(['boolean', 'date', 'bytes', 'url', 'literal', 'template', 'tuple', 'map', 'set'] as const),
])
/** Whether the type says by itself that it is sensitive. */
const isMarkable = (type: Type): type is Extract<Type, { readonly sensitive?: true }> => MARKABLE.has(type.kind)

function withConstraint<T extends Type & { readonly constraints: readonly Constraint[] }>(
  type: T,
  added: T['constraints'][number] | undefined,
): T | undefined {
  if (added === undefined) return undefined
  const text = JSON.stringify(added)
  return type.constraints.some((known) => JSON.stringify(known) === text)
    ? type
    : { ...type, constraints: [...type.constraints, added] }
}

/** A literal either has what is asked for, and then it need not be said, or no value is left. */
function constrainLiteral(type: Type & { kind: 'literal' }, requirement: Requirement): Type | undefined {
  const base = typeof type.value
  const wanted = base === 'boolean' ? undefined : requirement.constraints[base as 'string' | 'number']
  if (!wanted) return requirement.anywhere ? type : undefined
  if (wanted.kind === 'check') return undefined
  if (wanted.kind === 'transform') return type
  const whole = { kind: base, constraints: [wanted] } as unknown as Type
  return requirement.anywhere || conforms(whole, type.value, {}) ? type : { kind: 'never' }
}

/** Through unions and refs to every part that the requirement applies to, as a comment means it: `@minLength 1` on `string | null`. */
export function constrainMatching(type: Type, requirement: Requirement, context: Pick<Context, 'definition'>): Type | undefined {
  const whole = context.definition(type)
  if (whole?.kind !== 'union') return whole && (constrain(whole, requirement) === whole ? type : constrain(whole, requirement))
  const members = whole.members.map((member) => constrainMatching(member, requirement, context))
  if (members.every((member) => member === undefined)) return undefined
  return { ...whole, members: members.map((member, index) => member ?? whole.members[index]!) }
}

/** A literal that a constraint leaves nothing of: `'a' & MinLen<2>`. */
export function lostLiteral(before: Type, after: Type, constraint: string, at: At): Diagnostic | undefined {
  const left = after.kind === 'union' ? after.members : [after]
  const lost = (before.kind === 'union' ? before.members : [before]).find(
    (part, index) => part.kind === 'literal' && left[index]?.kind === 'never',
  )
  if (lost?.kind !== 'literal') return undefined
  const reason = `${JSON.stringify(lost.value)} does not have it`
  return impossibleConstraints({ type: constraint, path: at.path, reason }, labels(at))
}

export function misplaced(type: Type, requirement: Requirement, at: At): Diagnostic {
  const kinds = (Object.keys(requirement.constraints) as (keyof Constraints)[]).map((kind) => BASES[kind])
  // A constraint on `boolean` is met once on `true` and once on `false`.
  const text = type.kind === 'literal' && typeof type.value === 'boolean' ? 'boolean' : printType(type)
  const values = { constraint: requirement.text, type: text, path: at.path }
  const listed = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}` : kinds[0]
  const isSensitive = requirement.constraints.string?.kind === 'sensitive'
  const applies = isSensitive ? 'It applies to every type of which something is known.' : `It applies to ${listed}.`
  const isTag = requirement.text.startsWith('@')
  const rewrite = isTag
    ? `${applies} Move the tag, or change the type.`
    : `${applies} Write it there, such as \`${baseText(kinds[0]!)} & ${requirement.text}\`.`
  return misplacedConstraint({ ...values, rewrite }, labels(at))
}

const BASES: Readonly<Record<keyof Constraints, string>> = {
  string: 'strings',
  number: 'numbers',
  bigint: 'bigints',
  array: 'arrays',
  object: 'objects',
}
const baseText = (kind: string) =>
  ({ strings: 'string', numbers: 'number', bigints: 'bigint', arrays: 'string[]' })[kind] ?? 'Record<string, string>'

export function unusable({ problem, kind, rewrite: own }: Problem, constraint: string, at: At): Diagnostic {
  if (kind === 'pattern') return invalidPattern({ path: at.path, reason: problem }, labels(at))
  const rewrite =
    own ?? (constraint.startsWith('@') ? 'Correct the tag.' : 'Write the literal itself, not a type that contains it.')
  return invalidConstraintValue({ constraint, path: at.path, reason: problem, rewrite }, labels(at))
}

/** Constraints that leave no value are a slip of the author's, not a type. */
export function contradiction(type: Type, at: At): Diagnostic | undefined {
  const parts = type.kind === 'union' ? type.members : [type]
  const told = parts.flatMap((part) => {
    const reason = contradictionOf(part)
    return reason === undefined ? [] : [{ type: printType(part), path: at.path, reason }]
  })
  return told.length === 0 ? undefined : impossibleConstraints(told[0]!, labels(at))
}
