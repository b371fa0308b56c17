/**
 * Every answer that a handler or middleware may give: what it declares, else what its code returns and makes with `res`; and what
 * it throws, which is declared by the class of the error. A declaration is held against the code: an answer that is made with
 * `res` and not declared is a diagnostic.
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import type { Callable } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { effectsOf, effectsWithCalls, type Seen } from './effects.ts'
import { nothing, type RawReply, repliesOfError, repliesOfReturn, repliesOfType } from './replies.ts'
import { mayEndSilently } from './silent-end.ts'

/** `who` begins messages: `GET /users/:id`. For a handler, ending without an answer is an answer: 204. */
export function answersOf(lowering: AppLowering, callable: Callable, role: 'handler' | 'middleware', who: string): Answers {
  const found = answersInCode(lowering, callable)
  return { replies: repliesOf(lowering, callable, role, who, found), files: found.files }
}

export interface Answers {
  readonly replies: readonly RawReply[]
  /** Where code was looked at. */
  readonly files: ReadonlySet<ts.SourceFile>
}

function repliesOf(
  lowering: AppLowering,
  callable: Callable,
  role: 'handler' | 'middleware',
  who: string,
  found: Found,
): readonly RawReply[] {
  const { body, node } = callable
  if (body) reportDropped(lowering, callable)
  const { declared: type, inferred = type } = returnTypes(lowering, callable)
  const isDeclared = type !== undefined && !(type.flags & ts.TypeFlags.Unknown)
  if (isDeclared) return declaredAnswers(lowering, callable, type, role, found, who)
  const { made, thrown } = found
  if (!inferred) return [...made, ...thrown]
  const returned = repliesOfReturn(lowering, inferred, node)
  if (returned.unfinished) lowering.diagnostics.push(say.unfinishedAnswer({}, [lowering.app.label(node)]))
  // What middleware returns besides replies is of no consequence.
  const plain = role === 'middleware' ? [] : returned.plain
  const isSilent = role === 'handler' && returned.silent && (body === undefined || mayEndSilently(lowering, body))
  return [...plain, ...returned.replies, ...made, ...thrown, ...(isSilent ? [nothing(node)] : [])]
}

interface ReturnTypes {
  /** Written by its author, as an annotation of the function or as `Answer` of `Handler`; `unknown` is none. */
  readonly declared?: ts.Type
  /** Of its code. */
  readonly inferred?: ts.Type
}

function returnTypes({ app }: AppLowering, { body, type }: Callable): ReturnTypes {
  const signature = type.getCallSignatures()[0]
  const result = signature?.getReturnType()
  if (!signature || !result) return {}
  // Its own signature comes with the type arguments that a generic function which makes it was called with.
  const isOwn = body !== undefined && signature.getDeclaration() === body
  if (isOwn) return body.type ? { declared: result } : { inferred: result }
  if (body?.type) return { declared: app.checker.getTypeFromTypeNode(body.type) }
  const inferred = body && app.checker.getSignatureFromDeclaration(body)?.getReturnType()
  return { declared: result, ...(inferred && { inferred }) }
}

function declaredAnswers(
  lowering: AppLowering,
  { node }: Callable,
  type: ts.Type,
  role: 'handler' | 'middleware',
  { made, thrown }: Found,
  who: string,
): readonly RawReply[] {
  const declared = repliesOfReturn(lowering, type, node)
  const replies = [...declared.plain, ...declared.replies, ...(declared.silent && role === 'handler' ? [nothing(node)] : [])]
  // Middleware that is only typed as `Middleware` declares any answer: what it gives is seen in its code.
  if (role === 'middleware' && replies.some(({ status }) => status === 'default')) return [...made, ...thrown]
  const statuses = new Set(replies.map(({ status }) => status))
  const undeclared = made.filter(({ status }) => !statuses.has(status) && !statuses.has('default'))
  for (const reply of new Map(undeclared.map((reply) => [reply.status, reply])).values()) {
    const labels = [lowering.app.label(reply.node, 'given here'), lowering.app.label(node, 'declares its answers')]
    lowering.diagnostics.push(say.undeclaredReply({ route: who, status: reply.status }, labels))
  }
  return [...replies, ...thrown]
}

interface Found {
  readonly made: readonly RawReply[]
  readonly thrown: readonly RawReply[]
  readonly files: ReadonlySet<ts.SourceFile>
}

function answersInCode(lowering: AppLowering, { body }: Callable): Found {
  if (!body) return { made: [], thrown: [], files: new Set() }
  const { answers, thrown, files } = effectsWithCalls(lowering, body)
  const each = (seen: readonly Seen[], toReplies: typeof repliesOfType) =>
    seen.flatMap(({ type, node }) => toReplies(lowering, type, node))
  return { made: each(answers, repliesOfType), thrown: each(thrown, repliesOfError), files }
}

function reportDropped(lowering: AppLowering, { body }: Callable): void {
  if (!body) return
  for (const node of effectsOf(lowering, body).dropped)
    lowering.diagnostics.push(say.droppedStatus({}, [lowering.app.label(node)]))
}
