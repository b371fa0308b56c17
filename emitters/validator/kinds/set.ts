import type { ArrayType, SetType } from '../../../compiler/ir/index.ts'
import { refuseIf } from '../conditions.ts'
import { arrayKind } from './array.ts'
import { read } from './index.ts'
import type { Composite } from './kind.ts'

/** On the wire an array of distinct items. */
const asArray = ({ element }: SetType): ArrayType => ({ kind: 'array', element, constraints: [{ kind: 'uniqueItems' }] })

export const setKind: Composite<SetType> = {
  check(type, value, site) {
    if (site.form === 'fits') refuseIf(site.out, [`!(${value} instanceof Set)`])
    else arrayKind.check(asArray(type), value, site)
  },
  explain: (type, site, expected) => arrayKind.explain(asArray(type), site, expected),
  read(type, { out, on, hint }) {
    out.line('const result = new Set()')
    out.line(`for (let i = 0; i < value.length; i++) result.add(${read(type.element, 'value[i]', on, `${hint} item`)})`)
    out.line('return result')
  },
}
