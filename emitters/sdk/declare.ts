/**
 * A type of the IR as a declaration file says it, flat and without constraints, for values as the program has them:
 *
 *   { id: string & UUID; at: Date; tags?: Set<string> }   ->   { id: string; at: Date; tags?: Set<string> }
 */
import { type Doc, type NamedType, type Property, printLiteral, type Type, unreachable } from '../../compiler/ir/index.ts'
import { docBlock, isIdentifier, quote, text } from '../code/index.ts'

/** The name under which a named type is declared. */
export type NameOf = (id: string) => string

export function declared(type: Type, nameOf: NameOf): string {
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
      return template(type.texts, type.types, nameOf)
    case 'array':
      return type.typed ?? `${operand(type.element, nameOf)}[]`
    case 'tuple':
      return `[${type.elements.map(({ type: element, mode }) => place(element, mode, nameOf)).join(', ')}]`
    case 'object':
      return object(type, nameOf)
    case 'map':
      return `Map<${declared(type.key, nameOf)}, ${declared(type.value, nameOf)}>`
    case 'set':
      return `Set<${declared(type.element, nameOf)}>`
    case 'union':
      return [...new Set(type.members.map((member) => operand(member, nameOf)))].join(' | ')
    case 'to-json':
      return declared(type.type, nameOf)
    case 'ref':
      return nameOf(type.id)
    default:
      return unreachable(type)
  }
}

/** In a union or before `[]`. */
function operand(type: Type, nameOf: NameOf): string {
  const code = declared(type, nameOf)
  const isCompound = type.kind === 'union' || (type.kind === 'object' && isIntersection(type)) || type.kind === 'to-json'
  return isCompound && / [|&] /.test(code) ? `(${code})` : code
}

function place(type: Type, mode: 'required' | 'optional' | 'rest', nameOf: NameOf): string {
  if (mode === 'required') return declared(type, nameOf)
  return mode === 'optional' ? `${operand(type, nameOf)}?` : `...${operand(type, nameOf)}[]`
}

function template(texts: readonly string[], types: readonly Type[], nameOf: NameOf): string {
  const escaped = texts.map((part) =>
    quote(part)
      .slice(1, -1)
      .replace(/`|\$\{/g, '\\$&'),
  )
  return `\`${escaped[0]}${types.map((type, index) => `\${${declared(type, nameOf)}}${escaped[index + 1]}`).join('')}\``
}

type ObjectOf = Extract<Type, { kind: 'object' }>

/** Members beside an index signature need not be of its type. */
const isIntersection = ({ properties, index }: ObjectOf): boolean => properties.length > 0 && index.length > 0

function object(type: ObjectOf, nameOf: NameOf): string {
  const members = type.properties.map((property) => member(property, nameOf))
  const entries = type.index.map(({ key, value }) => `[key: ${declared(key, nameOf)}]: ${declared(value, nameOf)}`)
  const braced = (all: readonly string[]) => (all.length === 0 ? '{}' : `{ ${all.join('; ')} }`)
  return isIntersection(type) ? `${braced(members)} & ${braced(entries)}` : braced([...members, ...entries])
}

/** `'x-id'?: string` */
export const member = ({ name, type, optional, default: value }: Property, nameOf: NameOf): string =>
  `${isIdentifier(name) ? name : quote(name)}${optional || value !== undefined ? '?' : ''}: ${declared(type, nameOf)}`

/** `export interface User { ... }`, with what its members' comments say. */
export function declaration({ type, doc }: NamedType, name: string, nameOf: NameOf): string {
  const out = text()
  const lines = docLines(doc)
  if (lines.length > 0) out.lines(docBlock(lines))
  if (type.kind !== 'object' || isIntersection(type) || type.properties.length + type.index.length === 0)
    return out.line(`export type ${name} = ${declared(type, nameOf)}`).toString()
  out.open(`export interface ${name} {`)
  for (const property of type.properties) {
    const said = docLines(property.doc)
    if (said.length > 0) out.lines(docBlock(said))
    out.line(member(property, nameOf))
  }
  for (const { key, value } of type.index) out.line(`[key: ${declared(key, nameOf)}]: ${declared(value, nameOf)}`)
  return out.close().toString()
}

export function docLines(doc: Doc | undefined): string[] {
  const summary = doc?.summary?.split('\n') ?? []
  if (doc?.deprecated === undefined) return summary
  return [...summary, `@deprecated${doc.deprecated === true ? '' : ` ${doc.deprecated}`}`]
}
