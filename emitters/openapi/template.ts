/** Routes as OpenAPI's path templates: `/users/:id` and `/users/:name` are one path there, with one name for what is in it. */

import { type PathSegment, type Route, shapeOf } from '../../compiler/ir/index.ts'
import { freeName } from './free-name.ts'

export interface TemplatedRoute {
  readonly route: Route
  /** `/users/{id}` */
  readonly path: string
  /** The route's names of parameters -> those in the path. */
  readonly names: ReadonlyMap<string, string>
}

export function templates(routes: readonly Route[]): TemplatedRoute[] {
  const first = new Map<string, readonly PathSegment[]>()
  return routes.map((route) => {
    const shape = shapeOf(route.segments)
    const chosen = first.get(shape) ?? distinct(route.segments)
    first.set(shape, chosen)
    const names = new Map(
      route.segments.flatMap((segment, index) => {
        const other = chosen[index]!
        return segment.kind === 'static' || other.kind === 'static' ? [] : [[segment.name, other.name] as const]
      }),
    )
    return { route, path: `/${chosen.map(templated).join('/')}`, names }
  })
}

/** Braces, slashes and what ends a path have no place inside a template's name. */
function distinct(segments: readonly PathSegment[]): PathSegment[] {
  const taken = new Set<string>()
  return segments.map((segment) => {
    if (segment.kind === 'static') return segment
    return { ...segment, name: freeName(segment.name.replace(/[{}/?#]/g, '_'), taken) }
  })
}

const templated = (segment: PathSegment): string =>
  segment.kind === 'static' ? encodeURIComponent(segment.value).replace(/%40/g, '@') : `{${segment.name}}`
