import type { ArrayType, SetType } from '../../../compiler/ir/index.ts'
import { refuseIf } from '../conditions.ts'
import { inside, type Site } from '../emission.ts'
import { arrayKind } from './array.ts'
import { check, read } from './index.ts'
import type { Composite } from './kind.ts'

/** On the wire an array of distinct items. */
const asArray = ({ element }: SetType): ArrayType => ({ kind: 'array', element, constraints: [{ kind: 'uniqueItems' }] })

export const setKind: Composite<SetType> = {
  check(type, value, site) {
    if (site.form === 'fits') checkItems(type, value, site)
    else arrayKind.check(asArray(type), value, site)
  },
  explain: (type, site, expected) => arrayKind.explain(asArray(type), site, expected),
  read(type, site) {
    const { out, hint } = site
    out.line('const result = new Set()')
    out.line(`for (let i = 0; i < value.length; i++) result.add(${read(type.element, 'value[i]', site, `${hint} item`)})`)
    out.line('return result')
  },
}

function checkItems(type: SetType, value: string, site: Site): void {
  const item = site.scope.unique('item')
  refuseIf(site, [`!(${value} instanceof Set)`])
  site.out.open(`for (const ${item} of ${value}) {`)
  check(type.element, item, inside(site, 'item'))
  site.out.close()
}
