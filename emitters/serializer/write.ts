/**
 * A value as text, piece by piece:
 *
 *   { id: number; name: string }  ->  function writeUser(value) {
 *                                       const id = value.id
 *                                       const name = value.name
 *                                       if (!Number.isFinite(id) || !isVerbatim(name)) return JSON.stringify(projectUser(value))
 *                                       return `{"id":${id},"name":"${name}"}`
 *                                     }
 *
 * JSON.stringify has the last word on all that is not quite plain: text to be escaped, long text, long lists, what is not of its type.
 */
import type { ArrayType, ObjectType, Property, Type } from '../../compiler/ir/index.ts'
import { literal, templatePart } from '../code/index.ts'
import { access, call, isRequired, present, refuseIf, type Site } from '../validator/index.ts'
import { eachCase, project } from './project.ts'
import { isConverted, type Leaves, leavesOf, onlyValue, withoutEmpty } from './written.ts'

/** Lists of more items are JSON.stringify's: its start is paid once, and it has no pieces to put together in the end. */
const fewItems = 8

/** Body of `writeX(value)`. */
export function writeBody(type: Type, site: Site): void {
  const whole = site.on.resolve(type)
  if (whole.kind === 'object') writeObject(whole, site)
  else if (whole.kind === 'array') writeList(whole, site)
  else if (whole.kind === 'union') eachCase(whole, site, written)
}

const written = (type: Type, value: string, site: Site): string => call(site, 'write', type, site.hint, value)

/** What is written in one way or the other is the same: `self` is the type whose function this is. */
const byStringify = (type: Type, site: Site): string => `return JSON.stringify(${project(site.self ?? type, 'value', site)})`

/** A part of the text: what is refused first, and a piece of a template. */
interface Piece {
  readonly refused: readonly string[]
  readonly text: string
}

/** `value` is the expression of a member. */
type Member = Piece & { readonly value: string }

/** What is converted comes last: a date that turns out not to be needed was made for nothing. */
function writeObject(type: ObjectType, site: Site): void {
  const { on } = site
  const members = new Map<Property, Member>()
  for (const converted of [false, true]) {
    const some = type.properties.filter((property) => isConverted(property.type, on) === converted)
    for (const property of some) members.set(property, memberPiece(property, site))
    refuseIf(
      site,
      some.flatMap((property) => members.get(property)!.refused),
      byStringify(type, site),
    )
  }
  const first = type.properties.findIndex((property) => isRequired(property, on))
  const texts = type.properties.map((property, index) => {
    const { text, value } = members.get(property)!
    const named = `${templatePart(JSON.stringify(property.name))}:${text}`
    if (index === first) return named
    const piece = index < first ? `${named},` : `,${named}`
    return isRequired(property, on) ? piece : `\${${value} === undefined ? '' : \`${piece}\`}`
  })
  returnText(['{', ...texts, '}'], site)
}

const width = 112

/** One template, or several where it is long. */
function returnText(pieces: readonly string[], { out }: Site): void {
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + piece.length <= width) lines[lines.length - 1] = last + piece
    else lines.push(piece)
  }
  if (lines.length === 1) {
    out.line(`return \`${lines[0]}\``)
    return
  }
  out.open('return (')
  for (const [index, line] of lines.entries()) out.line(`\`${line}\`${index < lines.length - 1 ? ' +' : ''}`)
  out.close(')')
}

function memberPiece(property: Property, site: Site): Member {
  const type = present(property)
  const member = access(property.name, 'value', site)
  const leaves = leavesOf(type, site.on)
  const { empty, some } = withoutEmpty(type, site.on)
  const inner: Site = { ...site, hint: `${site.hint} ${property.name}` }
  if (leaves === undefined && empty.length === 0)
    return { refused: [], text: `\${${written(some.length === 1 ? some[0]! : property.type, member, inner)}}`, value: member }
  const local = site.scope.unique(property.name)
  site.out.line(`const ${local} = ${leaves === undefined ? member : textual(type, member, site)}`)
  if (leaves !== undefined) return { ...leafPiece(type, leaves, local, site), value: local }
  const text = written(some[0]!, local, inner)
  return { refused: [], text: empty.includes('null') ? `\${${local} === null ? null : ${text}}` : `\${${text}}`, value: local }
}

/** A value without parts as it goes into the text: what is neither text nor number there becomes text. */
const textual = (type: Type, value: string, site: Site): string =>
  isConverted(type, site.on) ? project(type, value, site) : value

function leafPiece(type: Type, { leaf, empty }: Leaves, value: string, { on }: Site): Piece {
  const only = onlyValue(type, on)
  if (only !== undefined) return { refused: [`${value} !== ${literal(only)}`], text: templatePart(JSON.stringify(only)) }
  const test = {
    text: `!${on.wire('isVerbatim')}(${value})`,
    number: `!Number.isFinite(${value})`,
    boolean: `typeof ${value} !== 'boolean'`,
  }
  const refused = [...empty.map((nothing) => `${value} !== ${nothing}`), test[leaf]].join(' && ')
  const text = leaf === 'text' ? `"\${${value}}"` : `\${${value}}`
  return {
    refused: [empty.length > 0 ? `(${refused})` : refused],
    text: leaf === 'text' && empty.includes('null') ? `\${${value} === null ? null : \`${text}\`}` : text,
  }
}

function writeList(type: ArrayType, site: Site): void {
  const { out, on, hint } = site
  const inner: Site = { ...site, hint: `${hint} item` }
  const leaves = leavesOf(type.element, on)
  out.line(`if (!Array.isArray(value) || value.length > ${fewItems}) ${byStringify(type, site)}`)
  out.line("let result = '['")
  if (leaves === undefined) {
    const item = written(type.element, 'value[i]', inner)
    out.line(`for (let i = 0; i < value.length; i++) result += i === 0 ? ${item} : \`,\${${item}}\``)
  } else {
    out.open('for (let i = 0; i < value.length; i++) {')
    out.line(`const item = ${textual(type.element, 'value[i]', site)}`)
    const { refused, text } = leafPiece(type.element, leaves, 'item', site)
    refuseIf(site, refused, byStringify(type, site))
    out.line(`result += i === 0 ? \`${text}\` : \`,${text}\``).close()
  }
  out.line('return `${result}]`')
}
