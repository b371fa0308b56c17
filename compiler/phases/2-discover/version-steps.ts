/**
 * Files of src/versions -> what they say about the step from the version that they are named for to the one after it. Read from the
 * literal that is given to `defineVersion`; what its functions do is not looked at here.
 */
import ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import * as say from '../../diagnostics/index.ts'
import type { SourceRef } from '../../ir/index.ts'
import { type AppProgram, isDeclarationFile, type Project } from '../1-load/index.ts'
import { type Callable, callableOfExpression, exportsOf, sourceOf } from './exports.ts'
import { constantOf, type FunctionNode, initializerOf, unwrap } from './expressions.ts'
import { isKnown, staticValue } from './static-value.ts'

const FOLDER = 'src/versions'

export interface DiscoveredStep {
  readonly file: string
  readonly name: string
  readonly node: ts.Node
  readonly routes: readonly DiscoveredRouteStep[]
  readonly types: readonly (DiscoveredPair & { readonly type: string; readonly node: ts.Node })[]
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly node: ts.Node }[]
  readonly pinned: readonly { readonly route: string; readonly node: ts.Node; readonly handler: Callable }[]
}

interface DiscoveredPair {
  readonly request?: Callable
  readonly response?: Callable
}

export interface DiscoveredRouteStep extends DiscoveredPair {
  readonly route: string
  readonly node: ts.Node
  readonly replies: readonly { readonly status: number; readonly node: ts.Node; readonly transform: Callable }[]
}

/** What begins with `_`, file or folder, lies beside: handlers that were kept, functions that several steps share. */
export const isStepFile = (path: string): boolean =>
  /^src\/versions\/[^/]+\.[mc]?ts$/.test(path) && !isDeclarationFile(path) && !path.startsWith(`${FOLDER}/_`)

/** `src/versions/2026-03-01.ts` -> `2026-03-01` */
const nameOf = (path: string): string => path.slice(FOLDER.length + 1).replace(/\.[mc]?ts$/, '')

/** What the types of the steps are made of, before there is a program. */
export interface StepSource {
  readonly name: string
  readonly renamed: Readonly<Record<string, string>>
}

export function stepSources(project: Project): readonly StepSource[] {
  return project.files.filter(isStepFile).map((path) => {
    const file = project.syntax(path)
    return { name: nameOf(path), renamed: file ? renamedIn(file) : {} }
  })
}

/** Of the literal as it is written; names are not followed. */
function renamedIn(file: ts.SourceFile): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const visit = (node: ts.Node): void => {
    const isIt = ts.isPropertyAssignment(node) && 'text' in node.name && node.name.text === 'renamed'
    if (isIt && ts.isObjectLiteralExpression(node.initializer))
      for (const member of node.initializer.properties)
        if (ts.isPropertyAssignment(member) && ts.isStringLiteralLike(member.name) && ts.isStringLiteralLike(member.initializer))
          found[member.name.text] = member.initializer.text
    if (!isIt) ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

interface Reader {
  readonly app: AppProgram
  readonly source: SourceRef
  readonly diagnostics: Diagnostic[]
}

export function discoverSteps(
  app: AppProgram,
  files: readonly string[],
): { readonly steps: readonly DiscoveredStep[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const steps = files.filter(isStepFile).flatMap((path) => {
    const file = app.file(path)
    const step = file && readStep(app, path, file, diagnostics)
    return step ? [step] : []
  })
  return { steps, diagnostics }
}

function readStep(app: AppProgram, path: string, file: ts.SourceFile, diagnostics: Diagnostic[]): DiscoveredStep | undefined {
  const exported = exportsOf(app, file).find(({ name }) => name === 'default')
  const expression = exported && initializerOf(exported.symbol)
  const call = expression && unwrap(constantOf(expression, app.checker))
  const start = { location: { file: path, line: 1, column: 1 }, length: 1, text: '' }
  const isDefined = call && ts.isCallExpression(call) && app.core?.isFunction(call.expression, 'defineVersion')
  const name = isDefined ? call.arguments[0] : undefined
  const body = isDefined ? call.arguments[1] : undefined
  if (!exported || !name || !body) {
    diagnostics.push(say.versionFileWithoutStep({ file: path }, [exported ? app.label(exported.node) : start]))
    return undefined
  }
  const said = staticValue(name, app.checker)
  if (!isKnown(said) || said.value !== nameOf(path)) {
    diagnostics.push(say.versionFileMisnamed({ file: path, name: nameOf(path) }, [app.label(name)]))
    return undefined
  }
  const reader: Reader = { app, source: sourceOf(app, file, exported), diagnostics }
  const parts = membersIn(reader, body, ['routes', 'types', 'renamed', 'pinned'])
  const below = (part: string) => {
    const value = parts.get(part)?.value
    return value ? [...membersIn(reader, value).values()] : []
  }
  return {
    file: path,
    name: nameOf(path),
    node: name,
    routes: below('routes').flatMap((member) => readRoute(reader, member)),
    types: below('types').flatMap(({ name: type, node, value }) => [
      { type, node, ...readPair(reader, membersIn(reader, value, ['request', 'response']), ['types', type]) },
    ]),
    renamed: below('renamed').flatMap(({ name: from, node, value }) => {
      const to = staticValue(value as ts.Expression, app.checker)
      return isKnown(to) && typeof to.value === 'string' ? [{ from, to: to.value, node }] : notStatic(reader, node)
    }),
    pinned: below('pinned').flatMap(({ name: route, node, value }) => [
      { route, node, handler: callable(reader, value, ['pinned', route]) },
    ]),
  }
}

interface StepMember {
  readonly name: string
  readonly node: ts.Node
  /** An expression, or a method. */
  readonly value: ts.Expression | ts.MethodDeclaration
}

/** Later members win, as at run time. Keys that are not among the known ones are TypeScript's to find. */
function membersIn(
  reader: Reader,
  expression: ts.Expression | ts.MethodDeclaration,
  known?: readonly string[],
): ReadonlyMap<string, StepMember> {
  const members = new Map<string, StepMember>()
  const literal = ts.isMethodDeclaration(expression) ? expression : constantOf(expression, reader.app.checker)
  if (!ts.isObjectLiteralExpression(literal)) {
    notStatic(reader, expression)
    return members
  }
  for (const property of literal.properties) {
    const name = property.name && keyText(reader.app, property.name)
    const value = memberValue(property)
    if (name === undefined || value === undefined) notStatic(reader, property)
    else if (!known || known.includes(name)) members.set(name, { name, node: property.name!, value })
  }
  return members
}

function memberValue(property: ts.ObjectLiteralElementLike): StepMember['value'] | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer
  if (ts.isShorthandPropertyAssignment(property)) return property.name
  return ts.isMethodDeclaration(property) ? property : undefined
}

function keyText({ checker }: AppProgram, name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text
  const found = staticValue(name.expression, checker)
  return isKnown(found) && typeof found.value === 'string' ? found.value : undefined
}

function notStatic({ app, diagnostics }: Reader, node: ts.Node): [] {
  diagnostics.push(say.versionFileNotStatic({}, [app.label(node)]))
  return []
}

function readRoute(reader: Reader, { name: route, node, value }: StepMember): readonly DiscoveredRouteStep[] {
  const members = membersIn(reader, value, ['request', 'response'])
  const response = members.get('response')
  const literal = response && !ts.isMethodDeclaration(response.value) && constantOf(response.value, reader.app.checker)
  if (!response || !literal || !ts.isObjectLiteralExpression(literal))
    return [{ route, node, replies: [], ...readPair(reader, members, ['routes', route]) }]
  const replies = [...membersIn(reader, literal).values()].map((member) => ({
    status: Number(member.name),
    node: member.node,
    transform: callable(reader, member.value, ['routes', route, 'response', member.name]),
  }))
  const request = new Map([...members].filter(([name]) => name === 'request'))
  return [{ route, node, replies, ...readPair(reader, request, ['routes', route]) }]
}

function readPair(reader: Reader, members: ReadonlyMap<string, StepMember>, below: readonly string[]): DiscoveredPair {
  const side = (name: 'request' | 'response') => {
    const member = members.get(name)
    return member && { [name]: callable(reader, member.value, [...below, name]) }
  }
  return { ...side('request'), ...side('response') }
}

function callable({ app, source }: Reader, value: StepMember['value'], below: readonly string[]): Callable {
  const otherwise = { ...source, member: below }
  if (!ts.isMethodDeclaration(value)) return callableOfExpression(app, value, otherwise)
  return {
    source: { ...otherwise, location: app.place(value.name).location },
    node: value.name,
    type: app.checker.getTypeAtLocation(value),
    ...(value.body && { body: value as FunctionNode }),
  }
}
