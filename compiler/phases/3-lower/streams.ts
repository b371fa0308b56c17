/**
 * Types of values that are sent piece by piece:
 *
 *   AsyncGenerator<string>   ->   string          ReadableStream<Uint8Array>   ->   Uint8Array          User   ->   undefined
 */
import ts from 'typescript'
import type { AppLowering } from './app-lowering.ts'

/** The type of the pieces; undefined for what is not a stream. */
export function piecesOf({ app }: AppLowering, type: ts.Type): ts.Type | undefined {
  if (!(type.flags & ts.TypeFlags.Object)) return undefined
  const iterator = iteratorOf(app.checker, type)
  if (iterator) return firstArgument(app.checker, iterator) ?? app.checker.getAnyType()
  return type.symbol?.getName() === 'ReadableStream' ? firstArgument(app.checker, type) : undefined
}

/** What `[Symbol.asyncIterator]()` gives. TypeScript names the member `__@asyncIterator@` and the number of its symbol. */
function iteratorOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const member = checker.getPropertiesOfType(type).find(({ escapedName }) => String(escapedName).startsWith('__@asyncIterator'))
  return member && checker.getTypeOfSymbol(member).getCallSignatures()[0]?.getReturnType()
}

const firstArgument = (checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined =>
  checker.getTypeArguments(type as ts.TypeReference)[0]

/** Whether it can be written: text, bytes or both; `any`, as Node's own streams have it, is seen to at run time. */
export function isPiece({ app }: AppLowering, type: ts.Type): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return true
  const members = type.isUnion() ? type.types : [type]
  return members.every((member) => (member.flags & ts.TypeFlags.StringLike) !== 0 || isBytes(app.checker, member))
}

/** Whether all of it is text. */
export const isText = (type: ts.Type): boolean =>
  !(type.flags & ts.TypeFlags.Any) &&
  (type.isUnion() ? type.types : [type]).every(({ flags }) => (flags & ts.TypeFlags.StringLike) !== 0)

/** `Uint8Array` or what is derived from it, such as `Buffer`. */
export function isBytes(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.symbol?.getName() === 'Uint8Array') return true
  const target = (type as ts.TypeReference).target ?? type
  return target.isClassOrInterface() && checker.getBaseTypes(target).some((base) => isBytes(checker, base))
}
