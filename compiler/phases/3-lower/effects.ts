/**
 * What a function can be seen to do with answers, by itself and in the functions of the app that it calls:
 *
 *   if (!user) throw new NotFound()      -> thrown: HttpError<404, ...>
 *   res.status(202).json({ queued })     -> answers: Reply<202, ...>
 *   res.status(404)                      -> dropped
 */
import ts from 'typescript'
import { type AppProgram, filesAbove } from '../1-load/index.ts'
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
  /** Files of the app in which what is called has its name: there it may come to lead to another function. */
  readonly through: ReadonlySet<ts.SourceFile>
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
  const files = new Set<ts.SourceFile>()
  const visit = (target: FunctionNode, letsThrow: boolean, mayAnswer: boolean) => {
    const newThrows = letsThrow && !throwing.has(target)
    const newAnswers = mayAnswer && !answering.has(target)
    if (!newThrows && !newAnswers) return
    const own = effectsOf(lowering, target)
    for (const file of [target.getSourceFile(), ...own.through]) files.add(file)
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
  const kept = lowering.keptEffects.get(body)
  const found = kept ? typed(lowering, kept) : look(lowering, body)
  lowering.effects.set(body, found)
  return found
}

/** Where a function has effects, without the types that one checker sees there: what the next lowering keeps of it. */
export interface KeptEffects extends Pick<Effects, 'dropped' | 'calls' | 'through'> {
  readonly throws: readonly ts.Expression[]
  readonly answers: readonly ts.CallExpression[]
}

export type EffectsByFunction = ReadonlyMap<ts.Node, KeptEffects>

/** Of the functions that were looked at now, and of others that were looked at before. */
export function keptEffects({ effects, keptEffects }: AppLowering): EffectsByFunction {
  const found = [...effects].map(([body, { thrown, answers, dropped, calls, through }]): readonly [ts.Node, KeptEffects] => [
    body,
    {
      throws: [...new Set(thrown.map(({ node }) => node as ts.Expression))],
      answers: answers.map(({ node }) => node as ts.CallExpression),
      dropped,
      calls,
      through,
    },
  ])
  return new Map([...keptEffects, ...found])
}

/**
 * Of functions that stand in the program as they did, as everything does that they call, in files that mean what they did and look through
 * none that was edited: a name there may lead to another function of the same type.
 */
export function unaffectedEffects(effects: EffectsByFunction, app: AppProgram, affected: ReadonlySet<string>): EffectsByFunction {
  const above = filesAbove(app, affected)
  if (above === 'all') return new Map()
  const stands = (node: ts.Node) => {
    const file = node.getSourceFile()
    return app.program.getSourceFile(file.fileName) === file
  }
  return new Map(
    [...effects].filter(
      ([body, { calls }]) =>
        stands(body) && !above.has(app.pathOf(body.getSourceFile())) && calls.every(({ target }) => stands(target)),
    ),
  )
}

const typed = (lowering: AppLowering, { throws, answers, dropped, calls, through }: KeptEffects): Effects => ({
  thrown: throws.flatMap((node) => thrownBy(lowering, node)),
  answers: answers.flatMap((node) => {
    const type = lowering.app.checker.getResolvedSignature(node)?.getReturnType()
    return type ? [{ type, node }] : []
  }),
  dropped,
  calls,
  through,
})

interface Collected {
  readonly thrown: Seen[]
  readonly answers: Seen[]
  readonly dropped: ts.Node[]
  readonly calls: Call[]
  readonly through: Set<ts.SourceFile>
}

function look(lowering: AppLowering, body: FunctionNode): Effects {
  const collected: Collected = { thrown: [], answers: [], dropped: [], calls: [], through: new Set() }
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
    if (ts.isThrowStatement(node) && letsThrow) collected.thrown.push(...thrownBy(lowering, node.expression))
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

function thrownBy({ app, core }: AppLowering, node: ts.Expression): Seen[] {
  const type = app.checker.getTypeAtLocation(node)
  const members = type.isUnion() ? type.types : [type]
  return members.filter((member) => core.isHttpError(member)).map((member) => ({ type: member, node }))
}

function visitCall(lowering: AppLowering, node: ts.CallLikeExpression, letsThrow: boolean, collected: Collected): void {
  const { app, core } = lowering
  const { answers, calls, through } = collected
  const named = ts.isCallExpression(node) ? functionNamed(lowering, node.expression, through) : undefined
  const signature = app.checker.getResolvedSignature(node)
  if (!signature) return
  const isCall = ts.isCallExpression(node)
  if (isCall && core.reply(signature.getReturnType())) answers.push({ type: signature.getReturnType(), node })
  const target = targetOf(lowering, signature, named)
  if (!target || !app.isOwn(target.getSourceFile())) return
  const givesResponse =
    isCall && node.arguments.some((argument) => core.response(app.checker.getTypeAtLocation(argument)) !== undefined)
  calls.push({ target, givesResponse, letsThrow })
}

/** The function that a name leads to, if any; `through` gets the files of the app in which that is said. */
function functionNamed({ app }: AppLowering, name: ts.Expression, through: Set<ts.SourceFile>): FunctionNode | undefined {
  return functionOf(name, app.checker, (declarations) => {
    for (const file of declarations.map((one) => one.getSourceFile())) if (app.isOwn(file)) through.add(file)
  })
}

/** By its signature; a function that is typed by a function type is found by its name. */
function targetOf({ app }: AppLowering, signature: ts.Signature, named: FunctionNode | undefined): FunctionNode | undefined {
  const { declaration } = signature
  if (declaration && 'body' in declaration && declaration.body) return declaration as FunctionNode
  if (declaration && !app.isOwn(declaration.getSourceFile()) && declaration.getSourceFile().isDeclarationFile) return undefined
  return named
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
