/**
 * What a handler declares of its request, as `Handler<Shape>`, as `Request<Shape>` or as the type of what it takes apart:
 *
 *   /users/:id, { params: { id: UUID }; query: { page?: number } }   ->   params id uuid, query page? number
 */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest } from '../../diagnostics/index.ts'
import type { PathSegment, Property, RequestContract } from '../../ir/index.ts'
import { hostType } from '../1-load/index.ts'
import { type Callable, pathText } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { lowerBody } from './body.ts'

const PARTS = ['params', 'query', 'headers', 'cookies', 'body'] as const
type Part = (typeof PARTS)[number]

export function lowerRequest(lowering: AppLowering, handler: Callable, segments: readonly PathSegment[]): RequestContract {
  const shape = shapeOf(lowering, handler)
  return shape ? lowerShape(lowering, shape, handler, segments) : {}
}

/** Of the request that opens a socket. */
export function lowerSocketRequest(
  lowering: AppLowering,
  declared: ts.Type,
  socket: Callable,
  segments: readonly PathSegment[],
): RequestContract {
  return lowerShape(lowering, { type: declared, isParameter: false }, socket, segments)
}

function lowerShape(lowering: AppLowering, shape: Shape, handler: Callable, segments: readonly PathSegment[]): RequestContract {
  reportUnknownParts(lowering, shape, handler)
  const part = (name: Exclude<Part, 'body' | 'params'>) => lowerPart(lowering, shape, name, handler)
  const params = lowerParams(lowering, shape, handler, segments)
  const query = part('query')
  const headers = part('headers')?.map((header) => ({ ...header, name: header.name.toLowerCase() }))
  const cookies = part('cookies')
  const declared = partType(lowering, shape, 'body')
  const body = declared && lowerBody(lowering, declared, handler, pathText(segments))
  return {
    ...(params && { params }),
    ...(query && { query }),
    ...(headers && { headers }),
    ...(cookies && { cookies }),
    ...(body && { body }),
  }
}

interface Shape {
  readonly type: ts.Type
  /** Whether it is the type of the parameter itself, which has other members too. */
  readonly isParameter: boolean
}

function shapeOf({ app, core }: AppLowering, { type, body }: Callable): Shape | undefined {
  const parameter = type.getCallSignatures()[0]?.getParameters()[0]
  const declared = parameter && app.checker.getTypeOfSymbol(parameter)
  const own = body?.parameters[0]?.type && app.checker.getTypeAtLocation(body.parameters[0])
  for (const candidate of [declared, own]) {
    const shape = candidate && core.requestShape(candidate)
    if (shape) return { type: shape, isParameter: false }
  }
  if (!declared || declared.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return undefined
  return { type: declared, isParameter: true }
}

function reportUnknownParts({ app, diagnostics }: AppLowering, { type, isParameter }: Shape, handler: Callable): void {
  if (isParameter) return
  for (const property of app.checker.getPropertiesOfType(type)) {
    const name = property.getName()
    if (PARTS.includes(name as Part)) continue
    const near = closest(name, PARTS)
    const node = declarationIn(app, property) ?? handler.node
    diagnostics.push(say.unknownRequestPart({ name }, [app.label(node)], near ? [`Did you mean \`${near}\`?`] : undefined))
  }
}

function declarationIn(app: AppLowering['app'], property: ts.Symbol): ts.Node | undefined {
  const declaration = property.declarations?.[0]
  if (!declaration || !app.isOwn(declaration.getSourceFile())) return undefined
  return ts.getNameOfDeclaration(declaration) ?? declaration
}

/** The type of one part, where it is declared. */
function partType(
  { app, core }: AppLowering,
  { type, isParameter }: Shape,
  name: Part,
): { readonly type: ts.Type; readonly optional: boolean } | undefined {
  const property = app.checker.getPropertyOfType(type, name)
  if (!property) return undefined
  if (isParameter && core.isRequestMember(property)) return undefined
  return { type: app.checker.getTypeOfSymbol(property), optional: (property.flags & ts.SymbolFlags.Optional) !== 0 }
}

function lowerPart(lowering: AppLowering, shape: Shape, name: Part, handler: Callable): readonly Property[] | undefined {
  const part = partType(lowering, shape, name)
  if (!part) return undefined
  const present = lowering.app.checker.getNonNullableType(part.type)
  return lowering.types.properties(hostType(present), name, lowering.app.place(handler.node))
}

/** Names of cookies that are declared as `Signed`. */
export function signedCookies(lowering: AppLowering, handler: Callable): readonly string[] {
  const shape = shapeOf(lowering, handler)
  return shape ? signedCookiesOf(lowering, shape) : []
}

export const signedCookiesOfSocket = (lowering: AppLowering, declared: ts.Type): readonly string[] =>
  signedCookiesOf(lowering, { type: declared, isParameter: false })

function signedCookiesOf(lowering: AppLowering, shape: Shape): readonly string[] {
  const { checker } = lowering.app
  const part = partType(lowering, shape, 'cookies')
  if (!part) return []
  return checker
    .getPropertiesOfType(checker.getNonNullableType(part.type))
    .filter((cookie) => checker.getPropertyOfType(checker.getNonNullableType(checker.getTypeOfSymbol(cookie)), '__gati_signed'))
    .map((cookie) => cookie.getName())
}

/** In the order of the path; what is not declared is a string. */
function lowerParams(
  lowering: AppLowering,
  shape: Shape,
  handler: Callable,
  segments: readonly PathSegment[],
): readonly Property[] | undefined {
  const declared = lowerPart(lowering, shape, 'params', handler)
  if (!declared) return undefined
  const names = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  for (const { name } of declared) if (!names.includes(name)) reportExtra(lowering, shape, handler, name, names, segments)
  return names.map(
    (name) =>
      declared.find((property) => property.name === name) ?? { name, optional: false, type: { kind: 'string', constraints: [] } },
  )
}

function reportExtra(
  lowering: AppLowering,
  shape: Shape,
  handler: Callable,
  name: string,
  names: readonly string[],
  segments: readonly PathSegment[],
): void {
  const { app, diagnostics } = lowering
  const params = partType(lowering, shape, 'params')
  const property = params && app.checker.getPropertyOfType(params.type, name)
  const declaration = property && declarationIn(app, property)
  const near = closest(name, names) ?? (names.length === 1 ? names[0] : undefined)
  const known = near
    ? `Did you mean \`${near}\`?`
    : names.length === 0
      ? 'The path has no parameters: they come from names such as `[id].ts`.'
      : `The path has ${names.map((known) => `\`${known}\``).join(', ')}.`
  const labels = [
    app.label(declaration ?? handler.node),
    ...(declaration ? [app.label(handler.node, 'declared for this handler')] : []),
  ]
  diagnostics.push(say.parameterNotInPath({ name, path: pathText(segments), known }, labels))
}
