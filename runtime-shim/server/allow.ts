/** Which methods does a path take? Asked for what no route answered: 404, 405 with `Allow`, OPTIONS, preflights. */

/** `?` stands for one segment, `#` for one or more; no path has either of them. Methods in the order of {@link ORDER}. */
export type RoutedPath = readonly [path: string, methods: readonly string[]]

interface Place {
  /** By segment; `?` and `#` among them. */
  readonly next: Map<string, Place>
  /** Of the route that ends here: a bit each, by {@link ORDER}. */
  methods: number
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Where there is a route there is an answer to OPTIONS. */
const OPTIONS = bitsOf(['OPTIONS'])

const newPlace = (): Place => ({ next: new Map(), methods: 0 })

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
    if (path !== '/') for (const segment of path.slice(1).split('/')) place = child(place, segment)
    place.methods = bitsOf(methods)
  }
  return root
}

function child({ next }: Place, segment: string): Place {
  const known = next.get(segment) ?? newPlace()
  next.set(segment, known)
  return known
}

/** Every route that matches counts, not only the one that would be called. `from`: behind a slash. No segment is empty. */
function allowedAt({ next, methods }: Place, path: string, from: number): number {
  // '/users/' is not '/users'; only the root ends with its slash.
  if (from >= path.length) return path.length === 1 || from > path.length ? methods : 0
  if (next.size === 0) return 0
  const tail = next.get('#')
  const rest = tail !== undefined && !path.endsWith('/') && !path.includes('//', from - 1) ? tail.methods : 0
  const slash = path.indexOf('/', from)
  const end = slash < 0 ? path.length : slash
  if (end === from) return rest
  const named = next.get(path.slice(from, end))
  const param = next.get('?')
  return rest | (named ? allowedAt(named, path, end + 1) : 0) | (param ? allowedAt(param, path, end + 1) : 0)
}
