/**
 * TypeScript's own checker, asked whether JSON values are of types, and beside it what lowering and the interpreter say.
 *
 *   { N0: { source: 'export namespace N0 { export type It = { a: 1 } }', values: [{ a: 1 }, {}] } }
 *     ->  one value accepted, one refused, no disagreement
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { accepts } from '../../../../interpret/index.ts'
import { type NamedTypes, printNamedType, printType, type Type } from '../../../../ir/index.ts'
import { createTypeScriptHost, hostType, placeOfNode } from '../../../1-load/index.ts'
import { createTypeLowering, type TypeLowering } from '../index.ts'
import { isBranded } from './branded.ts'
import { programOf, type SourceProgram } from './lower-source.ts'
import type { SourceCase } from './random-source.ts'
import { isObject, objectOf } from './random-values.ts'
import { ALIEN, type ReadingOptions, readingsOf } from './readings.ts'

const MODEL = readFileSync(join(import.meta.dirname, '../../../../../fixtures/random-types/model.ts'), 'utf8')
const IMPORTS = "import * as M from './model.ts'\nimport type { Merged as Account } from './model.ts'\n"

/** By the name of its namespace. */
export type SourceCases = Readonly<Record<string, SourceCase>>

export interface Verdicts {
  /** Pairs of a type and a value. */
  readonly accepted: number
  readonly refused: number
  /** Each code once for each type. */
  readonly refusals: readonly { readonly code: string; readonly source: string }[]
  readonly disagreements: readonly string[]
  /** What TypeScript says of the sources. */
  readonly typeErrors: readonly string[]
}

interface LoweredCase {
  readonly name: string
  readonly source: string
  readonly type: Type
  readonly types: NamedTypes
  /** Of members, and the kinds of type, in all of it. */
  readonly names: readonly string[]
  readonly kinds: ReadonlySet<string>
}

interface Pair {
  readonly one: LoweredCase
  readonly value: unknown
  /** What the interpreter says. */
  readonly isTaken: boolean
}

/** Readings of a value: at first, and where none of the first ones is assignable. */
const FEW = 24
const MANY = 800

export function compareWithChecker(cases: SourceCases, options: ts.CompilerOptions): Verdicts {
  const source =
    IMPORTS +
    Object.values(cases)
      .map((one) => one.source)
      .join('\n')
  const { lowered, refusals, typeErrors, unlike } = lowerAll(cases, programWith(source, '', options))
  const pairs = lowered.flatMap((one): Pair[] =>
    cases[one.name]!.values.map((value) => ({ one, value, isTaken: interpret(one, value) })),
  )
  const judge: Judge = (asked, readingsFor) => assignable(asked, source, options, readingsFor)
  const absent = options.exactOptionalPropertyTypes === true ? 'plain' : 'never'
  const first = judge(pairs, (pair) => readings(pair, { absent: pair.isTaken ? 'any' : absent, most: FEW }))
  const tooMuch = pairs.filter(({ isTaken }, index) => isTaken && !first[index])
  const tooLittle = pairs.filter(({ isTaken }, index) => !isTaken && first[index])
  const disagreeing = [...withoutReading(tooMuch, judge), ...withoutExcuse(tooLittle, absent, judge)]
  const accepted = pairs.filter(({ isTaken }) => isTaken).length
  const disagreements = [...unlike, ...disagreeing.map(describe)]
  return { accepted, refused: pairs.length - accepted, refusals, disagreements, typeErrors }
}

const interpret = ({ type, types }: LoweredCase, value: unknown) => accepts(type, value, { types, extraKeys: 'strip' })
const readings = ({ one, value }: Pair, options: Pick<ReadingOptions, 'absent' | 'most'>) =>
  readingsOf(value, { ...one, ...options })

function describe({ one, value, isTaken }: Pair): string {
  const [yes, no] = isTaken ? ['The interpreter', 'TypeScript'] : ['TypeScript', 'the interpreter']
  const lines = [`${yes} takes ${JSON.stringify(value)}, ${no} refuses it`, one.source, `lowered to ${printType(one.type)}`]
  return [...lines, ...Object.values(one.types).map(printNamedType)].join('\n')
}

const programWith = (source: string, values: string, options: ts.CompilerOptions) =>
  programOf({ 'model.ts': MODEL, 'app.ts': source, 'values.ts': values }, { types: [], ...options })

/** Each type by itself; and then all of them after each other, which must make no difference. */
function lowerAll(cases: SourceCases, { program, app, root }: SourceProgram) {
  const checker = program.getTypeChecker()
  const host = createTypeScriptHost(program, { root })
  const shared = createTypeLowering(host)
  const lower = (lowering: TypeLowering, symbol: ts.Symbol, name: string) =>
    lowering.lower(hostType(checker.getDeclaredTypeOfSymbol(symbol)), name, placeOfNode(symbol.declarations![0]!, root))
  const refusals: { code: string; source: string }[] = []
  const unlike: string[] = []
  const lowered = Object.keys(cases).flatMap((name): LoweredCase[] => {
    const alone = createTypeLowering(host)
    const symbol = typeIn(name, checker, app)
    const type = lower(alone, symbol, name)
    const { source } = cases[name]!
    for (const code of new Set(alone.diagnostics.map((diagnostic) => diagnostic.code))) refusals.push({ code, source })
    if (alone.diagnostics.length > 0 || isBranded(checker.getDeclaredTypeOfSymbol(symbol), checker)) return []
    const one = { name, source, type, types: alone.types, ...contentOf(type, alone.types) }
    const beside = { ...one, type: lower(shared, symbol, name), types: shared.types }
    if (cases[name]!.values.some((value) => interpret(one, value) !== interpret(beside, value)))
      unlike.push(`${one.source}\nis lowered to ${printType(type)} alone, and after others to ${printType(beside.type)}`)
    return [one]
  })
  const typeErrors = program.getSemanticDiagnostics(app).map((error) => textOf(error, app))
  return { lowered, refusals, unlike, typeErrors }
}

function contentOf(type: Type, types: NamedTypes): Pick<LoweredCase, 'names' | 'kinds'> {
  const text = JSON.stringify([type, types])
  const found = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => JSON.parse(`"${name}"`) as string))
  return { names: [...found(/"name":"((?:[^"\\]|\\.)*)"/g)], kinds: found(/"kind":"([a-z-]+)"/g) }
}

function textOf({ messageText, start }: ts.Diagnostic, file: ts.SourceFile): string {
  const { line } = file.getLineAndCharacterOfPosition(start!)
  return `${file.text.split('\n')[line]!.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
}

function typeIn(name: string, checker: ts.TypeChecker, file: ts.SourceFile): ts.Symbol {
  const exported = (symbol: ts.Symbol, wanted: string) =>
    checker.getExportsOfModule(symbol).find((one) => one.getName() === wanted)!
  return exported(exported(checker.getSymbolAtLocation(file)!, name), 'It')
}

type Judge = <Asked extends Pair>(pairs: readonly Asked[], readingsFor: (pair: Asked) => readonly string[]) => readonly boolean[]

/** For each pair, whether one of the readings is assignable to its type. */
function assignable<Asked extends Pair>(
  pairs: readonly Asked[],
  source: string,
  options: ts.CompilerOptions,
  readingsFor: (pair: Asked) => readonly string[],
): readonly boolean[] {
  if (pairs.length === 0) return []
  const aliases = new Map<string, string>()
  const wanted = pairs.map((pair) =>
    readingsFor(pair).map((text) => {
      const alias = aliases.get(text) ?? `V${aliases.size}`
      aliases.set(text, alias)
      return alias
    }),
  )
  const values = [...aliases].map(([text, alias]) => `export type ${alias} = ${text}`).join('\n')
  const { program, app, root } = programWith(source, `import * as M from './model.ts'\n${values}`, options)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, 'values.ts'))!)!
  const declared = (symbol: ts.Symbol) => checker.getDeclaredTypeOfSymbol(symbol)
  const types = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.getName(), declared(symbol)]))
  return pairs.map(({ one }, index) => {
    const target = declared(typeIn(one.name, checker, app))
    return wanted[index]!.some((alias) => checker.isTypeAssignableTo(types.get(alias)!, target))
  })
}

/** Of what is taken, what TypeScript takes in no reading; unless there are too many to try them all. */
function withoutReading(pairs: readonly Pair[], judge: Judge): readonly Pair[] {
  const all = pairs.map((pair) => ({ ...pair, readings: readings(pair, { absent: 'any', most: MANY }) }))
  const tried = all.filter((pair) => pair.readings.length < MANY)
  const taken = judge(tried, (pair) => pair.readings)
  return tried.filter((_, index) => !taken[index])
}

/**
 * Where TypeScript takes everything but null (`{}`), or an array for the object of its indices and its length, the wire wants an object; where it takes
 * everything, a member that is there. The value with an object in such places must be taken.
 */
function withoutExcuse(pairs: readonly Pair[], absent: ReadingOptions['absent'], judge: Judge): readonly Pair[] {
  const places = pairs.flatMap((pair) => placesOf(pair.value, pair.one.names).map((place) => ({ ...pair, place })))
  const isOpen = judge(places, ({ one, value, place }) =>
    readings({ one, value: replaced(value, place, ALIEN), isTaken: false }, { absent, most: MANY }),
  )
  return pairs.filter(({ one, value }) => {
    const open = places.filter((place, index) => isOpen[index] && place.one === one && place.value === value)
    const fill = (whole: unknown, some: typeof open) =>
      some.reduce((filled, { place }) => replaced(filled, place, { '~': places.findIndex((one) => one.place === place) }), whole)
    const present = fill(
      value,
      open.filter(({ place }) => has(value, place)),
    )
    const absentOnes = open.filter(({ place }) => !has(value, place) && has(present, place.slice(0, -1)))
    const tries = [present, fill(present, absentOnes), ...absentOnes.map((place) => fill(present, [place]))]
    return !tries.some((whole) => interpret(one, whole) || interpret(one, withoutArrays(whole)))
  })
}

const has = (value: unknown, [step, ...rest]: Path): boolean =>
  step === undefined ||
  (typeof value === 'object' && value !== null && Object.hasOwn(value, step) && has((value as never)[step], rest))

type Path = readonly string[]

/** Of what is no object and of absent members, the outermost last: a place that is replaced has no others inside. */
function placesOf(value: unknown, names: readonly string[], path: Path = []): readonly Path[] {
  const own = value === null || isObject(value) ? [] : [path]
  const absent = isObject(value) ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => [...path, name]) : []
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [...inner.flatMap(([key, item]) => placesOf(item, names, [...path, key])), ...absent, ...own]
}

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, by))
  const entries = new Map(Object.entries(value as object))
  return objectOf([...entries.set(step, replaced(entries.get(step), rest, by))])
}

const withoutArrays = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? objectOf([
        ...Object.entries(value).map(([key, item]) => [key, withoutArrays(item)] as const),
        ...(Array.isArray(value) ? [['length', value.length] as const] : []),
      ])
    : value
