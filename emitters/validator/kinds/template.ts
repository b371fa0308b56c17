import { printType, type TemplateType, type Type } from '../../../compiler/ir/index.ts'
import { comment, quote } from '../../code/index.ts'
import { allRefused, ofText, refuseIf } from '../conditions.ts'
import type { Site } from '../emission.ts'
import type { Scalar } from './kind.ts'
import { stringKind } from './string.ts'

/**
 * Matched as TypeScript does: every hole ends at the first occurrence of the text behind it, a hole with nothing between it and the
 * next takes one character, the last takes what is left. There is nothing to go back to.
 */
export const templateKind: Scalar<TemplateType> = {
  refusal(type, value, site) {
    return isSimple(type) ? frameRefusal(type, value) : [`!${site.on.functionOf('is', type, site.hint)}(${value})`]
  },
  check(type, value, site) {
    if (isSimple(type) || site.form === 'fits') return refuseIf(site, templateKind.refusal(type, value, site))
    site.out.line(comment(printType(type)))
    refuseIf(site, frameRefusal(type, value))
    checkHoles(type, value, site)
  },
}

/** No hole, or one that takes any text. */
const isSimple = ({ types }: TemplateType): boolean => types.length === 0 || (types.length === 1 && isFree(types[0]!))

const isFree = (type: Type): boolean =>
  type.kind === 'unknown' ||
  (type.kind === 'string' && type.constraints.every(({ kind }) => kind === 'brand' || kind === 'sensitive'))

/** What comes before the first hole and behind the last. */
function frameRefusal({ texts, types }: TemplateType, value: string): string[] {
  const [first, last] = [texts[0]!, texts.at(-1)!]
  if (types.length === 0) return [`${value} !== ${quote(first)}`]
  return [
    `typeof ${value} !== 'string'`,
    ...(first !== '' && last !== '' ? [`${value}.length < ${first.length + last.length}`] : []),
    ...(first === '' ? [] : [`!${value}.startsWith(${quote(first)})`]),
    ...(last === '' ? [] : [`!${value}.endsWith(${quote(last)})`]),
  ]
}

function checkHoles({ texts, types }: TemplateType, value: string, site: Site): void {
  const { out, scope } = site
  const last = texts.at(-1)!
  let end = `${value}.length`
  if (last !== '' && types.length > 1) {
    end = scope.unique('end')
    out.line(`const ${end} = ${value}.length - ${last.length}`)
  }
  let start = String(texts[0]!.length)
  for (const [index, type] of types.slice(0, -1).entries()) start = checkHole(type, texts[index + 1]!, value, start, end, site)
  const slice =
    last === '' ? `${value}.slice(${start})` : `${value}.slice(${start}, ${types.length > 1 ? end : `-${last.length}`})`
  checkText(types.at(-1)!, start === '0' && last === '' ? value : slice, site)
}

/** Gives the place behind the text that ends the hole. */
function checkHole(type: Type, delimiter: string, value: string, start: string, end: string, site: Site): string {
  const { out, scope } = site
  if (delimiter === '') {
    refuseIf(site, [`${start} >= ${end}`])
    checkText(type, `${value}.slice(${start}, ${start} + 1)`, site)
    return `${start} + 1`
  }
  const found = scope.unique('mark')
  out.line(`const ${found} = ${value}.indexOf(${quote(delimiter)}, ${start})`)
  refuseIf(site, [`${found} < 0`, ...(end.endsWith('.length') ? [] : [`${found} + ${delimiter.length} > ${end}`])])
  checkText(type, `${value}.slice(${start}, ${found})`, site)
  return `${found} + ${delimiter.length}`
}

function checkText(type: Type, slice: string, site: Site): void {
  if (isFree(type)) return
  const text = site.scope.unique('text')
  site.out.line(`const ${text} = ${slice}`)
  refuseIf(site, textRefusal(type, text, site))
}

/** Text that is not how JavaScript writes a value of the type. */
function textRefusal(type: Type, text: string, site: Site): string[] {
  const whole = site.on.resolve(type)
  switch (whole.kind) {
    case 'string':
    case 'template':
      return ofText(whole.kind === 'string' ? stringKind.refusal(whole, text, site) : templateKind.refusal(whole, text, site))
    case 'unknown':
      return []
    case 'number':
      return [`!${site.on.wire('isNumberText')}(${text})`]
    case 'bigint':
      return [`!${site.on.wire('isBigIntText')}(${text})`]
    case 'boolean':
      return [`${text} !== 'true' && ${text} !== 'false'`]
    case 'null':
    case 'undefined':
      return [`${text} !== '${whole.kind}'`]
    case 'literal':
      return [`${text} !== ${quote(String(whole.value))}`]
    case 'union': {
      const refused = allRefused(whole.members.map((member) => textRefusal(member, text, site)))
      return refused === undefined ? [] : [refused]
    }
    default:
      return ['true']
  }
}
