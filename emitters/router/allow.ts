import { quote, type Text } from '../code/index.ts'
import type { RouterEntry } from './index.ts'

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Every path with its methods, for what no route answered: `allow: allowOf([['/users/?', ['GET', 'HEAD']]])`. `?` stands for a parameter and `#` for the
 * rest: neither can be in a path.
 */
export function emitAllow(out: Text, entries: readonly RouterEntry[], allowOf: string): void {
  const methodsByPath = new Map<string, Set<string>>()
  for (const { method, segments } of entries) {
    const path = `/${segments.map((segment) => (segment.kind === 'static' ? segment.value : MARK[segment.kind])).join('/')}`
    const methods = methodsByPath.get(path) ?? new Set()
    methodsByPath.set(path, methods.add(method))
    if (method === 'GET') methods.add('HEAD')
  }
  if (methodsByPath.size === 0) return void out.line(`allow: ${allowOf}([]),`)
  out.open(`allow: ${allowOf}([`)
  for (const [path, methods] of methodsByPath) {
    const list = [...methods].sort((a, b) => order.indexOf(a) - order.indexOf(b)).map(quote)
    out.line(`[${quote(path)}, [${list.join(', ')}]],`)
  }
  out.close(']),')
}

const MARK = { param: '?', rest: '#' }
