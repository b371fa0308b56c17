/**
 * Can a function end without having answered? Then it answers 204.
 *
 *   (req, res) => { if (req.query.dry) return; res.json(rows) }     yes, where it returns early
 *   (req, res) => { res.json(rows) }                                no
 *
 * A walk over the statements with one fact, whether an answer was given on every way that leads there.
 */
import ts from 'typescript'
import type { FunctionNode } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { effectsOf } from './effects.ts'

interface Flow {
  /** Whether the statement behind is reached at all. */
  readonly goesOn: boolean
  readonly answered: boolean
  /** Whether some way ended without an answer. */
  readonly silent: boolean
}

export function mayEndSilently(lowering: AppLowering, body: FunctionNode): boolean {
  if (!ts.isBlock(body.body)) return givesNothing(lowering, body.body)
  const { goesOn, answered, silent } = flowOfAll(lowering, body.body.statements, false)
  return silent || (goesOn && !answered)
}

function flowOfAll(lowering: AppLowering, statements: readonly ts.Statement[], before: boolean): Flow {
  let answered = before
  let silent = false
  for (const statement of statements) {
    const flow = flowOf(lowering, statement, answered)
    silent ||= flow.silent
    answered = flow.answered
    if (!flow.goesOn) return { goesOn: false, answered, silent }
  }
  return { goesOn: true, answered, silent }
}

function flowOf(lowering: AppLowering, statement: ts.Statement, answered: boolean): Flow {
  if (ts.isReturnStatement(statement)) {
    const nothing = statement.expression === undefined || givesNothing(lowering, statement.expression)
    return { goesOn: false, answered: true, silent: nothing && !answered }
  }
  if (ts.isThrowStatement(statement)) return { goesOn: false, answered: true, silent: false }
  if (ts.isExpressionStatement(statement))
    return { goesOn: true, answered: answered || answers(lowering, statement.expression), silent: false }
  if (ts.isBlock(statement)) return flowOfAll(lowering, statement.statements, answered)
  if (ts.isIfStatement(statement)) {
    const whenTrue = flowOf(lowering, statement.thenStatement, answered)
    const whenFalse = statement.elseStatement && flowOf(lowering, statement.elseStatement, answered)
    return join([whenTrue, whenFalse ?? { goesOn: true, answered, silent: false }])
  }
  if (ts.isTryStatement(statement)) return flowOfTry(lowering, statement, answered)
  if (ts.isSwitchStatement(statement)) return flowOfSwitch(lowering, statement, answered)
  if (ts.isIterationStatement(statement, false)) {
    const round = flowOf(lowering, statement.statement, answered)
    return { goesOn: true, answered, silent: round.silent }
  }
  if (ts.isLabeledStatement(statement)) return flowOf(lowering, statement.statement, answered)
  return { goesOn: true, answered, silent: false }
}

/** Behind a fork, what holds on every way that goes on. */
function join(flows: readonly Flow[]): Flow {
  const open = flows.filter(({ goesOn }) => goesOn)
  return {
    goesOn: open.length > 0,
    answered: open.every(({ answered }) => answered),
    silent: flows.some(({ silent }) => silent),
  }
}

function flowOfTry(lowering: AppLowering, statement: ts.TryStatement, answered: boolean): Flow {
  const attempt = flowOfAll(lowering, statement.tryBlock.statements, answered)
  const caught = statement.catchClause && flowOfAll(lowering, statement.catchClause.block.statements, answered)
  const both = join(caught ? [attempt, caught] : [attempt])
  if (!statement.finallyBlock) return both
  const last = flowOfAll(lowering, statement.finallyBlock.statements, both.answered)
  return { goesOn: both.goesOn && last.goesOn, answered: last.answered, silent: both.silent || last.silent }
}

/** Cases that run into each other count as separate ways, which can only find a silent end too much. */
function flowOfSwitch(lowering: AppLowering, statement: ts.SwitchStatement, answered: boolean): Flow {
  const { clauses } = statement.caseBlock
  const filled = clauses.filter((clause) => clause.statements.length > 0)
  const flows = filled.map((clause) => flowOfAll(lowering, clause.statements, answered))
  const isComplete = clauses.some((clause) => ts.isDefaultClause(clause))
  return join(isComplete ? flows : [...flows, { goesOn: true, answered, silent: false }])
}

/** Whether the value of an expression may be nothing, although it answers nothing by itself. */
function givesNothing(lowering: AppLowering, expression: ts.Expression): boolean {
  if (answers(lowering, expression)) return false
  const { checker } = lowering.app
  const type = checker.getAwaitedType(checker.getTypeAtLocation(expression)) ?? checker.getTypeAtLocation(expression)
  const members = type.isUnion() ? type.types : [type]
  return members.some(({ flags }) => flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void))
}

/** Whether running an expression always answers: a call that gives a reply, or one that is given the response and answers. */
function answers(lowering: AppLowering, expression: ts.Expression): boolean {
  const { app, core } = lowering
  const inner = ts.isAwaitExpression(expression) || ts.isVoidExpression(expression) ? expression.expression : expression
  if (ts.isParenthesizedExpression(inner)) return answers(lowering, inner.expression)
  if (ts.isConditionalExpression(inner)) return answers(lowering, inner.whenTrue) && answers(lowering, inner.whenFalse)
  if (!ts.isCallExpression(inner)) return false
  const signature = app.checker.getResolvedSignature(inner)
  const result = signature && (app.checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType())
  if (result && core.reply(result)) return true
  const declaration = signature?.declaration
  const givesResponse = inner.arguments.some((argument) => core.response(app.checker.getTypeAtLocation(argument)))
  const hasBody = declaration && 'body' in declaration && declaration.body && app.isOwn(declaration.getSourceFile())
  return Boolean(givesResponse && hasBody && effectsOf(lowering, declaration as FunctionNode).answers.length > 0)
}
