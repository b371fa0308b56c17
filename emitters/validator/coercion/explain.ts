import { holdsSensitive, type Property, type Type } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { call, inside, type Site } from '../emission.ts'
import { expectedText, explainPart, isScalar, refusal } from '../kinds/index.ts'
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
  const local = scope.unique(property.name)
  const raw = rawText(property, from, site, local)
  const isOptional = property.optional || property.default !== undefined
  const isSecret = holdsSecret(property, from, site)
  if (isOptional) out.open(`if (${raw} !== undefined) {`)
  if (isSecret) out.line(`const ${local}Issues = issues.length`)
  explainText(property, raw, local, from, site)
  if (isSecret) out.line(`${on.wire('redactFrom')}(issues, ${local}Issues)`)
  if (isOptional) out.close()
}

/** What is converted is shown as the text that it was. */
function explainText(
  { name, type, optional, default: fallback }: Property,
  raw: string,
  local: string,
  from: Source,
  site: Site,
): void {
  const { out, on } = site
  const part = inside(site, name)
  const at = quote(pointerTo(name))
  const { kind } = on.resolve(type)
  const given = optional || fallback !== undefined ? '' : `${raw} === undefined ? undefined : `
  const received = holdsSensitive(type, on.types) ? `${on.wire('redact')}(${raw})` : raw
  const report = `${on.wire('report')}(issues, ${at}, ${quote(expectedText(type, on))}, ${received})`
  if (isTextual(type, on) || kind === 'array' || kind === 'set' || kind === 'tuple') {
    const list = itemsAsText(type, raw, from, part)
    out.line(`const ${local} = ${isTextual(type, on) ? '' : given}${list}`)
    explainPart(type, local, at, part)
    return
  }
  out.line(`const ${local} = ${kind === 'union' || kind === 'null' ? given : ''}${fromText(type, raw, from, part)}`)
  if (isScalar(type, on)) refuseIf(site, refusal(type, local, part), report)
  else {
    out.line(`if (${local} === undefined) ${report}`)
    // A union takes text only for what one of its members accepts.
    if (kind !== 'union') out.line(`else ${call(site, 'explain', type, part.hint, local, at, 'issues')}`)
  }
}

/** Items that stand for nothing stay text. */
function itemsAsText(type: Type, raw: string, from: Source, site: Site): string {
  const { on } = site
  const whole = on.resolve(type)
  if ((whole.kind !== 'array' && whole.kind !== 'set') || isTextual(whole.element, on)) return fromText(type, raw, from, site)
  const list = on.wire(from === 'query' ? 'toList' : 'splitList')
  const conversion = fromText(whole.element, 'item', from, inside(site, 'item'), true)
  return `${list}(${raw}).map((item) => ${on.wire('orText')}(${conversion}, item))`
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

/** Credentials travel in some headers; text in the environment is a password or a URL with one, where it is not marked either. */
function holdsSecret({ name, type }: Property, from: Source, { on }: Site): boolean {
  if (from === 'headers') return secretHeaders.has(name)
  return from === 'env' && isTextual(type, on) && isScalar(type, on)
}
