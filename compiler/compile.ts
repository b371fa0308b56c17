/**
 * The whole pipeline: an app's folder -> its IR, or what is wrong with it. Writes nothing.
 *
 *   load      files and settings as a warm program, with the contexts' types laid over it
 *   discover  routes, middleware, modules, configuration
 *   lower     types and code as the IR
 *   history   what was promised before, from .gati/versions, beside the IR
 *   check     what the IR itself shows to be wrong
 *   types     TypeScript's own errors, last, as they take longest
 */
import { performance } from 'node:perf_hooks'
import { isDeepStrictEqual } from 'node:util'
import { emitContext } from '../emitters/context/index.ts'
import type { EmittedFile } from '../emitters/emitted-file.ts'
import { emitVersionTypes, VERSION_TYPES_PATH } from '../emitters/version-types/index.ts'
import { coreNotInstalled, type Diagnostic, sortDiagnostics, unknownVersion, versionStoreDamaged } from './diagnostics/index.ts'
import type { AppIR, History, ServerConfig, VersionStep } from './ir/index.ts'
import {
  type Affected,
  type AppProgram,
  affectedFiles,
  digest,
  openProject,
  type Project,
  type ProjectOptions,
  readVersionFiles,
} from './phases/1-load/index.ts'
import {
  type BuildSettings,
  contextSources,
  type Discovery,
  discover,
  type KeptFiles,
  type SdkSettings,
  type StepSource,
  stepSources,
} from './phases/2-discover/index.ts'
import { type Lowered, type LoweringMemory, lower } from './phases/3-lower/index.ts'
import { check } from './phases/4-check/index.ts'
import {
  decodeStore,
  type Past,
  pastOf,
  type Uncovered,
  unknownDefault,
  VERSIONS_FOLDER,
  versionOfStep,
  WAIVERS_FILE,
  type WithPast,
  withPast,
} from './versions/index.ts'

export { digest, readVersionFiles, type SdkSettings }

export type Phase = 'load' | 'discover' | 'lower' | 'check' | 'types'

/** Milliseconds, of the phases that ran. */
export type Timings = Readonly<Partial<Record<Phase, number>>>

export interface Compilation {
  /** Absent when there is an error among the diagnostics. The same object as that of the update before where it says the same. */
  readonly ir?: AppIR
  /** Sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** To be written below the app's root. */
  readonly files: readonly EmittedFile[]
  /** `build` and `sdk` of the config: what is made of the app, and how. */
  readonly build: BuildSettings
  /** Where the app is to listen, as far as the config could be read; there for apps with errors as well. */
  readonly address?: Pick<ServerConfig, 'host' | 'port'>
  readonly timings: Timings
}

export interface Compiler {
  readonly root: string
  /** Takes in changed files, absolute or relative to the root, and compiles without TypeScript's own check: fast, and not the last word. */
  update(changed?: readonly string[]): Compilation
  /** The last update with TypeScript's errors among its diagnostics. */
  checked(): Compilation
  /** Absolute paths of the files that the last update read, outside the app's folder as well; undefined where settings lead to folders there. */
  inputs(): readonly string[] | undefined
  /** Breaking changes that nothing in src/versions makes good. */
  uncovered(): readonly Uncovered[]
  /** Text of a file of the app as it was compiled, for the frames of diagnostics. */
  source(file: string): string | undefined
}

export interface CompileOptions extends ProjectOptions {
  /** Whether breaking changes are errors that nothing in src/versions makes good; they are where nothing is said. */
  readonly uncovered?: 'allowed'
}

export function compile(root: string, options: CompileOptions = {}): Compilation {
  const compiler = createCompiler(root, options)
  compiler.update()
  return compiler.checked()
}

export function createCompiler(root: string, options: CompileOptions = {}): Compiler {
  const project = openProject(root, options)
  let state: State | undefined
  const update = (changed: readonly string[] = []): State => {
    if (changed.length > 0) project.update(changed)
    state = run(project, state)
    return state
  }
  return {
    root: project.root,
    update: (changed) => result(update(changed)),
    checked: () => withTypes(state ?? update(), options),
    inputs: () => project.inputs(),
    uncovered: () => state?.judged?.uncovered() ?? [],
    source: (file) => project.text(file),
  }
}

interface State extends Omit<Compilation, 'diagnostics'> {
  readonly program: AppProgram
  readonly found: readonly Diagnostic[]
  /** Nothing more can be said about a program whose syntax is broken. */
  readonly isBroken: boolean
  /** What was discovered in this very program. */
  readonly discovered?: KeptFiles
  /** What the IR itself shows to be wrong. */
  readonly judged?: Judged
  /** What was recorded of the app's past. */
  readonly recorded?: Recorded
  /** The last lowering that the next one may keep a part of. */
  readonly lowered?: { readonly program: AppProgram; readonly memory: LoweringMemory }
}

interface Judged extends WithPast {
  /** By what it was judged. */
  readonly basis: readonly [lowered: AppIR, steps: readonly VersionStep[], past: Past | undefined, waivers: string | undefined]
  readonly checks: readonly Diagnostic[]
}

interface Recorded {
  readonly files: Project['versionFiles']
  /** Absent: nothing was recorded, or it is damaged. */
  readonly past?: Past
  readonly diagnostics: readonly Diagnostic[]
}

function run(project: Project, before: State | undefined, isAgain = false): State {
  const clock = stopwatch()
  const context = emitContext(contextSources(project))
  project.generated(context.path, context.text)
  const sources = stepSources(project)
  const recorded = recordedIn(project, before?.recorded)
  const assumed = versionTypes(sources, before?.judged?.ir.history) ?? keptTypes(project, sources)
  if (assumed) project.generated(assumed.path, assumed.text)
  const program = project.program()
  const syntax = program.syntaxErrors()
  clock.lap('load')
  const affected = before ? affectedFiles(before.program, program) : 'all'
  if (before) program.keepSemanticErrors(before.program, affected)
  const base = { program, files: [context], ...(before?.lowered && { lowered: before.lowered }) }
  if (syntax.length > 0 || !program.core) {
    const missing = program.core ? [] : [coreNotInstalled({}, [])]
    const found = [...project.diagnostics, ...syntax, ...missing]
    return { ...base, found, isBroken: true, build: { external: [] }, timings: clock.timings }
  }
  const discovery = discover(project, program, before?.discovered, affected)
  clock.lap('discover')
  const { ir: lowered, steps, diagnostics, memory } = lowerAfter(before, project, program, discovery, affected)
  clock.lap('lower')
  const judged = lowered && judge(project, lowered, steps, recorded.past, before?.judged)
  clock.lap('check')
  const checks = judged?.checks ?? []
  const found = [...project.diagnostics, ...recorded.diagnostics, ...discovery.diagnostics, ...diagnostics, ...checks]
  const { build, server: address } = discovery.config
  const types = versionTypes(sources, judged?.ir.history)
  const state: State = {
    ...base,
    files: types ? [context, types] : [context],
    ...(judged && { ir: judged.ir, judged }),
    discovered: discovery.keep,
    recorded,
    found,
    isBroken: false,
    build,
    address,
    timings: clock.timings,
    ...(memory && { lowered: { program, memory } }),
  }
  // What src/versions is checked against follows from the app itself: where it was not as assumed, once more.
  return types && types.text !== assumed?.text && !isAgain ? run(project, state, true) : state
}

/** As the last build left them. */
function keptTypes(project: Project, sources: readonly StepSource[]): EmittedFile | undefined {
  const text = sources.length === 0 ? undefined : project.text(VERSION_TYPES_PATH)
  return text === undefined ? undefined : { path: VERSION_TYPES_PATH, text }
}

/** An IR that says the same as the one before is the same: whoever made something of that has it still. */
function judge(
  project: Project,
  lowered: AppIR,
  steps: readonly VersionStep[],
  past: Past | undefined,
  before: State['judged'],
): Judged {
  const basis = [lowered, steps, past, project.text(`${VERSIONS_FOLDER}/${WAIVERS_FILE}`)] as const
  if (before && isDeepStrictEqual(basis, before.basis)) return before
  const app = withPast(...basis, new Date().toISOString())
  return { ...app, basis, checks: [...app.diagnostics, ...check(app.ir), ...(past ? defaultOf(past, lowered) : [])] }
}

function defaultOf(past: Past, app: AppIR): readonly Diagnostic[] {
  const version = unknownDefault(past, app)
  const hint = '`versions.default` of gati.config.ts names it; `gatic version list` lists those that are there.'
  return version === undefined ? [] : [unknownVersion({ version }, [], [hint])]
}

/** Of files in src/versions: the types of both sides, where the app is as it is. */
function versionTypes(sources: readonly StepSource[], history: History | undefined): EmittedFile | undefined {
  if (sources.length === 0 || history === undefined) return undefined
  const { versions } = history
  const side = (version: number) => {
    const { id, semver, snapshot } = versions[version]!
    return { label: `${semver}, ${id}`, snapshot }
  }
  const steps = sources.flatMap(({ name, renamed }) => {
    const version = versionOfStep(history, name)
    if (version === undefined) return []
    return [{ name, renamed, older: side(version), newer: side(Math.min(version + 1, versions.length - 1)) }]
  })
  return emitVersionTypes(steps)
}

function recordedIn({ versionFiles: files }: Project, before: Recorded | undefined): Recorded {
  if (before?.files === files) return before
  if (files.length === 0) return { files, diagnostics: [] }
  const store = decodeStore(files, digest)
  if ('versions' in store) return { files, past: pastOf(store, digest), diagnostics: [] }
  return { files, diagnostics: store.map(({ file, reason }) => versionStoreDamaged({ file, reason }, [])) }
}

function lowerAfter(
  before: State | undefined,
  project: Project,
  program: AppProgram,
  discovery: Discovery,
  affected: Affected,
): Lowered {
  if (!before?.lowered) return lower(project, program, discovery)
  const { program: basis, memory } = before.lowered
  return lower(project, program, discovery, memory, basis === before.program ? affected : affectedFiles(basis, program))
}

function result({ ir, files, build, address, timings, found }: State): Compilation {
  const hasErrors = found.some(({ severity }) => severity === 'error')
  return {
    ...(ir && !hasErrors && { ir }),
    diagnostics: sortDiagnostics(found),
    files,
    build,
    ...(address && { address }),
    timings,
  }
}

/** Where both speak of the same place, ours says what it means for an app. */
function withTypes(state: State, options: CompileOptions): Compilation {
  if (state.isBroken) return result(state)
  const clock = stopwatch()
  const errors = state.program.semanticErrors()
  clock.lap('types')
  const place = ({ labels: [label] }: Diagnostic) =>
    label && `${label.location.file}:${label.location.line}:${label.location.column}`
  const said = new Set(state.found.flatMap((diagnostic) => place(diagnostic) ?? []))
  const others = errors.filter((error) => !said.has(place(error) ?? ''))
  // What is wrong by itself may be what is missing.
  const isWrong = state.found.some(({ severity }) => severity === 'error')
  const missing = isWrong || options.uncovered === 'allowed' ? [] : (state.judged?.missing() ?? [])
  // An unresolved type has one cause, which TypeScript names, and as many uses as there are routes.
  const found = errors.length === 0 ? state.found : state.found.filter(({ code }) => code !== 'GT3002')
  return result({ ...state, found: [...found, ...missing, ...others], timings: { ...state.timings, ...clock.timings } })
}

function stopwatch() {
  const timings: Partial<Record<Phase, number>> = {}
  let last = performance.now()
  return {
    timings,
    lap(phase: Phase) {
      const now = performance.now()
      timings[phase] = now - last
      last = now
    },
  }
}
