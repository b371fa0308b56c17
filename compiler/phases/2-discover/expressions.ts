/** What does an expression stand for? Names are followed to what they were declared with, through imports as well. */
import ts from 'typescript'
import { resolved } from '../1-load/index.ts'

/** Without what only types see: parentheses, `as`, `satisfies`, `!`. */
export function unwrap(expression: ts.Expression): ts.Expression {
  let inner = expression
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isNonNullExpression(inner)
  )
    inner = inner.expression
  return inner
}

/** The symbol that a name in an expression refers to, imports resolved. */
export function symbolOf(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const parent = node.parent
  const symbol =
    parent && ts.isShorthandPropertyAssignment(parent) && parent.name === node
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(node)
  return symbol && resolved(symbol, checker)
}

/** The expression that a constant was declared with: `limit` -> `20` where `const limit = 20`. Undefined for what may change. */
export function initializerOf(symbol: ts.Symbol): ts.Expression | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0]
  if (!declaration) return undefined
  if (ts.isVariableDeclaration(declaration)) {
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
    return isConstant && ts.isIdentifier(declaration.name) ? declaration.initializer : undefined
  }
  if (ts.isPropertyAssignment(declaration)) return declaration.initializer
  if (ts.isExportAssignment(declaration)) return declaration.expression
  return undefined
}

/** Hears of what stood between an expression and what it stands for: there it may come to stand for something else. */
type Followed = (declarations: readonly ts.Declaration[]) => void
const unheard: Followed = () => {}

/** Follows names until something else stands there. */
export function constantOf(
  expression: ts.Expression,
  checker: ts.TypeChecker,
  followed: Followed = unheard,
  depth = 20,
): ts.Expression {
  const inner = unwrap(expression)
  if (depth === 0 || !(ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner))) return inner
  const symbol = symbolOf(ts.isIdentifier(inner) ? inner : inner.name, checker)
  followed(symbol?.declarations ?? [])
  const initializer = symbol && initializerOf(symbol)
  return initializer ? constantOf(initializer, checker, followed, depth - 1) : inner
}

export type FunctionNode = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody }

const withBody = (node: ts.Node | undefined): FunctionNode | undefined =>
  node && ts.isFunctionLike(node) && 'body' in node && node.body ? (node as FunctionNode) : undefined

/** The function with a body that an expression is, names, or gets from a function that makes it: `limit(10)`. */
export function functionOf(
  expression: ts.Expression,
  checker: ts.TypeChecker,
  followed: Followed = unheard,
): FunctionNode | undefined {
  const value = constantOf(expression, checker, followed)
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return value
  if (ts.isCallExpression(value)) return madeBy(value, checker, followed)
  if (!ts.isIdentifier(value) && !ts.isPropertyAccessExpression(value)) return undefined
  const symbol = symbolOf(ts.isIdentifier(value) ? value : value.name, checker)
  return symbol && functionOfSymbol(symbol, checker, followed)
}

/** What a function of the app gives back, where that is one function. */
function madeBy(call: ts.CallExpression, checker: ts.TypeChecker, followed: Followed): FunctionNode | undefined {
  constantOf(call.expression, checker, followed)
  const maker = checker.getResolvedSignature(call)?.declaration
  const body = withBody(maker)?.body
  if (!body) return undefined
  if (!ts.isBlock(body)) return localFunction(body, checker, followed)
  const last = body.statements.at(-1)
  const returns = body.statements.filter((statement) => mayReturn(statement))
  return last && ts.isReturnStatement(last) && last.expression && returns.length === 1
    ? localFunction(last.expression, checker, followed)
    : undefined
}

/** Not what is made by yet another call: that the maker wraps may hide what it calls. */
function localFunction(expression: ts.Expression, checker: ts.TypeChecker, followed: Followed): FunctionNode | undefined {
  return ts.isCallExpression(constantOf(expression, checker, followed)) ? undefined : functionOf(expression, checker, followed)
}

function mayReturn(statement: ts.Node): boolean {
  if (ts.isReturnStatement(statement)) return true
  let found = false
  walk(statement, (node) => {
    if (ts.isReturnStatement(node)) found = true
    return !found && !ts.isFunctionLike(node)
  })
  return found
}

export function functionOfSymbol(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
  followed: Followed = unheard,
): FunctionNode | undefined {
  for (const declaration of symbol.declarations ?? []) {
    const found = withBody(declaration)
    if (found) return found
    if (ts.isShorthandPropertyAssignment(declaration)) {
      const value = checker.getShorthandAssignmentValueSymbol(declaration)
      const target = value && resolved(value, checker)
      followed(target?.declarations ?? [])
      return target && target !== symbol ? functionOfSymbol(target, checker, followed) : undefined
    }
  }
  const initializer = initializerOf(symbol)
  return initializer && functionOf(initializer, checker, followed)
}

/** All nodes below, parents first; `into` may refuse to go below one. */
export function walk(node: ts.Node, visit: (node: ts.Node) => boolean | void): void {
  ts.forEachChild(node, (child) => {
    if (visit(child) !== false) walk(child, visit)
  })
}
