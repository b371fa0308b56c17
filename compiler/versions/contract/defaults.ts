/** What a request means that leaves something out. */
import { type JsonValue, type Property, resolve, type Type } from '../../ir/index.ts'
import { type Change, doubtful } from './change.ts'
import type { Sides } from './sides.ts'

/** Of members at the same place of both types; in lists, of all items. */
export function* defaultChanges(
  route: string,
  before: Type,
  after: Type,
  sides: Sides,
  part: string,
  pointer = '',
  seen: ReadonlySet<string> = new Set(),
): Generator<Change> {
  if (sides.isSame(before, after)) return
  const key = before.kind === 'ref' && after.kind === 'ref' ? `${before.id} ${after.id}` : undefined
  if (key !== undefined && seen.has(key)) return
  const inside = key === undefined ? seen : new Set([...seen, key])
  const [was, is] = [resolve(before, sides.older.types), resolve(after, sides.newer.types)]
  if (was.kind === 'array' && is.kind === 'array')
    yield* defaultChanges(route, was.element, is.element, sides, part, `${pointer}/0`, inside)
  if (was.kind !== 'object' || is.kind !== 'object') return
  for (const property of is.properties) {
    const old = was.properties.find(({ name }) => name === property.name)
    if (old === undefined) continue
    const place = `${pointer}/${property.name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (isOther(old, property))
      yield doubtful('request-default', route, `${said(old, property, part)}: requests without it mean something else`, {
        pointer: place,
      })
    yield* defaultChanges(route, old.type, property.type, sides, part, place, inside)
  }
}

/** Where both may be left out, and not to the same effect. */
const isOther = (old: Property, now: Property): boolean =>
  old.optional && now.optional && JSON.stringify(old.default) !== JSON.stringify(now.default)

const said = (old: Property, now: Property, part: string): string =>
  `the default of ${JSON.stringify(now.name)} (${part}) is ${shown(now.default)}, was ${shown(old.default)}`

const shown = (value: JsonValue | undefined): string => (value === undefined ? 'none' : JSON.stringify(value))
