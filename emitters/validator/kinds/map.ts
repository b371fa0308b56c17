import type { ArrayType, MapType, TupleType } from '../../../compiler/ir/index.ts'
import { refuseIf } from '../conditions.ts'
import { inside, type Site } from '../emission.ts'
import { arrayKind } from './array.ts'
import { check, read } from './index.ts'
import type { Composite } from './kind.ts'

const pairOf = ({ key, value }: MapType): TupleType => ({
  kind: 'tuple',
  elements: [
    { type: key, mode: 'required', name: 'key' },
    { type: value, mode: 'required', name: 'entry' },
  ],
})

/** On the wire an array of pairs. */
const asArray = (type: MapType): ArrayType => ({ kind: 'array', element: pairOf(type), constraints: [] })

export const mapKind: Composite<MapType> = {
  check(type, value, site) {
    if (site.form === 'fits') checkEntries(type, value, site)
    else arrayKind.check(asArray(type), value, site)
  },
  explain: (type, site, expected) => arrayKind.explain(asArray(type), site, expected),
  read(type, site) {
    const { out, hint } = site
    out.line('const result = new Map()')
    const key = read(type.key, 'value[i][0]', site, `${hint} key`)
    const entry = read(type.value, 'value[i][1]', site, `${hint} entry`)
    out.line(`for (let i = 0; i < value.length; i++) result.set(${key}, ${entry})`)
    out.line('return result')
  },
}

function checkEntries(type: MapType, value: string, site: Site): void {
  const { out, scope } = site
  const [key, entry] = [scope.unique('key'), scope.unique('entry')]
  refuseIf(site, [`!(${value} instanceof Map)`])
  out.open(`for (const [${key}, ${entry}] of ${value}) {`)
  check(type.key, key, inside(site, 'key'))
  check(type.value, entry, inside(site, 'entry'))
  out.close()
}
