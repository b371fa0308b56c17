/** Which methods does a path take? Asked for what no route answered: 404, 405 with `Allow`, OPTIONS, preflights. */

/** `?` stands for one segment, `#` for one or more; no path has either of them. Methods in the order of {@link ORDER}. */
export type RoutedPath = readonly [path: string, methods: readonly string[]]

interface Place {
  readonly statics: Map<string, Place>
  param: Place | undefined
  /** Methods of the route that ends here, and of the one that takes all that follows: a bit each, by {@link ORDER}. */
  methods: number
  rest: number
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Where there is a route there is an answer to OPTIONS. */
const OPTIONS = bitsOf(['OPTIONS'])

const newPlace = (): Place => ({ statics: new Map(), param: undefined, methods: 0, rest: 0 })

function bitsOf(methods: readonly string[]): number {
  return methods.reduce((bits, method) => bits | (1 << ORDER.indexOf(method)), 0)
}

/** `allow('/users')` -> `'GET, HEAD, POST, OPTIONS'`, and `''` where no route has the path. The tree is built when it is first asked. */
export function allowOf(paths: readonly RoutedPath[]): (path: string) => string {
  let root: Place | undefined
  return (path) => {
    root ??= treeOf(paths)
    const allowed = allowedAt(root, path, 1)
    return allowed === 0 ? '' : ORDER.filter((_, at) => ((allowed | OPTIONS) >> at) & 1).join(', ')
  }
}

function treeOf(paths: readonly RoutedPath[]): Place {
  const root = newPlace()
  for (const [path, methods] of paths) {
    let place = root
    for (const segment of path === '/' ? [] : path.slice(1).split('/')) {
      if (segment === '#') place.rest = bitsOf(methods)
      else place = segment === '?' ? (place.param ??= newPlace()) : child(place, segment)
    }
    if (!path.endsWith('#')) place.methods = bitsOf(methods)
  }
  return root
}

function child({ statics }: Place, segment: string): Place {
  const known = statics.get(segment) ?? newPlace()
  statics.set(segment, known)
  return known
}

/** Every route that matches counts, not only the one that would be called. `from`: behind a slash. No segment is empty. */
function allowedAt(place: Place, path: string, from: number): number {
  // '/users/' is not '/users'; only the root ends with its slash.
  if (from >= path.length) return path.length === 1 || from > path.length ? place.methods : 0
  const rest = place.rest !== 0 && !path.endsWith('/') && !path.includes('//', from - 1) ? place.rest : 0
  if (place.statics.size === 0 && place.param === undefined) return rest
  const slash = path.indexOf('/', from)
  const end = slash < 0 ? path.length : slash
  if (end === from) return rest
  const next = place.statics.get(path.slice(from, end))
  const named = next === undefined ? 0 : allowedAt(next, path, end + 1)
  return rest | named | (place.param === undefined ? 0 : allowedAt(place.param, path, end + 1))
}
