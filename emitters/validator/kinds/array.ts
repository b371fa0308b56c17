import type { ArrayType } from '../../../compiler/ir/index.ts'
import { quote } from '../../code/index.ts'
import { refuseIf } from '../conditions.ts'
import { block, inside, type Site } from '../emission.ts'
import { check, explainPart, read, shown, wholeRefusal } from './index.ts'
import type { Composite } from './kind.ts'

export const arrayKind: Composite<ArrayType> = {
  check(type, value, site) {
    if (site.form === 'fits' && type.typed !== undefined) {
      refuseIf(site, [`!(${value} instanceof ${type.typed})`])
      return
    }
    const constraints = site.form === 'is' ? type.constraints : []
    refuseIf(site, arrayRefusal({ constraints }, value))
    checkItems(type, value, site)
    if (constraints.some(({ kind }) => kind === 'uniqueItems')) refuseIf(site, [`!${site.on.wire('isUnique')}(${value})`])
    refuseIf(site, wholeRefusal(type, value, site))
  },

  explain(type, site, expected) {
    const { out, on } = site
    const report = `${on.wire('report')}(issues, at, ${quote(expected)}, ${shown(type, 'value', on)})`
    out.line(`if (!Array.isArray(value)) return ${report}`)
    const violations = sizes(type.constraints, 'value')
    if (type.constraints.some(({ kind }) => kind === 'uniqueItems')) violations.push(`!${on.wire('isUnique')}(value)`)
    refuseIf(site, violations.length === 0 ? [] : [violations.join(' || ')], report)
    out.open(`for (let i = 0; i < value.length && issues.length < ${on.wire('maxIssues')}; i++) {`)
    explainPart(type.element, 'value[i]', "at + '/' + i", inside(site, 'item'))
    out.close()
  },

  read(type, site) {
    const { out, on } = site
    if (type.typed !== undefined) {
      out.line(`return ${type.typed}.from(value${on.resolve(type.element).kind === 'bigint' ? ', BigInt' : ''})`)
      return
    }
    const item = read(type.element, 'value[i]', site, `${site.hint} item`)
    if (on.isConverted(type.element)) {
      out.line('const result = new Array(value.length)')
      out.line(`for (let i = 0; i < value.length; i++) result[i] = ${item}`)
    } else {
      out.line('let result = value')
      out.open('for (let i = 0; i < value.length; i++) {')
      out.line(`const item = ${item}`)
      out.line('if (item === value[i]) continue')
      out.line('if (result === value) result = value.slice()')
      out.line('result[i] = item').close()
    }
    out.line('return result')
  },
}

/** Conditions of which one holds where the value is no array, or one of another length. */
export const arrayRefusal = ({ constraints }: Pick<ArrayType, 'constraints'>, value: string): string[] => [
  `!Array.isArray(${value})`,
  ...sizes(constraints, value),
]

const sizes = (constraints: ArrayType['constraints'], value: string): string[] =>
  constraints.flatMap((constraint) => {
    if (constraint.kind === 'minItems') return constraint.value > 0 ? [`${value}.length < ${constraint.value}`] : []
    return constraint.kind === 'maxItems' ? [`${value}.length > ${constraint.value}`] : []
  })

/** A loop over what every element must be. */
function checkItems(type: ArrayType, value: string, site: Site): void {
  if (site.on.resolve(type.element).kind === 'unknown') return
  const { out } = site
  const body = block(site)
  const index = body.scope.unique('i')
  const item = body.scope.unique(singular(value))
  out.open(`for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {`)
  out.line(`const ${item} = ${value}[${index}]`)
  check(type.element, item, inside(body, 'item'))
  out.close()
}

/** `items` -> `item`, `categories` -> `category`, `value` -> `item`. */
export function singular(name: string): string {
  if (/[^aeiou]ies$/.test(name)) return `${name.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2)
  return /[^s]s$/.test(name) ? name.slice(0, -1) : 'item'
}
