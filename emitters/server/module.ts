/** The emitted module under construction: its names, what it imports, and the functions that values need. */
import type { AppIR, SourceRef } from '../../compiler/ir/index.ts'
import { isIdentifier, member, type Names, names, quote } from '../code/index.ts'
import { createValueFunctions, type ValueFunctions } from '../validator/index.ts'
import { type Part, partsCalled, SHIM, type ShimName } from './shim.ts'

export type WireName = (typeof WIRE_NAMES)[number]
type Wire = typeof import('../../runtime-shim/wire/index.ts')

export type { ShimName }

export interface ServerModule {
  readonly ir: AppIR
  readonly names: Names
  readonly values: ValueFunctions
  /** By another rule for undeclared keys. */
  valuesWith(extraKeys: AppIR['config']['extraKeys']): ValueFunctions
  /** All functions for values that were asked for. */
  renderValues(): string
  /** A function of the module, once for each `id`. */
  function(id: string, hint: string, code: (name: string) => string): string
  /** The expression that says whether what transforms give is checked. */
  checksTransforms(): string
  /** Names of constants with the rules for files, by route. */
  readonly fileRules: Map<string, string>
  /** A constant of the module, once for each `id`; `value` gives its expression when it is first asked for. */
  constant(id: string, hint: string, value: () => string): string
  constants(): string
  /** A name of the shim, imported because it is asked for. */
  shim(name: ShimName): string
  wire(name: WireName): string
  /** What exchanges must be able to do for this code, and for what was asked for so far. */
  parts(code: string): readonly Part[]
  /** Whether it was asked for so far. */
  uses(name: ShimName): boolean
  /** `gctx`, for the app's own functions: with all that it may find there. */
  gctx(): string
  readonly appReadsContext: () => boolean
  /** The expression for a value exported by the app's sources; `hint` names the import. */
  source(ref: SourceRef, hint: string): string
  /** Import declarations for all that was asked for so far, then constants for what lies inside exports. */
  imports(): string[]
}

/** Longer lines are broken. */
export const WIDTH = 120

/** Locals of route functions and what the module itself declares: nothing imported may be called so. */
const LOCALS = [
  ...[
    'exchange',
    'path',
    'gctx',
    'lctx',
    'req',
    'res',
    'params',
    'query',
    'headers',
    'cookies',
    'body',
    'rawBody',
    'text',
    'bytes',
    'form',
    'parts',
    'fields',
    'files',
    'stream',
  ],
  ...[
    'rawQuery',
    'rawHeaders',
    'rawCookies',
    'contentType',
    'value',
    'result',
    'error',
    'modules',
    'protocol',
    'opened',
    'sockets',
  ],
  ...['admitted', 'search', 'idempotencyKey', 'isReplayed', 'versions'],
]

const WIRE_NAMES = ['decodeParam', 'parseQuery', 'parseCookies'] as const satisfies readonly (keyof Wire)[]

export function serverModule(ir: AppIR, watched = false): ServerModule {
  const allocated = names()
  for (const name of [...LOCALS, ...Object.keys(SHIM), ...WIRE_NAMES]) allocated.reserve(name)
  const shimNames = new Set<ShimName>()
  const wireNames = new Set<WireName>()
  const parts = new Set<Part>()
  let appReadsContext = false
  const sources = sourceImports(allocated)
  const valuesBy = new Map<AppIR['config']['extraKeys'], ValueFunctions>()
  const valuesWith = (extraKeys: AppIR['config']['extraKeys']): ValueFunctions => {
    const known = valuesBy.get(extraKeys)
    if (known) return known
    const types = ir.chains ? { ...ir.types, ...ir.chains.types } : ir.types
    const values = createValueFunctions({ types, config: { extraKeys } }, allocated, {
      predicate: (check) => sources.expression(check, check.exportName),
      forServer: true,
    })
    valuesBy.set(extraKeys, values)
    return values
  }
  const values = valuesWith(ir.config.extraKeys)
  const functions = moduleFunctions(allocated)
  const { constant, constants } = moduleConstants(allocated)
  return {
    ir,
    names: allocated,
    values,
    valuesWith,
    renderValues: () =>
      [...[...valuesBy.values()].map((one) => one.render()), functions.render()].filter((code) => code !== '').join('\n'),
    function: functions.take,
    checksTransforms() {
      if (watched) return 'true'
      shimNames.add('checksTransforms')
      return constant('checks transforms', 'transforms are checked', () => 'checksTransforms()')
    },
    fileRules: new Map(),
    constant,
    constants,
    shim(name) {
      shimNames.add(name)
      for (const part of SHIM[name]) parts.add(part)
      return name
    },
    wire(name) {
      wireNames.add(name)
      return name
    },
    parts: (code) => [...new Set([...parts, ...partsCalled(code)])].sort(),
    uses: (name) => shimNames.has(name),
    gctx() {
      appReadsContext = true
      return 'gctx'
    },
    appReadsContext: () => appReadsContext,
    source: sources.expression,
    imports: () => [
      ...named([...shimNames].sort(), '@gati-framework/core/server'),
      ...named(
        [...new Set([...wireNames, ...[...valuesBy.values()].flatMap((one) => one.imports())])].sort(),
        '@gati-framework/core/wire',
      ),
      ...sources.declarations(),
    ],
  }
}

function moduleFunctions(allocated: Names): { readonly take: ServerModule['function']; render(): string } {
  const known = new Map<string, { readonly name: string; code: string }>()
  return {
    take(id, hint, code) {
      const found = known.get(id)
      if (found) return found.name
      // Known before its code is written: one that leads to itself asks for itself.
      const made = { name: allocated.unique(hint), code: '' }
      known.set(id, made)
      made.code = code(made.name)
      return made.name
    },
    render: () => [...known.values()].map(({ code }) => code).join('\n'),
  }
}

function moduleConstants(allocated: Names): Pick<ServerModule, 'constant' | 'constants'> {
  const known = new Map<string, { readonly name: string; readonly value: string }>()
  return {
    constant(id, hint, value) {
      const found = known.get(id) ?? { name: allocated.unique(hint), value: value() }
      known.set(id, found)
      return found.name
    },
    constants: () => [...known.values()].map(({ name, value }) => `const ${name} = ${value}\n`).join(''),
  }
}

function named(bindings: readonly string[], from: string): string[] {
  if (bindings.length === 0) return []
  const line = `import { ${bindings.join(', ')} } from ${quote(from)}`
  return [line.length <= WIDTH ? line : `import {\n${bindings.map((name) => `  ${name},\n`).join('')}} from ${quote(from)}`]
}

/** What an import needs to know of an export. */
type Exported = Omit<SourceRef, 'location'>

interface SourceImports {
  expression(ref: Exported, hint: string): string
  declarations(): string[]
}

function sourceImports(allocated: Names): SourceImports {
  const exportNames = new Map<string, { readonly ref: Exported; readonly name: string }>()
  const members = new Map<string, { readonly name: string; readonly code: string }>()
  const imported = (ref: Exported, hint: string): string => {
    const id = `${ref.file}\0${ref.exportName}`
    const known = exportNames.get(id)
    if (known !== undefined) return known.name
    const name = allocated.unique(hint)
    exportNames.set(id, { ref, name })
    return name
  }
  return {
    expression(ref, hint) {
      if (ref.member === undefined || ref.member.length === 0) return imported(ref, hint)
      const id = JSON.stringify([ref.file, ref.exportName, ...ref.member])
      const known = members.get(id)
      if (known !== undefined) return known.name
      const root = imported(ref, `${fileStem(ref.file)} ${ref.exportName === 'default' ? '' : ref.exportName}`)
      const code = ref.member.reduce<string>(
        (object, step) => (typeof step === 'number' ? `${object}[${step}]` : member(object, step)),
        root,
      )
      const name = allocated.unique(hint)
      members.set(id, { name, code })
      return name
    },
    declarations: () => [
      ...importDeclarations([...exportNames.values()]),
      ...(members.size > 0 ? [''] : []),
      ...[...members.values()].map(({ name, code }) => `const ${name} = ${code}`),
    ],
  }
}

/** One declaration a file for what it exports by name; defaults and namespaces have their own. */
function importDeclarations(imported: readonly { readonly ref: Exported; readonly name: string }[]): string[] {
  const files = new Map<string, string[]>()
  const declarations: string[] = []
  for (const { ref, name } of imported) {
    const isNamed = ref.exportName !== '*' && ref.exportName !== 'default'
    if (!isNamed) declarations.push(`import ${ref.exportName === '*' ? `* as ${name}` : name} from ${quote(`./${ref.file}`)}`)
    else files.set(ref.file, [...(files.get(ref.file) ?? []), binding(ref.exportName, name)])
  }
  return [...declarations, ...[...files].flatMap(([file, bindings]) => named(bindings, `./${file}`))]
}

function binding(exportName: string, name: string): string {
  if (exportName === name) return name
  return `${isIdentifier(exportName) ? exportName : quote(exportName)} as ${name}`
}

/** src/api/_middleware.ts -> _middleware */
const fileStem = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
