import type { AppIR, CheckConstraint, NamedType, RefType, Type, TypeId } from '../../compiler/ir/index.ts'
import type { Names, Text } from '../code/index.ts'

/** Names of what emitted code may call, checked against what the shim exports. */
export type WireName = keyof typeof import('../../runtime-shim/wire/index.ts')

/**
 * The forms in which a type becomes a function:
 *   is       (JSON value) => whether it is of the type
 *   fits     (program value) => whether it has the type's shape, constraints left out: which member of a union is it?
 *   explain  (JSON value, at, issues) => issues
 *   read     (valid JSON value) => program value
 *   parse    (JSON value) => program value, undefined where it is not of the type: `is` and `read` in one walk
 *   project  (program value) => what JSON.stringify is given
 *   write    (program value) => JSON text, piece by piece
 *   stringify (program value) => JSON text
 *   sample   () => what JSON values are drawn from
 */
export type Form = 'is' | 'fits' | 'explain' | 'read' | 'parse' | 'project' | 'write' | 'stringify' | 'sample'

/** What emitters of single kinds ask for: other types' functions, constants, facts. */
export interface Emission {
  readonly types: Readonly<Record<TypeId, NamedType>>
  readonly extraKeys: AppIR['config']['extraKeys']
  readonly names: Names
  /** Whether what is emitted is a server's: it may be longer, where that is quicker. */
  readonly forServer: boolean
  /** Name of the type's function of a form, which is emitted when it is first asked for. */
  functionOf(form: Form, type: Type, hint: string): string
  /** Name of a function that is not simply one of a type's forms, emitted once for a key. `part` is the hint inside it. */
  functionFor(key: string, hint: string, write: (name: string, site: Site) => void, part: string, form?: Form): string
  /** Name of a function of the shim, imported because it is asked for. */
  wire(name: WireName): string
  /** Name of a predicate of the app's own, imported because it is asked for. */
  predicate(check: CheckConstraint): string
  /** Name of a module constant with this value. */
  constant(hint: string, code: string): string
  resolve(type: Type): Exclude<Type, RefType>
  /** Whether a value of the type may nest without end: its functions count their depth. */
  isDeep(type: Type): boolean
  /** Whether its functions come to parts of values that may nest without end more than once, and so remember what they found there. */
  isRevisited(type: Type): boolean
  /** Whether they do so because predicates of the app see such parts as the program does. */
  isReread(type: Type): boolean
  /** Whether the program's value can differ from the JSON value. */
  isRead(type: Type): boolean
  /** Whether it differs even where no key is undeclared. */
  isConverted(type: Type): boolean
  /** Whether its JSON can be put together piece by piece. */
  isWritten(type: Type): boolean
}

/** Where code is being written: inside which function, for which of the two forms of checks. */
export interface Site {
  readonly on: Emission
  readonly out: Text
  /** Names of local variables. */
  readonly scope: Names
  readonly form: 'is' | 'fits'
  /** What is done where the value is not of the type. */
  readonly refused: 'return false' | 'return undefined'
  /** What the value is called where its type has no name: `Order customer`. */
  readonly hint: string
  /** The name of the type whose function this is, directly inside it. */
  readonly self?: RefType
  /** A function that hands nothing on: what it calls starts anew. */
  readonly isEntry?: true
  /** A function that reads a valid value. */
  readonly isReading?: true
}

/** The same place, for a part of the value. */
export const inside = (site: Site, part: string): Site => {
  const { self: _, ...rest } = site
  return { ...rest, hint: `${site.hint} ${part}` }
}

/**
 * What functions of a type without end hand on besides the value, by name and first value: how deep they are, and, where several
 * members of a union lead to the same parts or predicates see parts of parts, what is known of parts already. Looking at them again
 * each time would multiply the work with every level.
 */
export function trailOf(on: Emission, form: Form, type: Type): readonly (readonly [name: string, first: string])[] {
  if (!on.isDeep(type) || form === 'stringify' || form === 'sample') return []
  const memory = on.isRevisited(type) ? [['memory', 'new Map()'] as const] : []
  return form === 'read' ? memory : [['depth', '0'], ...memory]
}

/** Call of a type's function, one level deeper for each named type. What reads a value does not count: it is known to be valid. */
export function call(
  site: Pick<Site, 'on' | 'isEntry' | 'isReading'>,
  form: Form,
  type: Type,
  hint: string,
  value: string,
  ...more: string[]
): string {
  const { on, isEntry, isReading } = site
  const trail = isEntry
    ? []
    : trailOf(on, form, type).map(([name, first]) =>
        name !== 'depth' ? name : isReading ? first : type.kind === 'ref' ? 'depth + 1' : name,
      )
  return `${on.functionOf(form, type, hint)}(${[value, ...more, ...trail].join(', ')})`
}

/** Inside a block: what it names is free again behind it. */
export const block = (site: Site): Site => ({ ...site, scope: site.scope.scope() })

/** Levels of named types inside each other that are accepted. A hostile body must not overflow the stack. */
export const maxDepth = 512
