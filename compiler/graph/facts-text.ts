/** What each handler and middleware was seen to do, by which the emitter decides what work a request needs. */
import type { AppIR, HandlerFacts, RequestReads } from '../ir/index.ts'

export function factsText(ir: Pick<AppIR, 'routes' | 'sockets' | 'middleware'>): string {
  return functionsOf(ir)
    .map(({ id, facts, modules = [] }) => `${[id, ...rows(facts, modules)].join('\n')}\n`)
    .join('\n')
}

/** Of a socket, the function before the upgrade. */
export const functionsOf = ({ routes, sockets = [], middleware }: Pick<AppIR, 'routes' | 'sockets' | 'middleware'>) => [
  ...routes,
  ...sockets.flatMap(({ id, upgrade, modules = [] }) => (upgrade ? [{ id, facts: upgrade, modules }] : [])),
  ...middleware,
]

const RESULTS: Readonly<Record<HandlerFacts['result'], string>> = {
  sync: 'at once',
  promise: 'by a promise',
  unknown: 'at once or by a promise',
}

function rows({ result, req, res, gctx, lctx }: HandlerFacts, modules: readonly string[]): readonly string[] {
  const contexts = Object.entries({ res, gctx, lctx }).flatMap(([name, isUsed]) => (isUsed ? [name] : []))
  return [row('answers', RESULTS[result]), ...list('reads', readsOf(req)), ...list('uses', contexts), ...list('modules', modules)]
}

const row = (name: string, text: string): string => `  ${name.padEnd(9)}${text}`
const list = (name: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [row(name, items.join(', '))]

function readsOf({ headers, line, ...parts }: RequestReads): readonly string[] {
  const named = Object.entries(parts).flatMap(([name, isRead]) => (isRead ? [name] : []))
  const fields = headers === 'all' ? ['all headers'] : headers.map((name) => `header ${name}`)
  return [...named, ...fields, ...(line ? ['method and path'] : [])]
}
