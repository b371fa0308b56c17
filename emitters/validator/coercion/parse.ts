import type { Property } from '../../../compiler/ir/index.ts'
import { key, literal, quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { inside, type Site } from '../emission.ts'
import { hasDefault } from '../facts.ts'
import { read, refusal } from '../kinds/index.ts'
import { access } from '../kinds/member.ts'
import { present } from '../kinds/object.ts'
import { fromText, isTextual, type Source } from './from-text.ts'

export function writeParse(part: readonly Property[], from: Source, name: string, site: Site): void {
  const { out } = site
  out.open(`function ${name}(raw) {`)
  const members = part.map((property) => ({ property, name: parseMember(property, from, site) }))
  const always = members.filter(({ property }) => hasDefault(property) || !property.optional)
  const initializers = always.map(({ property, name: local }) => {
    const value = read(property.type, local, site, `${site.hint} ${property.name}`)
    return key(property.name) === value ? value : `${key(property.name)}: ${value}`
  })
  const object = initializers.length === 0 ? '{}' : `{ ${initializers.join(', ')} }`
  if (always.length === members.length) out.line(`return ${object}`)
  else {
    out.line(`const result = ${object}`)
    for (const { property, name: local } of members)
      if (!hasDefault(property) && property.optional) addPresent(property, local, site)
    out.line('return result')
  }
  out.close()
}

function addPresent({ name, type }: Property, local: string, site: Site): void {
  const { out, on } = site
  const value = read(type, local, site, `${site.hint} ${name}`)
  const target = key(name)
  const assignment =
    name === '__proto__'
      ? `${on.wire('setOwn')}(result, ${quote(name)}, ${value})`
      : `result${target.startsWith("'") || target.startsWith('"') ? `[${target}]` : `.${target}`} = ${value}`
  out.line(`if (${local} !== undefined) ${assignment}`)
}

/** The name of a variable with the member's JSON value. */
function parseMember(property: Property, from: Source, site: Site): string {
  const { out, on, scope } = site
  const part = inside(site, property.name)
  const local = scope.unique(property.name)
  const isText = isTextual(property.type, on)
  const raw = rawText(property, from, site, local)
  const fallback = property.default === undefined ? 'undefined' : literal(property.default)
  if (isText) {
    if (raw !== local) out.line(`const ${local} = ${raw}${property.default === undefined ? '' : ` ?? ${fallback}`}`)
    refuseIf(site, refusal(property.default === undefined ? present(property) : property.type, local, part))
  } else if (property.optional && property.default === undefined) {
    out.line(`let ${local}`)
    out.open(`if (${raw} !== undefined) {`)
    out.line(`${local} = ${fromText(property.type, raw, from, part)}`)
    refuseIf(site, refusal(property.type, local, part))
    out.close()
  } else {
    out.line(`const ${local} = ${givenOr(property, raw, fallback, fromText(property.type, raw, from, part), site)}`)
    refuseIf(site, refusal(property.type, local, part))
  }
  return local
}

/** Conversions of one value take undefined for text that stands for nothing; those of lists need the text. */
function givenOr(property: Property, raw: string, fallback: string, conversion: string, { on }: Site): string {
  const { kind } = on.resolve(property.type)
  const takesUndefined = kind === 'number' || kind === 'boolean' || kind === 'literal'
  return takesUndefined && fallback === 'undefined' ? conversion : `${raw} === undefined ? ${fallback} : ${conversion}`
}

/** The text as it came. An empty variable of the environment is an absent one, unless it is text that is asked for. */
export function rawText({ name, type }: Property, from: Source, { on, out, scope }: Site, local: string): string {
  const member = access(name, 'raw', { on })
  if (from !== 'env' || isTextual(type, on)) return member
  const text = scope.unique(`${local} text`)
  out.line(`const ${text} = ${member} || undefined`)
  return text
}
