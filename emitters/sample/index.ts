/**
 * What values does a type have? One as documentation shows it (example.ts); and here any, from a seed, for tests: the tree of samples that the shim draws from.
 *
 *   interface User { id: UUID; age?: number & Integer }
 *     ->  function sampleUser() {
 *           return { kind: 'object', members: [['id', { kind: 'such', ... }], ['age', { kind: 'such', ... }, 'optional']] }
 *         }
 */
import {
  type BigIntConstraint,
  type NumberConstraint,
  named,
  type ObjectType,
  printType,
  type StringConstraint,
  type Type,
  type UnionType,
  unreachable,
} from '../../compiler/ir/index.ts'
import { literal, quote } from '../code/index.ts'
import type { Site } from '../validator/index.ts'
import { heightsOf } from './height.ts'
import { characterSets } from './pattern.ts'
import { type Code, print } from './print.ts'

export { type ExampleCode, exampleOf, exampleOfProperty, mustBeShown } from './example.ts'

/** Body of `sampleX()`. */
export function sampleBody(type: Type, site: Site): void {
  const definition = type.kind === 'ref' ? named(type.id, site.on.types).type : type
  site.out.lines(`return ${print(suchThat(definition, type, site))}`)
}

/** A node of a part: what has a name has a function. */
function part(type: Type, site: Site, name: string): Code {
  const inner = { ...site, hint: `${site.hint} ${name}` }
  if (type.kind === 'ref') return { kind: quote('later'), of: site.on.functionOf('sample', type, inner.hint) }
  return suchThat(type, type, inner)
}

/** Candidates are held against the type's own check where drawing alone does not make them right. `whole`: the type by its name. */
function suchThat(type: Type, whole: Type, site: Site): Code {
  const candidates = candidatesOf(type, site)
  if (!isChecked(type)) return candidates[0]!
  const that = site.on.functionOf('is', whole, site.hint)
  return { kind: quote('such'), of: candidates, that, type: quote(printType(whole)) }
}

function isChecked(type: Type): boolean {
  if (type.kind === 'set') return true
  if (type.kind === 'template') return type.types.length > 0
  if (type.kind === 'object' && type.index.length > 1) return true
  return 'constraints' in type && type.constraints.some(({ kind }) => kind !== 'sensitive' && kind !== 'brand')
}

const node = (kind: string, members: Readonly<Record<string, Code | undefined>> = {}): Code => ({
  kind: quote(kind),
  ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
})
const one = (...values: readonly (string | number | boolean | null)[]): Code =>
  node('one', { of: values.map((value) => literal(value)) })

function candidatesOf(type: Type, site: Site): readonly Code[] {
  const inside = (inner: Type, name: string) => part(inner, site, name)
  switch (type.kind) {
    case 'unknown':
      return [node('json')]
    case 'never':
      return [node('never', { type: quote('never') })]
    case 'undefined':
      return [node('one', { of: ['undefined'] })]
    case 'null':
      return [one(null)]
    case 'boolean':
      return [one(true, false)]
    case 'string':
      return texts(type.constraints)
    case 'number':
      return [number(type.constraints)]
    case 'bigint':
      return [bigint(type.constraints)]
    case 'date':
      return [node('format', { format: quote('date-time') })]
    case 'bytes':
      return [node('format', { format: quote('base64') })]
    case 'url':
      return [node('format', { format: quote('url') })]
    case 'literal':
      return [one(type.value)]
    case 'template':
      return [
        node('joined', {
          parts: type.texts.flatMap((text, index) => [
            ...(text === '' ? [] : [one(text)]),
            ...(type.types[index] === undefined ? [] : [hole(type.types[index], site)]),
          ]),
        }),
      ]
    case 'array':
      return [node('list', { item: inside(type.element, 'item'), ...sizes(type.constraints, 'Items') })]
    case 'set':
      return [node('list', { item: inside(type.element, 'item') })]
    case 'map':
      return [node('list', { item: pair(inside(type.key, 'key'), inside(type.value, 'value')) })]
    case 'tuple':
      return [
        node('tuple', {
          items: type.elements.map(({ type: element, mode }, index) => [inside(element, String(index)), quote(mode)]),
        }),
      ]
    case 'object':
      return [object(type, inside)]
    case 'union':
      return [union(type, site, inside)]
    case 'to-json':
      return [inside(type.type, 'json')]
    case 'ref':
      return [part(type, site, '')]
    default:
      return unreachable(type)
  }
}

const pair = (key: Code, value: Code): Code =>
  node('tuple', {
    items: [
      [key, quote('required')],
      [value, quote('required')],
    ],
  })

/** The text of a number in a template is that of a decimal integer as well. */
function hole(type: Type, site: Site): Code {
  const whole = site.on.resolve(type)
  if (whole.kind === 'number' && whole.constraints.length === 0) return node('number', { step: '1' })
  return part(type, site, 'part')
}

/** What says most of the text first: a pattern, a format, and then letters between what is to stand at the ends. */
function texts(constraints: readonly StringConstraint[]): readonly Code[] {
  const value = (kind: 'minLength' | 'maxLength' | 'startsWith' | 'endsWith') =>
    constraints.flatMap((one) => (one.kind === kind ? [literal(one.value)] : [])).at(-1)
  const includes = constraints.flatMap((one) => (one.kind === 'includes' ? [quote(one.value)] : []))
  const start = value('startsWith')
  const end = value('endsWith')
  const middle = includes.length > 0 ? includes : undefined
  const letters = node('text', { min: value('minLength'), max: value('maxLength'), start, end, middle })
  const special = constraints.flatMap((one): Code[] => {
    if (one.kind === 'format') return [node('format', { format: quote(one.format) })]
    return one.kind === 'pattern' ? [node('pattern', { pattern: characterSets(one.source) })] : []
  })
  const isFixed = start !== undefined || end !== undefined || middle !== undefined
  return special.length > 0 && !isFixed ? special : [...special, letters]
}

function number(constraints: readonly NumberConstraint[]): Code {
  const numeric = constraints.flatMap((one) => (one.kind === 'numeric' ? [one.numeric] : [])).at(-1)
  const multiples = constraints.flatMap((one) => (one.kind === 'multipleOf' ? [one.value] : []))
  const bounds = (kind: 'minimum' | 'maximum') => constraints.flatMap((one) => (one.kind === kind ? [one.value] : []))
  const [low, high] = RANGES[numeric ?? ''] ?? []
  const min = Math.max(...bounds('minimum'), low ?? Number.NEGATIVE_INFINITY)
  const max = Math.min(...bounds('maximum'), high ?? Number.POSITIVE_INFINITY)
  const isInteger = numeric !== undefined && numeric !== 'float'
  const step = multiples.length > 0 ? Math.max(...multiples) : isInteger ? 1 : undefined
  return node('number', {
    min: Number.isFinite(min) && bounds('minimum').length + (low === 0 ? 1 : 0) > 0 ? literal(min) : undefined,
    max: Number.isFinite(max) && bounds('maximum').length > 0 ? literal(max) : undefined,
    step: step === undefined ? undefined : literal(step),
    float: numeric === 'float' ? 'true' : undefined,
  })
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = { int32: [-(2 ** 31), 2 ** 31 - 1], uint32: [0, 2 ** 32 - 1] }

function bigint(constraints: readonly BigIntConstraint[]): Code {
  const bounds = (kind: 'minimum' | 'maximum') => constraints.flatMap((one) => (one.kind === kind ? [BigInt(one.value)] : []))
  const furthest = (values: readonly bigint[], isFurther: (a: bigint, b: bigint) => boolean) =>
    values.length === 0 ? undefined : quote(String(values.reduce((a, b) => (isFurther(a, b) ? a : b))))
  return node('bigint', { min: furthest(bounds('minimum'), (a, b) => a > b), max: furthest(bounds('maximum'), (a, b) => a < b) })
}

function sizes(constraints: readonly { readonly kind: string; readonly value?: unknown }[], of: 'Items' | 'Properties') {
  const values = (kind: string) => constraints.flatMap((one) => (one.kind === kind ? [Number(one.value)] : []))
  const [min, max] = [values(`min${of}`), values(`max${of}`)]
  return {
    min: min.length > 0 ? String(Math.max(...min)) : undefined,
    max: max.length > 0 ? String(Math.min(...max)) : undefined,
  }
}

function object({ properties, index, constraints }: ObjectType, inside: (type: Type, name: string) => Code): Code {
  return node('object', {
    members: properties.map(({ name, type, optional, default: value }) => [
      quote(name),
      inside(type, name),
      ...(optional || value !== undefined ? [quote('optional')] : []),
    ]),
    entries: index.length > 0 ? index.map(({ key, value }) => [inside(key, 'key'), inside(value, 'entry')]) : undefined,
    min: sizes(constraints, 'Properties').min,
  })
}

function union(type: UnionType, { on }: Site, inside: (type: Type, name: string) => Code): Code {
  const heights = type.members.map(heightsOf(on.types))
  const possible = type.members.filter((_, index) => heights[index] !== Number.POSITIVE_INFINITY)
  if (possible.length === 0) return node('never', { type: quote(printType(type)) })
  const finite = heights.filter((height) => height !== Number.POSITIVE_INFINITY)
  const least = Math.min(...finite)
  if (possible.every(({ kind }) => kind === 'literal' || kind === 'null' || kind === 'undefined'))
    return node('one', { of: possible.map((member) => (member.kind === 'literal' ? literal(member.value) : member.kind)) })
  return node('union', {
    members: possible.map((member, index) => inside(member, String(index + 1))),
    least: finite.flatMap((height, index) => (height === least ? [String(index)] : [])),
  })
}
