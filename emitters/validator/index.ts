/**
 * Is a value what its type says, what is wrong with it, and what is it in the program and on the wire? One collector for all the
 * functions that the values of an app need; each is emitted when it is first asked for, and reads as if written by hand.
 */
import type { AppIR, CheckConstraint, Property, Type } from '../../compiler/ir/index.ts'
import type { Names } from '../code/index.ts'
import { emitCoercion, type Source } from './coercion/index.ts'
import { collector } from './collector.ts'
import type { WireName } from './emission.ts'
import { factsOf } from './facts.ts'
import { writers } from './forms.ts'
import { isParsed } from './parse.ts'

export { noneHolds, refuseIf } from './conditions.ts'
// What the serializer shares: how members are reached, and which member of a union a value is.
export { call, type Emission, type Site } from './emission.ts'
export { reachesAny } from './facts.ts'
export { expectedText, refusal } from './kinds/index.ts'
export { eachEntry, isRequired, skipDeclared } from './kinds/keys.ts'
export { access } from './kinds/member.ts'
export { present } from './kinds/object.ts'
export { eachPlace } from './kinds/tuple.ts'
export { casesOf, flatMembers, mostSpecificFirst } from './kinds/union-members.ts'

/** Each method but the last two gives the name of an emitted function. `hint` names what has no name of its own. */
export interface ValueFunctions {
  /** (JSON value) => boolean */
  is(type: Type, hint: string): string
  /** (JSON value) => Issue[], at most a hundred */
  explain(type: Type, hint: string): string
  /** (valid JSON value) => the program's value; undefined where that is the same. */
  read(type: Type, hint: string): string | undefined
  /** (JSON value) => the program's value, undefined where it is not of the type; undefined where that takes `is` and `read`. */
  parse(type: Type, hint: string): string | undefined
  /** Of members that travel as text. parse: (raw strings) => object, undefined where invalid; explain: (raw strings) => Issue[] */
  coerce(part: readonly Property[], from: Source, hint: string): { parse: string; explain: string }
  /** (program value) => JSON text, without anything that the type does not declare. */
  stringify(type: Type, hint: string): string
  /** (program value) => what JSON.stringify is given: JSON, without anything that the type does not declare. */
  project(type: Type, hint: string): string
  /** () => what JSON values of the type are drawn from, by the shim's `sample`. */
  sample(type: Type, hint: string): string
  /** All functions asked for so far. */
  render(): string
  /** A name of the shim, imported because it is asked for. */
  wire(name: WireName): string
  /** What they import from '@gati-framework/core/wire'. */
  imports(): readonly string[]
}

interface Options {
  readonly predicate?: (check: CheckConstraint) => string
  readonly forServer?: boolean
}

/**
 * `predicate` gives the name under which a function of the app's own is imported. What is emitted `forServer` writes dates and, on
 * Node 20, small objects quicker than the platform does; what browsers load does without the code for that.
 */
export function createValueFunctions(
  ir: Pick<AppIR, 'types'> & { readonly config: Pick<AppIR['config'], 'extraKeys'> },
  names: Names,
  { predicate = unknownPredicate, forServer = false }: Options = {},
): ValueFunctions {
  const { types } = ir
  const { extraKeys } = ir.config
  const functions = collector({ types, extraKeys, names, forServer, predicate, ...factsOf(types, extraKeys) }, writers)
  return {
    is: (type, hint) => functions.functionOf('is', type, hint),
    explain: (type, hint) => functions.functionOf('explain', type, hint),
    read: (type, hint) => (functions.isRead(type) ? functions.functionOf('read', type, hint) : undefined),
    parse: (type, hint) => (isParsed(type, functions) ? functions.functionOf('parse', type, hint) : undefined),
    coerce: (part, from, hint) => emitCoercion(part, from, hint, functions),
    stringify: (type, hint) => functions.functionOf('stringify', type, hint),
    project: (type, hint) => functions.functionOf('project', type, hint),
    sample: (type, hint) => functions.functionOf('sample', type, hint),
    render: functions.render,
    wire: functions.wire,
    imports: functions.imports,
  }
}

const unknownPredicate = ({ file, exportName }: CheckConstraint): never => {
  throw new Error(`nobody imports ${exportName} of ${file}`)
}
