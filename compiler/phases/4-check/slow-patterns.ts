/** Patterns on what clients send must not take exponential time. */
import { type Diagnostic, type Label, slowPattern } from '../../diagnostics/index.ts'
import {
  type AppIR,
  reachable,
  type SocketRoute,
  type StringConstraint,
  type Type,
  typesOfRequest,
  walk,
} from '../../ir/index.ts'
import { ambiguousPart } from './ambiguity.ts'
import { labelOfRoute, labelOfValidator } from './places.ts'

export function slowPatterns({ routes, sockets = [], validators = [], types }: Checked): readonly Diagnostic[] {
  const reported = new Set<string>()
  const places = [
    ...routes.map((route) => ({ path: route.id, label: labelOfRoute(route), direct: typesOfRequest(route.request) })),
    ...sockets.map((route) => ({ path: route.id, label: labelOfRoute(route), direct: typesOfClient(route) })),
    ...validators.map((use) => ({ path: use.hint, label: labelOfValidator(use), direct: [use.type] })),
  ]
  return places.flatMap(({ path, label, direct }) => {
    const named = [...reachable(direct, types)].map((id) => types[id]!)
    return [
      ...direct.flatMap((type) => ofType(type, path, [label], reported)),
      ...named.flatMap(({ id, type, source }) => {
        const labels = source ? [{ location: source, length: id.length, text: '' }] : [label]
        return ofType(type, id, labels, reported)
      }),
    ]
  })
}

type Checked = Pick<AppIR, 'routes' | 'sockets' | 'validators' | 'types'>

const typesOfClient = ({ request, incoming }: SocketRoute): readonly Type[] => [
  ...typesOfRequest(request),
  ...(incoming.text ? [incoming.text.type] : []),
]

function ofType(type: Type, path: string, labels: readonly Label[], reported: Set<string>): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  walk(type, (part) => {
    const constraints: readonly StringConstraint[] = part.kind === 'string' ? part.constraints : []
    for (const constraint of constraints) {
      if (constraint.kind !== 'pattern' || reported.has(constraint.source)) continue
      const ambiguous = ambiguousPart(constraint.source)
      if (ambiguous === undefined) continue
      reported.add(constraint.source)
      const reason = `a text of many \`${ambiguous}\` can be matched in many ways`
      found.push(slowPattern({ pattern: constraint.source, path, reason }, labels))
    }
  })
  return found
}
