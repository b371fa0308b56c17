/**
 * Which modules does a file read from `gctx.modules`? Told by types: whatever expression has the type `Modules` counts.
 *
 *   gctx.modules.users.find(id)   const { db } = gctx.modules   ({ modules: { db } }: GlobalContext) => ...
 *
 * `modules` handed on as a whole reads all of them.
 */
import ts from 'typescript'
import { walk } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

export interface ModuleUses {
  /** Name -> where it is first read. */
  readonly names: ReadonlyMap<string, ts.Node>
  /** Where all of them are read. */
  readonly all?: ts.Node
}

export function moduleUses(lowering: AppLowering, file: ts.SourceFile): ModuleUses {
  const names = new Map<string, ts.Node>()
  let all: ts.Node | undefined
  const take = (name: ts.Node | undefined, whole: ts.Node) => {
    const text = name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined
    if (name && text !== undefined) names.set(text, names.get(text) ?? name)
    else all ??= whole
  }
  if (!file.text.includes('modules')) return { names }
  walk(file, (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return false
    if (ts.isObjectBindingPattern(node) && isModules(lowering, node)) {
      for (const element of node.elements) take(element.dotDotDotToken ? undefined : (element.propertyName ?? element.name), node)
    } else if (isModulesExpression(lowering, node)) takeUse(node, take)
    return true
  })
  return { names, ...(all && { all }) }
}

type Take = (name: ts.Node | undefined, whole: ts.Node) => void

function takeUse(node: ts.Expression, take: Take): void {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) take(parent.name, node)
  else if (ts.isElementAccessExpression(parent) && parent.expression === node) take(parent.argumentExpression, node)
  else if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) takeUse(parent, take)
  else if (isTakenApart(node) || isGivenName(node)) return
  else if (!ts.isExpressionStatement(parent)) take(undefined, node)
}

/** `const { db } = gctx.modules`: the pattern says what is read. */
const isTakenApart = (node: ts.Expression): boolean =>
  ts.isVariableDeclaration(node.parent) && node.parent.initializer === node && ts.isObjectBindingPattern(node.parent.name)

/** `const modules = gctx.modules`: the uses of the name say what is read. */
const isGivenName = (node: ts.Expression): boolean =>
  ts.isVariableDeclaration(node.parent) && node.parent.initializer === node && ts.isIdentifier(node.parent.name)

/** Only expressions that could be one are looked up: names that stand where a value is read. */
function isModulesExpression(lowering: AppLowering, node: ts.Node): node is ts.Expression {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'modules' && isModules(lowering, node)
  if (!ts.isIdentifier(node)) return false
  const { parent } = node
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ts.isBindingElement(parent) ||
    (ts.isVariableDeclaration(parent) && parent.name === node) ||
    (ts.isParameter(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  return !isName && /modules$/i.test(node.text) && isModules(lowering, node)
}

const isModules = ({ app, core }: AppLowering, node: ts.Node): boolean => core.isModules(app.checker.getTypeAtLocation(node))
