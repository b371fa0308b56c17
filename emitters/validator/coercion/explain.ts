import type { Property, Type } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { inside, type Site } from '../emission.ts'
import { explainPart, isScalar } from '../kinds/index.ts'
import { pointerTo } from '../kinds/member.ts'
import { fromText, isTextual, type Source } from './from-text.ts'
import { rawText } from './parse.ts'

export function writeExplain(part: readonly Property[], from: Source, name: string, site: Site): void {
  const { out } = site
  out.open(`function ${name}(raw) {`).line('const issues = []')
  for (const property of part) explainMember(property, from, site)
  // Whatever a cookie holds may be somebody's session.
  if (from === 'cookies') out.line(`${site.on.wire('redactFrom')}(issues, 0)`)
  out.line('return issues').close()
}

function explainMember(property: Property, from: Source, site: Site): void {
  const { out, scope, on } = site
  const part = inside(site, property.name)
  const local = scope.unique(property.name)
  const raw = rawText(property, from, site, local)
  const isOptional = property.optional || property.default !== undefined
  const isList = ['array', 'set', 'tuple', 'union'].includes(on.resolve(property.type).kind) && !isTextual(property.type, on)
  const converted = shownAsText(property.type, raw, from, part)
  if (isOptional) out.open(`if (${raw} !== undefined) {`)
  out.line(`const ${local} = ${isList && !isOptional ? `${raw} === undefined ? undefined : ${converted}` : converted}`)
  const isSecret = holdsSecret(property, from, site)
  if (isSecret) out.line(`const ${local}Issues = issues.length`)
  explainPart(property.type, local, quote(pointerTo(property.name)), part)
  if (isSecret) out.line(`${on.wire('redactFrom')}(issues, ${local}Issues)`)
  if (isOptional) out.close()
}

/** The converted value, or else the text: an issue shows what was received. */
function shownAsText(type: Type, raw: string, from: Source, site: Site): string {
  const whole = site.on.resolve(type)
  const conversion = fromText(type, raw, from, site)
  if (isTextual(type, site.on)) return conversion
  if ((whole.kind === 'array' || whole.kind === 'set') && !isTextual(whole.element, site.on)) {
    const list = site.on.wire(from === 'query' ? 'toList' : 'splitList')
    return `${list}(${raw}).map((item) => ${fromText(whole.element, 'item', from, { ...site, hint: `${site.hint} item` }, true)} ?? item)`
  }
  return whole.kind === 'array' || whole.kind === 'set' ? conversion : `${conversion} ?? ${raw}`
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

/** Credentials travel in some headers; text in the environment is a password or a URL with one, where it is not marked either. */
function holdsSecret({ name, type }: Property, from: Source, { on }: Site): boolean {
  if (from === 'headers') return secretHeaders.has(name)
  return from === 'env' && isTextual(type, on) && isScalar(type, on)
}
