/**
 * Which route of the newer version is which of the older one? By method and the shape of the path; of those left over, by what they
 * take and answer:
 *
 *   GET /users/:id        GET /users/:name     the same: parameters have no names on the wire
 *   PUT /users/:id        PATCH /users/:id     another method, where there is no other choice
 *   GET /users/:id        GET /people/:id      another path, where the contracts fit and no other route's would
 */
import { type PathSegment, shapeOf } from '../../ir/index.ts'
import type { SnapshotRoute } from '../snapshot.ts'

export interface Matching<R> {
  readonly same: readonly (readonly [before: R, after: R])[]
  readonly moved: readonly { readonly before: R; readonly after: R; readonly by: 'method' | 'path' }[]
  readonly removed: readonly R[]
  readonly added: readonly R[]
}

type Routed = Pick<SnapshotRoute, 'segments'> & { readonly method: string }

/** The same of two routes that the same requests reach, whatever their parameters are called. */
export const placeOf = ({ method, segments }: Routed): string => `${method} ${shapeOf(segments)}`

/** `fits`: whether the newer one takes and answers what the older one did. */
export function matching<R extends Routed>(
  older: readonly R[],
  newer: readonly R[],
  fits: (before: R, after: R) => boolean,
): Matching<R> {
  const free = new Map(newer.map((route) => [placeOf(route), route]))
  const same: [R, R][] = []
  const gone: R[] = []
  for (const before of older) {
    const after = free.get(placeOf(before))
    if (after === undefined) gone.push(before)
    else same.push([before, after])
    free.delete(placeOf(before))
  }
  const added = [...free.values()]
  const moved = gone.flatMap((before) => {
    const found = movedTo(before, gone, added, fits)
    return found === undefined ? [] : [{ before, ...found }]
  })
  return {
    same,
    moved,
    removed: gone.filter((route) => !moved.some(({ before }) => before === route)),
    added: added.filter((route) => !moved.some(({ after }) => after === route)),
  }
}

function movedTo<R extends Routed>(
  before: R,
  gone: readonly R[],
  added: readonly R[],
  fits: (before: R, after: R) => boolean,
): { readonly after: R; readonly by: 'method' | 'path' } | undefined {
  const here = (route: R) => shapeOf(route.segments) === shapeOf(before.segments)
  const [method, ...methods] = added.filter(here)
  if (method !== undefined && methods.length === 0 && gone.filter(here).length === 1) return { after: method, by: 'method' }
  const isMove = (from: R, to: R) => from.method === to.method && isNear(from.segments, to.segments) && fits(from, to)
  const [after, ...others] = added.filter((route) => isMove(before, route))
  if (after === undefined || others.length > 0) return undefined
  return gone.filter((route) => isMove(route, after)).length === 1 ? { after, by: 'path' } : undefined
}

/** One is the other with a segment renamed, or with more of them that are no parameters. */
function isNear(a: readonly PathSegment[], b: readonly PathSegment[]): boolean {
  if (a.length === b.length) {
    const different = a.filter((segment, index) => textOf(segment) !== textOf(b[index]!))
    return different.length === 1 && a.every(({ kind }, index) => kind === b[index]!.kind)
  }
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a]
  let found = 0
  for (const segment of longer)
    if (found < shorter.length && textOf(segment) === textOf(shorter[found]!)) found++
    else if (segment.kind !== 'static') return false
  return found === shorter.length
}

/** `:` for a parameter, which no written segment is. */
const textOf = (segment: PathSegment): string =>
  segment.kind === 'static' ? segment.value : segment.kind === 'param' ? ':' : '*'
