/** Which methods does a path take? Asked for what no route answered: 404, 405 with `Allow`, OPTIONS, preflights. */

/** `?` stands for one segment, `#` for one or more; no path has either of them. Methods in the order of {@link ORDER}. */
export type RoutedPath = readonly [path: string, methods: readonly string[]]

interface Place {
  readonly statics: Map<string, Place>
  param: Place | undefined
  /** Methods of the route that ends here, and of the one that takes all that follows. */
  methods: readonly string[]
  rest: readonly string[]
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

const newPlace = (): Place => ({ statics: new Map(), param: undefined, methods: [], rest: [] })

/** `allow('/users')` -> `'GET, HEAD, POST, OPTIONS'`, and `''` where no route has the path. The tree is built when it is first asked. */
export function allowOf(paths: readonly RoutedPath[]): (path: string) => string {
  let root: Place | undefined
  return (path) => {
    root ??= treeOf(paths)
    const allowed = new Set<string>()
    collect(root, path, 1, allowed)
    if (allowed.size === 0) return ''
    return [...ORDER.filter((method) => allowed.has(method)), 'OPTIONS'].join(', ')
  }
}

function treeOf(paths: readonly RoutedPath[]): Place {
  const root = newPlace()
  for (const [path, methods] of paths) {
    let place = root
    for (const segment of path === '/' ? [] : path.slice(1).split('/')) {
      if (segment === '#') place.rest = methods
      else place = segment === '?' ? (place.param ??= newPlace()) : child(place, segment)
    }
    if (!path.endsWith('#')) place.methods = methods
  }
  return root
}

function child({ statics }: Place, segment: string): Place {
  const known = statics.get(segment) ?? newPlace()
  statics.set(segment, known)
  return known
}

/** Every route that matches counts, not only the one that would be called. `from`: behind a slash. No segment is empty. */
function collect(place: Place, path: string, from: number, allowed: Set<string>): void {
  if (from >= path.length) {
    // '/users/' is not '/users'; only the root ends with its slash.
    if (path.length === 1 || from > path.length) for (const method of place.methods) allowed.add(method)
    return
  }
  if (place.rest.length > 0 && !path.endsWith('/') && !path.includes('//', from - 1))
    for (const method of place.rest) allowed.add(method)
  if (place.statics.size === 0 && place.param === undefined) return
  const slash = path.indexOf('/', from)
  const end = slash < 0 ? path.length : slash
  if (end === from) return
  const next = place.statics.get(path.slice(from, end))
  if (next !== undefined) collect(next, path, end + 1, allowed)
  if (place.param !== undefined) collect(place.param, path, end + 1, allowed)
}
