/** What does the compiler know of an app, for people and for tools? `gatic build --print facts|ir|routes|graph`. */
import { type AppIR, servedAt } from '../ir/index.ts'
import { graphOf } from './app-graph.ts'
import { factsText, functionsOf } from './facts-text.ts'
import { graphDot } from './graph-dot.ts'
import { graphText } from './graph-text.ts'
import { irText } from './ir-text.ts'
import { routesText, statusesOf } from './routes-text.ts'

export type Subject = 'facts' | 'ir' | 'routes' | 'graph'
/** `dot` for `graph` alone. */
export type Format = 'text' | 'json' | 'dot'

/** Ends with a newline. */
export function print(ir: AppIR, subject: Subject, format: Format): string {
  if (format === 'json') return `${JSON.stringify(data(ir, subject), null, 2)}\n`
  if (format === 'dot') return graphDot(graphOf(ir))
  const text = { facts: factsText, ir: irText, routes: routesText, graph: (app: AppIR) => graphText(graphOf(app)) }
  return text[subject](ir)
}

function data(ir: AppIR, subject: Subject): unknown {
  switch (subject) {
    case 'ir':
      return ir
    case 'graph':
      return graphOf(ir)
    case 'routes':
      return servedAt(ir).map(({ id, method, path, handler, replies, middleware, errorMiddleware }) => {
        return { id, method, path, handler, statuses: statusesOf(method, replies), middleware, errorMiddleware }
      })
    case 'facts':
      return functionsOf(ir).map(({ id, facts, modules = [] }) => ({ id, facts, modules }))
  }
}

export { type AppGraph, type Edge, graphOf, type Node } from './app-graph.ts'
