/**
 * What stands for `validator<T>()`: a module with a constant for each, which works wherever it is imported.
 *
 *   validator<User>() in src/users.ts  ->  export const userValidator = {
 *                                            is: (value) => isUser(value),
 *                                            parse(value) { ... return readUser(value) },
 *                                          }
 */
import {
  type AppIR,
  type CheckConstraint,
  printType,
  reachable,
  resolve,
  type ServerConfig,
  type Type,
  typesOfApp,
  unreachable,
  type ValidatorMember,
  walk,
} from '../../compiler/ir/index.ts'
import { comment, isIdentifier, literal, type Names, names, quote, type Text, text } from '../code/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { schemaOf } from '../schema/index.ts'
import { createValueFunctions, reachesAny, type ValueFunctions } from '../validator/index.ts'
import { validatorDeclarations } from './declaration.ts'

export interface ModuleEntry {
  readonly hint: string
  readonly type: Type
  readonly extraKeys: ServerConfig['extraKeys']
  readonly members: readonly ValidatorMember[]
  /** What it is exported as: an identifier; made from the hint where absent. */
  readonly exported?: string
  /** Said above it. */
  readonly origin?: string
}

export interface ModuleOptions {
  readonly types: AppIR['types']
  /** First line of the module. */
  readonly heading: string
  /** How the module imports a source file of the app, which is given relative to the root. */
  readonly importOf: (file: string) => string
}

export interface ValidatorModule {
  readonly text: string
  /** Names of the exports, one an entry. */
  readonly names: readonly string[]
}

/** What functions of the module call their parameter and what they hold: nothing else may be called so. */
const LOCALS = ['value', 'seed', 'text', 'json', 'cause', 'InvalidValue']

export function emitValidatorModule(entries: readonly ModuleEntry[], options: ModuleOptions): ValidatorModule {
  const allocated = names()
  for (const name of LOCALS) allocated.reserve(name)
  const predicates = predicateImports(allocated)
  const byMode = new Map<ServerConfig['extraKeys'], ValueFunctions>()
  const functionsOf = ({ extraKeys }: ModuleEntry): ValueFunctions => {
    const known =
      byMode.get(extraKeys) ??
      createValueFunctions({ types: options.types, config: { extraKeys } }, allocated, {
        predicate: predicates.expression,
      })
    byMode.set(extraKeys, known)
    return known
  }
  const out = text()
  const locals = entries.map((entry) => {
    const name = allocated.unique(`${entry.exported ?? entry.hint} validator`)
    writeValidator(out, name, entry, functionsOf, options)
    return name
  })
  const exported = entries.map((entry, index) => entry.exported ?? locals[index]!)
  const bindings = locals.map((name, index) => (name === exported[index] ? name : `${name} as ${exported[index]}`))
  out.line(`export { ${bindings.join(', ')} }`)
  const all = [...byMode.values()]
  const wire = [...new Set(all.flatMap((functions) => functions.imports()))].sort()
  const throws = entries.some(({ members }) => THROWING.some((member) => members.includes(member)))
  const imports = [
    ...(throws ? [`import { InvalidValue } from '@gati-framework/core'`] : []),
    ...(wire.length > 0 ? [`import { ${wire.join(', ')} } from '@gati-framework/core/wire'`] : []),
    ...predicates.declarations(options.importOf),
  ]
  const sections = [comment(options.heading), imports.join('\n'), ...all.map((functions) => functions.render()), out.toString()]
  return { text: `${sections.flatMap((section) => section.trim() || []).join('\n\n')}\n`, names: exported }
}

const THROWING: readonly ValidatorMember[] = ['assert', 'parse', 'stringify']

function writeValidator(
  out: Text,
  name: string,
  entry: ModuleEntry,
  functionsOf: (entry: ModuleEntry) => ValueFunctions,
  options: ModuleOptions,
): void {
  if (entry.origin !== undefined) out.line(comment(entry.origin))
  out.open(`const ${name} = {`)
  for (const member of entry.members)
    if (member === 'stringify') writeStringify(out, entry, functionsOf, options)
    else writeMember(out, member, entry, functionsOf(entry), options)
  out.close().line()
}

/**
 * What is written is looked at before it is handed out: a value that is not of the type would become text that nobody takes.
 * Where JSON.stringify may leave something out, that is known only of the text.
 */
function writeStringify(
  out: Text,
  entry: ModuleEntry,
  functionsOf: (entry: ModuleEntry) => ValueFunctions,
  { types }: ModuleOptions,
): void {
  const { type, hint, extraKeys } = entry
  const shown = quote(typeText(type, hint))
  const isText = mayLose(type, types) || (extraKeys === 'strict' && reachesAny(type, types, (part) => isChoice(part, types)))
  // A projection has no undeclared keys, but it has those of absent members.
  const values = functionsOf(isText || extraKeys !== 'strict' ? entry : { ...entry, extraKeys: 'strip' })
  const local = isText ? 'text' : 'json'
  out.open('stringify(value) {').line(`let ${local}`).open('try {')
  out.line(`${local} = ${isText ? values.stringify(type, hint) : values.project(type, hint)}(value)`)
  out.reopen('} catch (cause) {').line(`throw new InvalidValue(${shown}, [], { cause })`).close()
  if (isText) {
    out.line(`if (text === undefined) throw new InvalidValue(${shown}, [])`)
    out.line('const json = JSON.parse(text)')
  }
  out.line(`if (!${values.is(type, hint)}(json)) throw new InvalidValue(${shown}, ${values.explain(type, hint)}(json))`)
  out.line(`return ${isText ? 'text' : 'JSON.stringify(json)'}`).close('},')
}

/** Functions in the place of any value, and absent members that are counted. */
const mayLose = (type: Type, types: AppIR['types']): boolean =>
  mayBeUndefined(type, types) ||
  reachesAny(
    type,
    types,
    (part) =>
      part.kind === 'unknown' ||
      (part.kind === 'object' && part.constraints.some(({ kind }) => kind === 'minProperties' || kind === 'maxProperties')),
  )

/** What is written of the one member may be taken for the other, unless nothing undeclared is. */
const isChoice = (type: Type, types: AppIR['types']): boolean =>
  type.kind === 'union' &&
  type.discriminant === undefined &&
  type.members.filter((member) => ['object', 'union'].includes(resolve(member, types).kind)).length > 1

function mayBeUndefined(type: Type, types: AppIR['types']): boolean {
  const whole = resolve(type, types)
  return whole.kind === 'union' ? whole.members.some((member) => mayBeUndefined(member, types)) : whole.kind === 'undefined'
}

function writeMember(
  out: Text,
  member: Exclude<ValidatorMember, 'stringify'>,
  entry: ModuleEntry,
  values: ValueFunctions,
  options: ModuleOptions,
): void {
  const { type, hint } = entry
  const refuse = () => {
    const shown = quote(typeText(type, hint))
    out.line(`if (!${values.is(type, hint)}(value)) throw new InvalidValue(${shown}, ${values.explain(type, hint)}(value))`)
  }
  switch (member) {
    case 'is':
      out.line(`is: (value) => ${values.is(type, hint)}(value),`)
      return
    case 'assert':
      out.open('assert(value) {')
      refuse()
      out.line('return value').close('},')
      return
    case 'validate':
      out.line(`validate: (value) => ${values.explain(type, hint)}(value),`)
      return
    case 'parse': {
      out.open('parse(value) {')
      refuse()
      const read = values.read(type, hint)
      out.line(`return ${read === undefined ? 'value' : `${read}(value)`}`).close('},')
      return
    }
    case 'random': {
      const drawn = `${values.wire('sample')}(${values.sample(type, hint)}(), seed)`
      const read = values.read(type, hint)
      out.line(`random: (seed) => ${read === undefined ? drawn : `${read}(${drawn})`},`)
      return
    }
    case 'schema':
      out.line(`schema: ${literal(schemaOf(type, options.types, entry.extraKeys))},`)
      return
    default:
      unreachable(member)
  }
}

export const VALIDATORS_FOLDER = '.gati/generated/validators'

/** A validator for each named type of the wire and of the app's validators, for programs that are not compiled: no plugin is needed. */
export function emitValidatorFiles(ir: Pick<AppIR, 'routes' | 'types' | 'config' | 'env' | 'validators'>): EmittedFile[] {
  const { types, validators = [] } = ir
  const { extraKeys } = ir.config
  const roots = [...typesOfApp(ir), ...validators.map(({ type }) => type)]
  const ids = [...reachable(roots, types)].filter((id) => !isWritten(types[id]!.type, types)).sort()
  if (ids.length === 0) return []
  const up = '../'.repeat(VALIDATORS_FOLDER.split('/').length)
  const entries = ids.map((id): ModuleEntry => ({ hint: id, exported: id, type: { kind: 'ref', id }, extraKeys, members: ALL }))
  const heading = 'Generated by gatic. Do not edit.'
  const module = emitValidatorModule(entries, { types, heading, importOf: (file) => up + file })
  const declarations = validatorDeclarations(ids, types, (file) => up + file.replace(/\.([cm]?)tsx?$/, '.$1js'))
  return [
    { path: `${VALIDATORS_FOLDER}/index.mjs`, text: module.text },
    { path: `${VALIDATORS_FOLDER}/index.d.mts`, text: declarations },
  ]
}

const ALL: readonly ValidatorMember[] = ['is', 'assert', 'validate', 'parse', 'stringify', 'random', 'schema']

/** With a `toJSON()` somewhere inside: nothing can be read as it. */
function isWritten(root: Type, types: AppIR['types']): boolean {
  const inside = [root, ...[...reachable([root], types)].map((id) => types[id]!.type)]
  let found = false
  for (const type of inside) walk(type, ({ kind }) => void (found ||= kind === 'to-json'))
  return found
}

const longestName = 60

/** A name, or the type itself where it is short. */
function typeText(type: Type, hint: string): string {
  const printed = printType(type)
  return printed.length <= longestName ? printed : hint
}

/** The app's own predicates, imported because they are asked for. */
function predicateImports(allocated: Names) {
  const imported = new Map<string, { readonly check: CheckConstraint; readonly name: string }>()
  return {
    expression(check: CheckConstraint): string {
      const id = `${check.file}\0${check.exportName}`
      const known = imported.get(id)
      if (known !== undefined) return known.name
      const name = allocated.unique(check.exportName)
      imported.set(id, { check, name })
      return name
    },
    declarations: (importOf: ModuleOptions['importOf']): string[] =>
      [...imported.values()].map(({ check: { file, exportName }, name }) => {
        const from = quote(importOf(file))
        if (exportName === 'default') return `import ${name} from ${from}`
        const original = isIdentifier(exportName) ? exportName : quote(exportName)
        return `import { ${original === name ? name : `${original} as ${name}`} } from ${from}`
      }),
  }
}
