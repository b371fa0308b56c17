/**
 * How does TypeScript say what a type of the IR is? As a declaration file does, flat and without constraints, for values as the program has them:
 *
 *   { id: string & UUID; at: Date; tags?: Set<string> }   ->   { id: string; at: Date; tags?: Set<string> }
 */
import { type Doc, type NamedType, type Property, printLiteral, type Type, unreachable } from '../../compiler/ir/index.ts'
import { docBlock, isIdentifier, quote, text } from '../code/index.ts'

export interface Spelling {
  /** The name under which a named type is declared. */
  readonly name: (id: string) => string
  /** Of what has a `toJSON()`, given what that gives: clients get it, programs have the object. */
  readonly toJson: (given: string) => string
}

export function declared(type: Type, spelling: Spelling): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'undefined':
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
    case 'bigint':
      return type.kind
    case 'date':
      return 'Date'
    case 'bytes':
      return 'Uint8Array'
    case 'url':
      return 'URL'
    case 'literal':
      return typeof type.value === 'string' ? quote(type.value) : printLiteral(type.value)
    case 'template':
      return template(type.texts, type.types, spelling)
    case 'array':
      return type.typed ?? `${operand(type.element, spelling)}[]`
    case 'tuple':
      return `[${type.elements.map(({ type: element, mode }) => place(element, mode, spelling)).join(', ')}]`
    case 'object':
      return object(type, spelling)
    case 'map':
      return `Map<${declared(type.key, spelling)}, ${declared(type.value, spelling)}>`
    case 'set':
      return `Set<${declared(type.element, spelling)}>`
    case 'union':
      return [...new Set(type.members.map((member) => operand(member, spelling)))].join(' | ')
    case 'to-json':
      return spelling.toJson(declared(type.type, spelling))
    case 'ref':
      return spelling.name(type.id)
    default:
      return unreachable(type)
  }
}

/** In a union or before `[]`. */
function operand(type: Type, spelling: Spelling): string {
  const code = declared(type, spelling)
  const isCompound = type.kind === 'union' || (type.kind === 'object' && isIntersection(type)) || type.kind === 'to-json'
  return isCompound && / [|&] /.test(code) ? `(${code})` : code
}

function place(type: Type, mode: 'required' | 'optional' | 'rest', spelling: Spelling): string {
  if (mode === 'required') return declared(type, spelling)
  return mode === 'optional' ? `${operand(type, spelling)}?` : `...${operand(type, spelling)}[]`
}

function template(texts: readonly string[], types: readonly Type[], spelling: Spelling): string {
  const escaped = texts.map((part) =>
    quote(part)
      .slice(1, -1)
      .replace(/`|\$\{/g, '\\$&'),
  )
  return `\`${escaped[0]}${types.map((type, index) => `\${${declared(type, spelling)}}${escaped[index + 1]}`).join('')}\``
}

type ObjectOf = Extract<Type, { kind: 'object' }>

/** Members beside an index signature need not be of its type. */
const isIntersection = ({ properties, index }: ObjectOf): boolean => properties.length > 0 && index.length > 0

function object(type: ObjectOf, spelling: Spelling): string {
  const members = type.properties.map((property) => member(property, spelling))
  const entries = type.index.map(({ key, value }) => `[key: ${declared(key, spelling)}]: ${declared(value, spelling)}`)
  const braced = (all: readonly string[]) => (all.length === 0 ? '{}' : `{ ${all.join('; ')} }`)
  return isIntersection(type) ? `${braced(members)} & ${braced(entries)}` : braced([...members, ...entries])
}

/** `'x-id'?: string` */
export const member = ({ name, type, optional, default: value }: Property, spelling: Spelling): string =>
  `${isIdentifier(name) ? name : quote(name)}${optional || value !== undefined ? '?' : ''}: ${declared(type, spelling)}`

/** `export interface User { ... }`, with what its members' comments say. */
export function declaration({ type, doc }: NamedType, name: string, spelling: Spelling): string {
  const out = text()
  const lines = docLines(doc)
  if (lines.length > 0) out.lines(docBlock(lines))
  if (type.kind !== 'object' || isIntersection(type) || type.properties.length + type.index.length === 0)
    return out.line(`export type ${name} = ${declared(type, spelling)}`).toString()
  out.open(`export interface ${name} {`)
  for (const property of type.properties) {
    const said = docLines(property.doc)
    if (said.length > 0) out.lines(docBlock(said))
    out.line(member(property, spelling))
  }
  for (const { key, value } of type.index) out.line(`[key: ${declared(key, spelling)}]: ${declared(value, spelling)}`)
  return out.close().toString()
}

export function docLines(doc: Doc | undefined): string[] {
  const summary = doc?.summary?.split('\n') ?? []
  if (doc?.deprecated === undefined) return summary
  return [...summary, `@deprecated${doc.deprecated === true ? '' : ` ${doc.deprecated}`}`]
}
