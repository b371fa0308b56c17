/**
 * Which files may see what a module of the app shows, without importing it?
 *
 *   readonly users: ModuleExports<typeof import('../../src/modules/users.js')>   names it, in `interface Modules` of the package
 *   gctx.modules.users.find(id), ({ modules: { users } }) => ...                 reads `users`, and of modules nothing else
 *   const { modules } = gctx, gctx.modules[name], keyof Modules                  may read any
 */
import ts from 'typescript'
import { CORE_PACKAGE } from './core-types.ts'

/** The member of `Modules` in which a specifier stands; undefined where it stands elsewhere. */
export function moduleNamedBy(specifier: ts.Expression): string | undefined {
  let node: ts.Node = specifier
  while (node.parent && !ts.isPropertySignature(node)) node = node.parent
  if (!ts.isPropertySignature(node) || !isModules(node.parent)) return undefined
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined
}

function isModules(node: ts.Node): boolean {
  if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'Modules') return false
  const declared = node.parent.parent
  return declared !== undefined && ts.isModuleDeclaration(declared) && declared.name.text === CORE_PACKAGE
}

interface Read {
  readonly names: ReadonlySet<string>
  /** Whether it may look into what it does not name. */
  readonly any: boolean
}

/** By the names in it: whoever comes by a module in another way has to name `modules`, or to ask for keys. */
export function mayRead(file: ts.SourceFile, module: string): boolean {
  const { names, any } = readIn(file)
  return any || names.has(module)
}

const known = new WeakMap<ts.SourceFile, Read>()

function readIn(file: ts.SourceFile): Read {
  const before = known.get(file)
  if (before) return before
  const names = new Set<string>()
  let any = false
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) names.add(node.text)
    any ||= mayReadAny(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  const read = { names, any }
  known.set(file, read)
  return read
}

function mayReadAny(node: ts.Node): boolean {
  if (ts.isTypeOperatorNode(node)) return node.operator === ts.SyntaxKind.KeyOfKeyword
  if (ts.isTypeQueryNode(node) || ts.isInferTypeNode(node) || ts.isMappedTypeNode(node)) return true
  if (ts.isStringLiteralLike(node)) return node.text === 'modules'
  if (!ts.isIdentifier(node)) return false
  return node.text === 'Modules' || node.text === 'Parameters' || (node.text === 'modules' && !namesOne(node))
}

/** `gctx.modules.users`, `{ modules: { users } }` */
function namesOne(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isBindingElement(parent)) return parent.propertyName === node && namesEach(parent.name)
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    ts.isPropertyAccessExpression(parent.parent) &&
    parent.parent.expression === parent
  )
}

const namesEach = (name: ts.BindingName): boolean =>
  ts.isObjectBindingPattern(name) &&
  name.elements.every(
    ({ dotDotDotToken, propertyName }) => !dotDotDotToken && !(propertyName && ts.isComputedPropertyName(propertyName)),
  )
