/**
 * Each `validator<T>()` in the app's code, wherever it is:
 *
 *   const users = validator<User>()          ->  the call's place, ref User, and what is used: is, parse
 *   if (users.is(value)) users.parse(value)
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { ValidatorMember, ValidatorUse } from '../../ir/index.ts'
import { hostType } from '../1-load/index.ts'
import { isKnown, staticValue, symbolOf, walk } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

/** `members` as far as the file itself shows them: undefined where the validator goes elsewhere. */
export type FileValidators = readonly (Omit<ValidatorUse, 'members'> & { readonly members?: readonly ValidatorMember[] })[]

const MEMBERS: readonly ValidatorMember[] = ['is', 'assert', 'validate', 'parse', 'stringify', 'random', 'schema']
/** Of these only what somebody asks for is worth its bytes. */
const SELDOM: readonly ValidatorMember[] = ['random', 'schema']

/** By path relative to the root. What is kept is not looked at again. */
export function lowerValidators(
  lowering: AppLowering,
  files: readonly ts.SourceFile[],
  kept: ReadonlyMap<string, FileValidators>,
): ReadonlyMap<string, FileValidators> {
  const found = files.map((file): readonly [string, FileValidators] => {
    const path = lowering.app.pathOf(file)
    return [path, kept.get(path) ?? validatorsIn(lowering, file)]
  })
  return new Map(found.filter(([, validators]) => validators.length > 0))
}

/**
 * With the members that each has: what goes elsewhere has all but those that nobody in these files asks of any validator.
 * `unknown`: there are other files.
 */
export function withMembers(
  lowering: AppLowering,
  files: readonly ts.SourceFile[] | 'unknown',
  validators: ReadonlyMap<string, FileValidators>,
): readonly ValidatorUse[] {
  let known: readonly ValidatorMember[] | undefined
  const isAsked = (name: ValidatorMember) =>
    !SELDOM.includes(name) || files === 'unknown' || files.some((file) => asksFor(lowering, file, name))
  const all = () => {
    known ??= MEMBERS.filter(isAsked)
    return known
  }
  return [...validators.values()].flat().map((one) => ({ ...one, members: one.members ?? all() }))
}

function validatorsIn(lowering: AppLowering, file: ts.SourceFile): FileValidators {
  const found: FileValidators[number][] = []
  // Whoever gives the function another name is told so: a file that uses it has the name in its text.
  if (!file.text.includes('validator')) return found
  const names = namesIn(file)
  walk(file, (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return false
    if (!isValidator(lowering, node, names) || isHandedOnByName(node)) return true
    const { parent } = node
    const call = ts.isCallExpression(parent) && parent.expression === node ? parent : undefined
    const lowered = call && lowerCall(lowering, call)
    if (lowered) found.push(lowered)
    else if (!call) lowering.diagnostics.push(say.validatorNotCalled({}, [lowering.app.label(node)]))
    return true
  })
  return found
}

/** `export { validator } from '@gati-framework/core'` */
const isHandedOnByName = ({ parent }: ts.Node): boolean => ts.isExportSpecifier(parent) && parent.propertyName === undefined

/** What it may be called in a file: `import { validator as v } from ...`. */
function namesIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set(['validator'])
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
    if (!bindings || !ts.isNamedImports(bindings)) continue
    for (const { propertyName, name } of bindings.elements) if (propertyName?.text === 'validator') names.add(name.text)
  }
  return names
}

/** A name that means the function of `@gati-framework/core`, and is not only the second half of `core.validator`. */
function isValidator({ core }: AppLowering, node: ts.Node, names: ReadonlySet<string>): node is ts.Expression {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'validator' && core.isFunction(node.name, 'validator')
  if (!ts.isIdentifier(node) || !names.has(node.text)) return false
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  return core.isFunction(node, 'validator')
}

function lowerCall(lowering: AppLowering, call: ts.CallExpression): FileValidators[number] | undefined {
  const { app, core, types, diagnostics } = lowering
  const signature = app.checker.getResolvedSignature(call)
  const type = signature && core.validated(app.checker.getReturnTypeOfSignature(signature))
  const explicit = call.typeArguments?.[0]
  if (!type || (!explicit && type.flags & ts.TypeFlags.Unknown)) {
    diagnostics.push(say.validatorWithoutType({}, [app.label(call)]))
    return undefined
  }
  const options = optionsOf(lowering, call)
  const hint = hintOf(call, explicit)
  const place = app.place(explicit ?? call)
  const members = membersOf(lowering, call)
  return {
    source: app.place(call).location,
    start: call.getStart(),
    end: call.getEnd(),
    hint,
    type: types.lower(hostType(type), explicit && ts.isTypeReferenceNode(explicit) ? hint : 'value', place),
    ...options,
    ...(members && { members }),
  }
}

/** What the type is called: as it is written, else as what it is given to. */
function hintOf({ parent }: ts.CallExpression, explicit: ts.TypeNode | undefined): string {
  if (explicit && ts.isTypeReferenceNode(explicit)) return explicit.getText().replace(/\s+/g, ' ')
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : 'value'
}

const MODES = ['strip', 'strict', 'allow'] as const

function optionsOf({ app, diagnostics }: AppLowering, call: ts.CallExpression): Pick<ValidatorUse, 'extraKeys'> {
  const [given] = call.arguments
  if (!given) return {}
  const found = staticValue(given, app.checker)
  const refuse = (reason: string, node: ts.Node) => {
    diagnostics.push(say.validatorOptionsNotStatic({ reason }, [app.label(node)]))
    return {}
  }
  if (!isKnown(found)) return refuse('this is known only when the program runs', found.at)
  const { extraKeys } = { ...(found.value as { readonly extraKeys?: unknown } | undefined) }
  const mode = MODES.find((one) => one === extraKeys)
  if (extraKeys !== undefined && mode === undefined) return refuse('`extraKeys` is `strip`, `strict` or `allow`', given)
  return mode ? { extraKeys: mode } : {}
}

/** `validator<User>().is`, `const { is } = validator<User>()`, and all uses of a constant that nobody else can see. */
function membersOf({ app }: AppLowering, call: ts.CallExpression): readonly ValidatorMember[] | undefined {
  const direct = membersAt(call)
  if (direct) return inOrder(direct)
  const { parent } = call
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== call || !ts.isIdentifier(parent.name)) return undefined
  const isConstant = (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0
  if (!isConstant || (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export) !== 0) return undefined
  const { name } = parent
  const symbol = app.checker.getSymbolAtLocation(name)
  const used: (readonly string[] | undefined)[] = []
  walk(call.getSourceFile(), (node) => {
    if (!ts.isIdentifier(node) || node.text !== name.text || node === name) return !ts.isTypeNode(node)
    if (symbolOf(node, app.checker) === symbol) used.push(membersAt(node))
    return true
  })
  return used.every((names) => names !== undefined) ? inOrder(used.flat()) : undefined
}

const inOrder = (names: readonly string[]): readonly ValidatorMember[] => MEMBERS.filter((name) => names.includes(name))

/** What is taken from the value of an expression; undefined where the whole is. */
function membersAt(node: ts.Expression): readonly string[] | undefined {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return [parent.name.text]
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node || !ts.isObjectBindingPattern(parent.name))
    return undefined
  const names = parent.name.elements.map(({ dotDotDotToken, propertyName, name }) => {
    const member = propertyName ?? name
    return dotDotDotToken === undefined && ts.isIdentifier(member) ? member.text : undefined
  })
  return names.every((name) => name !== undefined) ? names : undefined
}

/** Whether a file reads a member of that name from any validator. */
function asksFor({ app, core }: AppLowering, file: ts.SourceFile, member: ValidatorMember): boolean {
  if (!file.text.includes(member)) return false
  let found = false
  walk(file, (node) => {
    if (found) return false
    if (!ts.isIdentifier(node) && !ts.isStringLiteralLike(node)) return true
    if (node.text !== member) return true
    const { parent } = node
    const whole =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
        ? parent.expression
        : ts.isBindingElement(parent)
          ? parent.parent
          : undefined
    found = whole !== undefined && core.validated(app.checker.getTypeAtLocation(whole)) !== undefined
    return true
  })
  return found
}
