/**
 * What a function can be seen to do with answers, by itself and in the functions of the app that it calls:
 *
 *   if (!user) throw new NotFound()      -> thrown: HttpError<404, ...>
 *   res.status(202).json({ queued })     -> answers: Reply<202, ...>
 *   res.status(404)                      -> dropped
 */
import ts from 'typescript'
import { type FunctionNode, functionOf, walk } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'

export interface Seen {
  readonly type: ts.Type
  readonly node: ts.Node
}

export interface Effects {
  /** `HttpError`s, unless a `catch` around them keeps them. */
  readonly thrown: readonly Seen[]
  /** Calls that give a reply. */
  readonly answers: readonly Seen[]
  /** Statements that set a status and drop the result. */
  readonly dropped: readonly ts.Node[]
  readonly calls: readonly Call[]
}

interface Call {
  readonly target: FunctionNode
  /** Whether it is given the response, and so may answer. */
  readonly givesResponse: boolean
  /** Whether what it throws leaves the caller. */
  readonly letsThrow: boolean
}

export interface EffectsWithCalls extends Pick<Effects, 'thrown' | 'answers'> {
  /** Where the code was found. */
  readonly files: ReadonlySet<ts.SourceFile>
}

/** Including everything that it calls. */
export function effectsWithCalls(lowering: AppLowering, body: FunctionNode): EffectsWithCalls {
  const thrown: Seen[] = []
  const answers: Seen[] = []
  const throwing = new Set<ts.Node>()
  const answering = new Set<ts.Node>()
  const visit = (target: FunctionNode, letsThrow: boolean, mayAnswer: boolean) => {
    const newThrows = letsThrow && !throwing.has(target)
    const newAnswers = mayAnswer && !answering.has(target)
    if (!newThrows && !newAnswers) return
    const own = effectsOf(lowering, target)
    if (newThrows) {
      throwing.add(target)
      thrown.push(...own.thrown)
    }
    if (newAnswers) {
      answering.add(target)
      answers.push(...own.answers.filter((seen) => !isGeneric(lowering, seen.type)))
    }
    for (const call of own.calls) visit(call.target, newThrows && call.letsThrow, newAnswers && call.givesResponse)
  }
  visit(body, true, true)
  const files = new Set([...throwing, ...answering].map((node) => node.getSourceFile()))
  return { thrown, answers, files }
}

/** The status is the caller's choice: the call itself has the type that counts. */
function isGeneric({ core }: AppLowering, type: ts.Type): boolean {
  const [status] = core.reply(type) ?? []
  return status !== undefined && (status.flags & ts.TypeFlags.TypeParameter) !== 0
}

export function effectsOf(lowering: AppLowering, body: FunctionNode): Effects {
  const known = lowering.effects.get(body)
  if (known) return known
  const found = look(lowering, body)
  lowering.effects.set(body, found)
  return found
}

interface Collected {
  readonly thrown: Seen[]
  readonly answers: Seen[]
  readonly dropped: ts.Node[]
  readonly calls: Call[]
}

function look(lowering: AppLowering, body: FunctionNode): Effects {
  const collected: Collected = { thrown: [], answers: [], dropped: [], calls: [] }
  visitPart(lowering, body, true, collected)
  return collected
}

function visitPart(lowering: AppLowering, part: ts.Node, letsThrow: boolean, collected: Collected): void {
  walk(part, (node) => {
    if (ts.isTypeNode(node)) return false
    if (ts.isTryStatement(node) && node.catchClause && !rethrows(node.catchClause)) {
      visitPart(lowering, node.tryBlock, false, collected)
      visitPart(lowering, node.catchClause, letsThrow, collected)
      if (node.finallyBlock) visitPart(lowering, node.finallyBlock, letsThrow, collected)
      return false
    }
    if (ts.isThrowStatement(node) && letsThrow) collected.thrown.push(...thrownBy(lowering, node))
    else if (ts.isExpressionStatement(node) && isDroppedStatus(lowering, node.expression)) collected.dropped.push(node.expression)
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node))
      visitCall(lowering, node, letsThrow, collected)
    return true
  })
}

function rethrows(clause: ts.CatchClause): boolean {
  let found = false
  walk(clause.block, (node) => {
    if (ts.isThrowStatement(node)) found = true
    return !found && !ts.isFunctionLike(node)
  })
  return found
}

function thrownBy({ app, core }: AppLowering, node: ts.ThrowStatement): Seen[] {
  const type = app.checker.getTypeAtLocation(node.expression)
  const members = type.isUnion() ? type.types : [type]
  return members.filter((member) => core.isHttpError(member)).map((member) => ({ type: member, node: node.expression }))
}

function visitCall(lowering: AppLowering, node: ts.CallLikeExpression, letsThrow: boolean, { answers, calls }: Collected): void {
  const { app, core } = lowering
  const signature = app.checker.getResolvedSignature(node)
  if (!signature) return
  const isCall = ts.isCallExpression(node)
  if (isCall && core.reply(signature.getReturnType())) answers.push({ type: signature.getReturnType(), node })
  const target = targetOf(lowering, node, signature)
  if (!target || !app.isOwn(target.getSourceFile())) return
  const givesResponse =
    isCall && node.arguments.some((argument) => core.response(app.checker.getTypeAtLocation(argument)) !== undefined)
  calls.push({ target, givesResponse, letsThrow })
}

/** By its signature; a function that is typed by a function type is found by its name. */
function targetOf({ app }: AppLowering, node: ts.CallLikeExpression, signature: ts.Signature): FunctionNode | undefined {
  const { declaration } = signature
  if (declaration && 'body' in declaration && declaration.body) return declaration as FunctionNode
  if (declaration && !app.isOwn(declaration.getSourceFile()) && declaration.getSourceFile().isDeclarationFile) return undefined
  return ts.isCallExpression(node) ? functionOf(node.expression, app.checker) : undefined
}

/** `res.status(404)` as a statement, also with headers behind it. */
function isDroppedStatus({ app, core }: AppLowering, expression: ts.Expression): boolean {
  let setsStatus = false
  for (let link: ts.Expression = expression; ts.isCallExpression(link) && ts.isPropertyAccessExpression(link.expression); ) {
    setsStatus ||= link.expression.name.text === 'status'
    link = link.expression.expression
  }
  return setsStatus && core.response(app.checker.getTypeAtLocation(expression)) !== undefined
}
