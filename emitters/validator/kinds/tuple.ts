import type { TupleElement, TupleType } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { inside, type Site } from '../emission.ts'
import { check, explainPart, read, shown } from './index.ts'
import type { Composite } from './kind.ts'

export const tupleKind: Composite<TupleType> = {
  check(type, value, site) {
    refuseIf(site, [`!Array.isArray(${value})`, ...lengthRefusal(type, value)])
    eachPlace(type, value, site, (element, item, place) => {
      const name = site.scope.unique(element.name ?? 'item')
      site.out.line(`const ${name} = ${item}`)
      check(element.type, name, inside(site, place))
    })
  },

  explain(type, site, expected) {
    const report = `${site.on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', site.on)})`
    refuseIf(site, [['!Array.isArray(value)', ...lengthRefusal(type, 'value')].join(' || ')], `return ${report}`)
    eachPlace(type, 'value', site, (element, item, place, index) => {
      explainPart(element.type, item, /^\d+$/.test(index) ? `at + '/${index}'` : `at + '/' + (${index})`, inside(site, place))
    })
  },

  read(type, site) {
    const { out, on } = site
    out.line('const result = value.slice()')
    eachPlace(type, 'value', site, (element, item, place, index) => {
      if (on.isRead(element.type)) out.line(`result[${index}] = ${read(element.type, item, site, `${site.hint} ${place}`)}`)
    })
    out.line('return result')
  },
}

interface Layout {
  readonly leading: readonly TupleElement[]
  readonly rest: TupleElement | undefined
  readonly trailing: readonly TupleElement[]
}

export function layoutOf({ elements }: TupleType): Layout {
  const at = elements.findIndex(({ mode }) => mode === 'rest')
  if (at < 0) return { leading: elements, rest: undefined, trailing: [] }
  return { leading: elements.slice(0, at), rest: elements[at], trailing: elements.slice(at + 1) }
}

function lengthRefusal(type: TupleType, value: string): string[] {
  const required = type.elements.filter(({ mode }) => mode === 'required').length
  const { rest } = layoutOf(type)
  if (rest !== undefined) return required > 0 ? [`${value}.length < ${required}`] : []
  const most = type.elements.length
  if (required === most) return [`${value}.length !== ${most}`]
  return [...(required > 0 ? [`${value}.length < ${required}`] : []), `${value}.length > ${most}`]
}

type Visit = (element: TupleElement, item: string, place: string, index: string) => void

/** Code for every place of a tuple: optional ones only where there is an item, the rest in a loop. */
export function eachPlace(type: TupleType, value: string, site: Pick<Site, 'out' | 'scope'>, visit: Visit): void {
  const { out } = site
  const { leading, rest, trailing } = layoutOf(type)
  for (const [index, element] of leading.entries()) {
    // Behind optional places and a rest, required ones count from the end.
    const least = element.mode === 'optional' ? index + trailing.length : -1
    if (least >= 0) out.open(`if (${value}.length > ${least}) {`)
    visit(element, `${value}[${index}]`, element.name ?? `${index}`, `${index}`)
    if (least >= 0) out.close()
  }
  if (rest !== undefined) {
    const index = site.scope.unique('i')
    const end = trailing.length > 0 ? `${value}.length - ${trailing.length}` : `${value}.length`
    out.open(`for (let ${index} = ${leading.length}; ${index} < ${end}; ${index}++) {`)
    visit(rest, `${value}[${index}]`, rest.name ?? 'rest', index)
    out.close()
  }
  for (const [index, element] of trailing.entries()) {
    const place = `${value}.length - ${trailing.length - index}`
    visit(element, `${value}[${place}]`, element.name ?? `last${trailing.length - index}`, place)
  }
}
