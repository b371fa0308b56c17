/**
 * What a handler or middleware reads of what it is given, so that nothing else is prepared:
 *
 *   async ({ params, headers }, res) => ...   ->   result promise; req: params, headers 'all'; res only if it is named below
 *
 * What is handed on as a whole counts as read as a whole.
 */
import ts from 'typescript'
import type { HandlerFacts, RequestReads } from '../../ir/index.ts'
import { type FunctionNode, symbolOf, walk } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

interface Reads {
  readonly members: Set<string>
  readonly headers: Set<string>
  all: boolean
  allHeaders: boolean
}

/** `first` is the position of `req`: 0, or 1 in error middleware. */
export function factsOf(lowering: AppLowering, body: FunctionNode | undefined, type: ts.Type, first: 0 | 1): HandlerFacts {
  if (!body) return { result: resultOf(lowering, returnOfType(type)), req: EVERYTHING, res: true, gctx: true, lctx: true }
  const { checker } = lowering.app
  const signature = checker.getSignatureFromDeclaration(body)
  const everything = usesArguments(body)
  const parameters = body.parameters.filter(({ name }) => !ts.isIdentifier(name) || name.text !== 'this')
  const named = (offset: number) => {
    const parameter = parameters[first + offset]
    return everything || (parameter !== undefined && isUsed(lowering, parameter, body))
  }
  return {
    result: isAsync(body) ? 'promise' : resultOf(lowering, signature?.getReturnType()),
    req: everything ? EVERYTHING : readsOf(lowering, parameters[first], body),
    res: named(1),
    gctx: named(2),
    lctx: named(3),
  }
}

/** Whether a function uses what it is given at a position; true where its code is not seen. */
export function usesParameter(lowering: AppLowering, body: FunctionNode | undefined, index: number): boolean {
  if (!body || usesArguments(body)) return true
  const parameter = body.parameters.filter(({ name }) => !ts.isIdentifier(name) || name.text !== 'this')[index]
  return parameter !== undefined && isUsed(lowering, parameter, body)
}

const EVERYTHING: RequestReads = {
  params: true,
  query: true,
  headers: 'all',
  cookies: true,
  body: true,
  rawBody: true,
  line: true,
}

const isAsync = (body: FunctionNode): boolean => (ts.getCombinedModifierFlags(body) & ts.ModifierFlags.Async) !== 0

const returnOfType = (type: ts.Type): ts.Type | undefined => type.getCallSignatures()[0]?.getReturnType()

function resultOf({ app }: AppLowering, type: ts.Type | undefined): HandlerFacts['result'] {
  if (!type) return 'unknown'
  const members = type.isUnion() ? type.types : [type]
  const open = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable
  if (members.some(({ flags }) => flags & open)) return 'unknown'
  const promises = members.filter((member) => app.checker.getPropertyOfType(member, 'then') !== undefined)
  if (promises.length === 0) return 'sync'
  return promises.length === members.length ? 'promise' : 'unknown'
}

/** Whether it can see its parameters under no name: `arguments`, `...all`. */
function usesArguments(body: FunctionNode): boolean {
  if (body.parameters.some(({ dotDotDotToken }) => dotDotDotToken)) return true
  let found = false
  if (ts.isArrowFunction(body)) return false
  walk(body.body, (node) => {
    if (ts.isIdentifier(node) && node.text === 'arguments') found = true
    return !found && !(ts.isFunctionLike(node) && !ts.isArrowFunction(node))
  })
  return found
}

function isUsed(lowering: AppLowering, parameter: ts.ParameterDeclaration, body: FunctionNode): boolean {
  if (!ts.isIdentifier(parameter.name)) return parameter.name.elements.length > 0
  return usesOf(lowering, parameter.name, body).length > 0
}

/** Every place that names what was declared under a name. */
function usesOf({ app }: AppLowering, name: ts.Identifier, body: FunctionNode): readonly ts.Identifier[] {
  const declared = app.checker.getSymbolAtLocation(name)
  const isMember = (node: ts.Identifier) => ts.isPropertyAccessExpression(node.parent) && node.parent.name === node
  const named = namesIn(body).get(name.text) ?? []
  return named.filter((node) => node !== name && !isMember(node) && symbolOf(node, app.checker) === declared)
}

const names = new WeakMap<FunctionNode, ReadonlyMap<string, readonly ts.Identifier[]>>()

/** Identifiers by their text, but for those of types: each parameter of a function is looked for among them. */
function namesIn(body: FunctionNode): ReadonlyMap<string, readonly ts.Identifier[]> {
  const known = names.get(body)
  if (known) return known
  const found = new Map<string, ts.Identifier[]>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.set(node.text, [...(found.get(node.text) ?? []), node])
  }
  for (const part of [...body.parameters, body.body]) {
    visit(part)
    walk(part, (node) => !ts.isTypeNode(node) && void visit(node) === undefined)
  }
  names.set(body, found)
  return found
}

function readsOf(lowering: AppLowering, parameter: ts.ParameterDeclaration | undefined, body: FunctionNode): RequestReads {
  const reads: Reads = { members: new Set(), headers: new Set(), all: false, allHeaders: false }
  if (parameter) readBinding(lowering, parameter.name, body, reads)
  if (reads.all) return EVERYTHING
  const has = (name: string) => reads.members.has(name)
  return {
    params: has('params'),
    query: has('query'),
    headers: reads.allHeaders ? 'all' : [...reads.headers].sort(),
    cookies: has('cookies'),
    body: has('body'),
    rawBody: has('rawBody'),
    line: has('method') || has('path'),
  }
}

/** `req`, or `{ params, ...rest }`. */
function readBinding(lowering: AppLowering, name: ts.BindingName, body: FunctionNode, reads: Reads): void {
  if (ts.isIdentifier(name)) {
    for (const use of usesOf(lowering, name, body)) readUse(lowering, use, body, reads)
    return
  }
  if (ts.isArrayBindingPattern(name)) {
    reads.all = true
    return
  }
  for (const element of name.elements) {
    const member = element.dotDotDotToken ? undefined : keyOf(element)
    if (member === undefined) reads.all = true
    else if (member === 'headers') readHeaderBinding(lowering, element.name, body, reads)
    else reads.members.add(member)
  }
}

const keyOf = (element: ts.BindingElement): string | undefined => {
  const key = element.propertyName ?? element.name
  return ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : undefined
}

/** `req.params`, `const { params } = req`; anything else hands `req` on. */
function readUse(lowering: AppLowering, use: ts.Expression, body: FunctionNode, reads: Reads): void {
  const pattern = patternOf(use)
  const member = memberRead(use)
  if (pattern) readBinding(lowering, pattern, body, reads)
  else if (member === undefined) reads.all = true
  else if (member.name === 'headers') readHeaders(member.node, reads)
  else reads.members.add(member.name)
}

/** The pattern that an expression is taken apart with: `const { id } = req.params`. */
function patternOf(use: ts.Expression): ts.ObjectBindingPattern | undefined {
  const { parent } = use
  return ts.isVariableDeclaration(parent) && parent.initializer === use && ts.isObjectBindingPattern(parent.name)
    ? parent.name
    : undefined
}

function memberRead(use: ts.Expression): { readonly name: string; readonly node: ts.Expression } | undefined {
  const { parent } = use
  if (ts.isPropertyAccessExpression(parent) && parent.expression === use) return { name: parent.name.text, node: parent }
  if (ts.isElementAccessExpression(parent) && parent.expression === use && ts.isStringLiteralLike(parent.argumentExpression))
    return { name: parent.argumentExpression.text, node: parent }
  return undefined
}

function readHeaderBinding(lowering: AppLowering, name: ts.BindingName, body: FunctionNode, reads: Reads): void {
  if (ts.isIdentifier(name)) for (const use of usesOf(lowering, name, body)) readHeaders(use, reads)
  else if (ts.isObjectBindingPattern(name)) readHeaderPattern(name, reads)
  else reads.allHeaders = true
}

function readHeaderPattern(pattern: ts.ObjectBindingPattern, reads: Reads): void {
  for (const element of pattern.elements) {
    const header = element.dotDotDotToken ? undefined : keyOf(element)
    if (header === undefined) reads.allHeaders = true
    else reads.headers.add(header.toLowerCase())
  }
}

function readHeaders(use: ts.Expression, reads: Reads): void {
  const pattern = patternOf(use)
  const member = memberRead(use)
  if (pattern) readHeaderPattern(pattern, reads)
  else if (member) reads.headers.add(member.name.toLowerCase())
  else reads.allHeaders = true
}
