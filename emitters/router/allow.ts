import { pattern, quote, type Text, text } from '../code/index.ts'
import type { RouterEntry } from './index.ts'

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Every path with its methods, for what no route answered: `[/^\/users\/[^/]+$/u, ['GET', 'HEAD']]`. */
export function pathTable(entries: readonly RouterEntry[], name: string): string {
  const methodsByPath = new Map<string, Set<string>>()
  for (const { method, segments } of entries) {
    const source = `^/${segments.map((segment) => SOURCE[segment.kind](segment as { readonly value: string })).join('/')}$`
    const methods = methodsByPath.get(source) ?? new Set()
    methodsByPath.set(source, methods.add(method))
    if (method === 'GET') methods.add('HEAD')
  }
  const out = text()
  if (methodsByPath.size === 0) return `const ${name} = []\n`
  out.open(`const ${name} = [`)
  for (const [source, methods] of methodsByPath) {
    const list = [...methods].sort((a, b) => order.indexOf(a) - order.indexOf(b)).map(quote)
    out.line(`[${pattern(source)}, [${list.join(', ')}]],`)
  }
  return out.close(']').toString()
}

const SOURCE = {
  static: ({ value }: { readonly value: string }) => value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  param: () => '[^/]+',
  rest: () => '[^/]+(?:/[^/]+)*',
}

/** `allow('/users')` -> `'GET, HEAD, POST, OPTIONS'`, and `''` where no route has the path. */
export function emitAllow(out: Text, table: string): void {
  out.open('allow(path) {')
  out.line('const allowed = new Set()')
  out.open(`for (const [pattern, methods] of ${table}) {`)
  out.line('if (pattern.test(path)) for (const method of methods) allowed.add(method)')
  out.close()
  out.line("if (allowed.size === 0) return ''")
  out.line(
    `return [${order.slice(0, -1).map(quote).join(', ')}].filter((method) => allowed.has(method)).concat('OPTIONS').join(', ')`,
  )
  out.close('},')
}
