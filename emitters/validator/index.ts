/**
 * Is a value what its type says, what is wrong with it, and what is it in the program and on the wire? One collector for all the
 * functions that the values of an app need; each is emitted when it is first asked for, and reads as if written by hand.
 */
import { type AppIR, type CheckConstraint, type NamedTypes, named, type Property, type Type } from '../../compiler/ir/index.ts'
import { type Names, quote } from '../code/index.ts'
import { projectBody, stringifyBody } from '../serializer/index.ts'
import { emitCoercion, type Source } from './coercion/index.ts'
import { collector, openFunction, type Writer } from './collector.ts'
import type { Form } from './emission.ts'
import { factsOf } from './facts.ts'
import { check, expectedText, explainBody, isScalar, isSensitive, readBody } from './kinds/index.ts'

export { noneHolds } from './conditions.ts'
// What the serializer shares: how members are reached, and which member of a union a value is.
export { call, type Emission, type Site } from './emission.ts'
export { expectedText, refusal } from './kinds/index.ts'
export { eachEntry, skipDeclared } from './kinds/keys.ts'
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
  /** Of members that travel as text. parse: (raw strings) => object, undefined where invalid; explain: (raw strings) => Issue[] */
  coerce(part: readonly Property[], from: Source, hint: string): { parse: string; explain: string }
  /** (program value) => JSON text, without anything that the type does not declare. */
  stringify(type: Type, hint: string): string
  /** All functions asked for so far. */
  render(): string
  /** What they import from '@gati-framework/core/wire'. */
  imports(): readonly string[]
}

/** `predicate` gives the name under which a function of the app's own is imported. */
export function createValueFunctions(
  ir: Pick<AppIR, 'types' | 'config'>,
  names: Names,
  predicate: (check: CheckConstraint) => string = unknownPredicate,
): ValueFunctions {
  const { types } = ir
  const { extraKeys } = ir.config
  const functions = collector({ types, extraKeys, names, predicate, ...factsOf(types, extraKeys) }, WRITERS)
  return {
    is: (type, hint) => functions.functionOf('is', type, hint),
    explain: (type, hint) => functions.functionOf('explain', type, hint),
    read: (type, hint) => (functions.isRead(type) ? functions.functionOf('read', type, hint) : undefined),
    coerce: (part, from, hint) => emitCoercion(part, from, hint, functions),
    stringify: (type, hint) => functions.functionOf('stringify', type, hint),
    render: functions.render,
    imports: functions.imports,
  }
}

const unknownPredicate = ({ file, exportName }: CheckConstraint): never => {
  throw new Error(`nobody imports ${exportName} of ${file}`)
}

const definition = (type: Type, types: NamedTypes): Type => (type.kind === 'ref' ? named(type.id, types).type : type)

const writeCheck: Writer = (type, site, name) => {
  openFunction(type, site, name, ['value'], 'return false')
  check(definition(type, site.on.types), 'value', site)
  site.out.line('return true').close()
}

const writeExplain: Writer = (type, site, name) => {
  const { on, out } = site
  const whole = definition(type, on.types)
  const expected = expectedText(type, site.on)
  const tooDeep = `return ${on.wire('report')}(issues, at, ${quote(expected)}, value)`
  openFunction(type, site, name, ['value', "at = ''", 'issues = []'], tooDeep)
  if (isSensitive(type, on) && !isScalar(type, on)) {
    const openly = on.functionFor(
      `openly ${name}`,
      `${name} openly`,
      (inner, innerSite) => {
        openFunction(whole, innerSite, inner, ['value', 'at', 'issues'], tooDeep)
        explainBody(whole, innerSite, expected)
        innerSite.out.close()
      },
      site.hint,
    )
    out.line('const from = issues.length')
    out.line(`${openly}(value, at, issues${on.isDeep(type) ? ', depth' : ''})`)
    out.line(`${on.wire('redactFrom')}(issues, from)`).line('return issues')
  } else explainBody(whole, site, expected)
  out.close()
}

const writeRead: Writer = (type, site, name) => {
  site.out.open(`function ${name}(value) {`)
  readBody(definition(type, site.on.types), site)
  site.out.close()
}

const WRITERS: Readonly<Record<Form, Writer>> = {
  is: writeCheck,
  fits: writeCheck,
  explain: writeExplain,
  read: writeRead,
  project: (type, site, name) => {
    openFunction(type, site, name, ['value'], `throw ${site.on.wire('tooDeep')}(${quote(expectedText(type, site.on))})`)
    projectBody(definition(type, site.on.types), site)
    site.out.close()
  },
  stringify: (type, site, name) => {
    site.out.open(`function ${name}(value) {`)
    stringifyBody(type, site)
    site.out.close()
  },
}
