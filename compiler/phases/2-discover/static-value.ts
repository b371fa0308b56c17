/**
 * Reads values without running the program:
 *
 *   const MEBIBYTE = 1024 * 1024
 *   { bodyLimit: 2 * MEBIBYTE }   ->   { bodyLimit: 2097152 }
 */
import ts from 'typescript'
import type { JsonValue } from '../../ir/index.ts'
import { constantOf, initializerOf, symbolOf, unwrap } from './expressions.ts'

/** `at` is the part that only running the program tells. */
export type Static<Value> = { readonly value: Value } | { readonly at: ts.Expression }

export interface Member {
  readonly name: string
  readonly nameNode: ts.Node
  readonly value: ts.Expression
}

export const isKnown = <Value>(found: Static<Value>): found is { readonly value: Value } => 'value' in found

type Value = JsonValue | undefined

export function staticValue(expression: ts.Expression, checker: ts.TypeChecker): Static<Value> {
  const inner = unwrap(expression)
  if (ts.isStringLiteralLike(inner)) return { value: inner.text }
  if (ts.isNumericLiteral(inner)) return { value: Number(inner.text) }
  if (ts.isPrefixUnaryExpression(inner)) return unary(inner, checker)
  if (ts.isBinaryExpression(inner)) return binary(inner, checker)
  if (ts.isTemplateExpression(inner)) return template(inner, checker)
  if (ts.isArrayLiteralExpression(inner)) return array(inner, checker)
  if (ts.isObjectLiteralExpression(inner)) return object(inner, checker)
  if (ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner)) return named(inner, checker)
  const word = WORDS.get(inner.kind)
  return word ?? { at: inner }
}

const WORDS = new Map<ts.SyntaxKind, { readonly value: JsonValue }>([
  [ts.SyntaxKind.TrueKeyword, { value: true }],
  [ts.SyntaxKind.FalseKeyword, { value: false }],
  [ts.SyntaxKind.NullKeyword, { value: null }],
])

function named(node: ts.Identifier | ts.PropertyAccessExpression, checker: ts.TypeChecker): Static<Value> {
  if (ts.isIdentifier(node) && node.text === 'undefined') return { value: undefined }
  const symbol = symbolOf(ts.isIdentifier(node) ? node : node.name, checker)
  if (!symbol) return { at: node }
  if (symbol.flags & ts.SymbolFlags.EnumMember) {
    const value = checker.getConstantValue(symbol.valueDeclaration as ts.EnumMember)
    return value === undefined ? { at: node } : { value }
  }
  const initializer = initializerOf(symbol)
  return initializer && isImmutable(node, checker) ? staticValue(initializer, checker) : { at: node }
}

/** `limits.body` is as constant as `limits` is; that nobody writes into a constant object is taken on trust. */
function isImmutable(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const inner = unwrap(node)
  if (ts.isPropertyAccessExpression(inner)) return isImmutable(inner.expression, checker)
  const symbol = ts.isIdentifier(inner) ? symbolOf(inner, checker) : undefined
  return symbol !== undefined && (initializerOf(symbol) !== undefined || (symbol.flags & ts.SymbolFlags.ValueModule) !== 0)
}

function unary(node: ts.PrefixUnaryExpression, checker: ts.TypeChecker): Static<Value> {
  const operand = staticValue(node.operand, checker)
  if (!isKnown(operand)) return operand
  if (node.operator === ts.SyntaxKind.ExclamationToken) return { value: !operand.value }
  if (typeof operand.value !== 'number') return { at: node }
  if (node.operator === ts.SyntaxKind.MinusToken) return { value: -operand.value }
  return node.operator === ts.SyntaxKind.PlusToken ? { value: operand.value } : { at: node }
}

const ARITHMETIC = new Map<ts.SyntaxKind, (a: number, b: number) => number>([
  [ts.SyntaxKind.PlusToken, (a, b) => a + b],
  [ts.SyntaxKind.MinusToken, (a, b) => a - b],
  [ts.SyntaxKind.AsteriskToken, (a, b) => a * b],
  [ts.SyntaxKind.SlashToken, (a, b) => a / b],
  [ts.SyntaxKind.AsteriskAsteriskToken, (a, b) => a ** b],
  [ts.SyntaxKind.LessThanLessThanToken, (a, b) => a << b],
])

function binary(node: ts.BinaryExpression, checker: ts.TypeChecker): Static<Value> {
  const left = staticValue(node.left, checker)
  const right = staticValue(node.right, checker)
  if (!isKnown(left)) return left
  if (!isKnown(right)) return right
  const operation = ARITHMETIC.get(node.operatorToken.kind)
  if (operation && typeof left.value === 'number' && typeof right.value === 'number')
    return { value: operation(left.value, right.value) }
  const isText =
    node.operatorToken.kind === ts.SyntaxKind.PlusToken && [left.value, right.value].every((value) => typeof value === 'string')
  return isText ? { value: `${left.value}${right.value}` } : { at: node }
}

function template(node: ts.TemplateExpression, checker: ts.TypeChecker): Static<Value> {
  let text = node.head.text
  for (const span of node.templateSpans) {
    const part = staticValue(span.expression, checker)
    if (!isKnown(part)) return part
    if (typeof part.value === 'object') return { at: span.expression }
    text += `${part.value}${span.literal.text}`
  }
  return { value: text }
}

function array(node: ts.ArrayLiteralExpression, checker: ts.TypeChecker): Static<Value> {
  const values: JsonValue[] = []
  for (const element of node.elements) {
    const spread = ts.isSpreadElement(element)
    const found = staticValue(spread ? element.expression : element, checker)
    if (!isKnown(found)) return found
    if (spread && !Array.isArray(found.value)) return { at: element }
    if (spread) values.push(...(found.value as readonly JsonValue[]))
    else values.push(found.value ?? null)
  }
  return { value: values }
}

function object(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): Static<Value> {
  const members = membersOf(node, checker)
  if (!isKnown(members)) return members
  const result: Record<string, JsonValue> = Object.create(null)
  for (const { name, value } of members.value) {
    const found = staticValue(value, checker)
    if (!isKnown(found)) return found
    if (found.value !== undefined) result[name] = found.value
  }
  return { value: result }
}

/** The members of what is, or names, an object literal; later ones win, as at run time. */
export function membersOf(expression: ts.Expression, checker: ts.TypeChecker): Static<readonly Member[]> {
  const literal = constantOf(expression, checker)
  if (!ts.isObjectLiteralExpression(literal)) return { at: expression }
  const members = new Map<string, Member>()
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = membersOf(property.expression, checker)
      if (!isKnown(spread)) return spread
      for (const member of spread.value) members.set(member.name, member)
      continue
    }
    const name = propertyName(property.name, checker)
    const value = memberValue(property)
    if (name === undefined || value === undefined)
      return { at: ts.isComputedPropertyName(property.name) ? property.name.expression : literal }
    members.set(name, { name, nameNode: property.name, value })
  }
  return { value: [...members.values()] }
}

function memberValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer
  if (ts.isShorthandPropertyAssignment(property)) return property.name
  return undefined
}

function propertyName(name: ts.PropertyName, checker: ts.TypeChecker): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text
  const found = staticValue(name.expression, checker)
  return isKnown(found) && typeof found.value === 'string' ? found.value : undefined
}

/** The elements of what is, or names, an array literal. */
export function elementsOf(expression: ts.Expression, checker: ts.TypeChecker): Static<readonly ts.Expression[]> {
  const literal = constantOf(expression, checker)
  if (!ts.isArrayLiteralExpression(literal)) return { at: expression }
  const elements: ts.Expression[] = []
  for (const element of literal.elements) {
    const spread = ts.isSpreadElement(element) ? elementsOf(element.expression, checker) : { value: [element] }
    if (!isKnown(spread)) return spread
    elements.push(...spread.value)
  }
  return { value: elements }
}
