/** Which modules does the server need, and in which order do they start? From the files that handlers and middleware lie in, along imports. */
import ts from 'typescript'
import * as say from '../../diagnostics/index.ts'
import { closest } from '../../diagnostics/index.ts'
import type { Module } from '../../ir/index.ts'
import type { DiscoveredModule } from '../2-discover/index.ts'
import type { AppLowering } from './app-lowering.ts'
import { type ModuleUses, moduleUses } from './module-uses.ts'

export interface ModuleGraph {
  /** Names of the modules that code reads which is reached from these files, sorted. */
  usedBy(files: readonly ts.SourceFile[]): readonly string[]
  /** In wiring order: those that are needed for `used`, and no others. */
  wire(used: Iterable<string>): readonly Module[]
}

/** What was seen in each file, kept over edits that do not affect it. */
export interface FileUses {
  readonly uses: Map<ts.SourceFile, ModuleUses>
  /** Paths of imported files: the files themselves are other ones after an edit. */
  readonly imports: Map<ts.SourceFile, readonly string[]>
}

export function createModuleGraph(lowering: AppLowering, modules: readonly DiscoveredModule[], kept: FileUses): ModuleGraph {
  const { app } = lowering
  const names = modules.map(({ name }) => name)
  const usesOfFile = memo(kept.uses, (file) => moduleUses(lowering, file))
  const pathsOfFile = memo(kept.imports, (file) => ownImports(lowering, file).map(app.pathOf))
  const importsOfFile = (file: ts.SourceFile) => pathsOfFile(file).flatMap((path) => app.file(path) ?? [])
  const reported = new Set<ts.Node>()

  const reach = (start: readonly ts.SourceFile[]): ReadonlyMap<string, ts.Node> => {
    const used = new Map<string, ts.Node>()
    for (const file of closure(start, importsOfFile)) {
      const uses = usesOfFile(file)
      if (uses.all) for (const name of names) used.set(name, used.get(name) ?? uses.all)
      for (const [name, node] of uses.names) {
        if (names.includes(name)) used.set(name, used.get(name) ?? node)
        else if (!reported.has(node)) {
          reported.add(node)
          reportUnknown(lowering, name, node, names)
        }
      }
    }
    return used
  }
  const edges = memo(new Map(), (module: DiscoveredModule) => dependencies(lowering, module, names, reach([module.file])))
  const namesFrom = (files: readonly ts.SourceFile[]) => [...reach(files).keys()].sort()
  const namesFromOne = memo(new Map(), (file: ts.SourceFile) => namesFrom([file]))
  return {
    usedBy: (files) => (files.length === 1 ? namesFromOne(files[0]!) : namesFrom(files)),
    wire: (used) => wire(lowering, modules, new Set(used), edges),
  }
}

function memo<Key, Value>(known: Map<Key, Value>, compute: (key: Key) => Value): (key: Key) => Value {
  return (key) => {
    const value = known.get(key) ?? compute(key)
    known.set(key, value)
    return value
  }
}

function closure(
  start: readonly ts.SourceFile[],
  next: (file: ts.SourceFile) => readonly ts.SourceFile[],
): ReadonlySet<ts.SourceFile> {
  const seen = new Set(start)
  // A set hands out what is added while it is walked.
  for (const file of seen) for (const imported of next(file)) seen.add(imported)
  return seen
}

/** What is imported as values from the app's own files. */
function ownImports({ app }: AppLowering, file: ts.SourceFile): readonly ts.SourceFile[] {
  const specifiers: ts.Expression[] = []
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
      specifiers.push(node.moduleSpecifier)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) specifiers.push(node.moduleSpecifier)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
      specifiers.push(node.arguments[0])
  }
  file.statements.forEach(visit)
  if (file.text.includes('import(')) visitAll(file, visit)
  return specifiers.flatMap((specifier) => {
    const target = app.checker.getSymbolAtLocation(specifier)?.valueDeclaration
    return target && ts.isSourceFile(target) && app.isOwn(target) ? [target] : []
  })
}

function visitAll(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => visitAll(child, visit))
}

export function reportUnknown({ app, diagnostics }: AppLowering, name: string, node: ts.Node, names: readonly string[]): void {
  const near = closest(name, names)
  const known = near
    ? `Did you mean \`${near}\`?`
    : names.length === 0
      ? 'Modules are the files of `src/modules`, and there are none.'
      : `The modules are ${names.map((one) => `\`${one}\``).join(', ')}.`
  diagnostics.push(say.unknownModule({ name, known }, [app.label(node)]))
}

type Edges = ReadonlyMap<string, ts.Node>

/** What it declares and what it reads; that a module reads itself says nothing about order. */
function dependencies(lowering: AppLowering, module: DiscoveredModule, names: readonly string[], read: Edges): Edges {
  const edges = new Map<string, ts.Node>()
  for (const { name, node } of module.dependencies) {
    if (names.includes(name)) edges.set(name, node)
    else reportUnknown(lowering, name, node, names)
  }
  for (const [name, node] of read) if (name !== module.name && !edges.has(name)) edges.set(name, node)
  return edges
}

function wire(
  lowering: AppLowering,
  modules: readonly DiscoveredModule[],
  used: ReadonlySet<string>,
  edges: (module: DiscoveredModule) => Edges,
): readonly Module[] {
  const byName = new Map(modules.map((module) => [module.name, module]))
  const done = new Map<string, Module>()
  const open: string[] = []
  const visit = (name: string) => {
    const module = byName.get(name)
    if (!module || done.has(name)) return
    if (open.includes(name)) {
      reportCycle(lowering, open.slice(open.indexOf(name)), byName, edges)
      return
    }
    open.push(name)
    const needed = edges(module)
    for (const dependency of [...needed.keys()].sort()) visit(dependency)
    open.pop()
    const { source, form, has } = module
    done.set(name, { name, source, dependencies: [...needed.keys()].sort(), form, has })
  }
  for (const name of [...used].sort()) visit(name)
  // A wrong name elsewhere may be what keeps a module from being used.
  const isCertain = lowering.diagnostics.every(({ severity }) => severity !== 'error')
  for (const module of modules) if (isCertain && !done.has(module.name)) reportUnreachable(lowering, module)
  return [...done.values()]
}

function reportCycle(
  { app, diagnostics }: AppLowering,
  cycle: readonly string[],
  byName: ReadonlyMap<string, DiscoveredModule>,
  edges: (module: DiscoveredModule) => Edges,
): void {
  const labels = cycle.map((name, index) => {
    const next = cycle[(index + 1) % cycle.length]!
    const module = byName.get(name)!
    return app.label(edges(module).get(next) ?? module.node, `${name} needs ${next}`)
  })
  diagnostics.push(say.moduleCycle({ cycle: [...cycle, cycle[0]!].join(' -> ') }, labels))
}

const reportUnreachable = ({ app, diagnostics }: AppLowering, { name, node }: DiscoveredModule): void =>
  void diagnostics.push(say.unreachableModule({ name }, [app.label(node)]))
