/** Patterns on what clients send must not take exponential time, nor more than a moment for the longest text that they may be sent. */
import { type Diagnostic, type Label, slowPattern } from '../../diagnostics/index.ts'
import { type AppIR, reachable, type SocketRoute, type StringType, type Type, typesOfRequest, walk } from '../../ir/index.ts'
import { ambiguousPart } from './ambiguity.ts'
import { backtracking, lengthFor } from './backtracking.ts'
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
    if (part.kind !== 'string') return
    for (const constraint of part.constraints) {
      if (constraint.kind !== 'pattern' || reported.has(constraint.source)) continue
      const slowness = slownessOf(constraint.source, longest(part))
      if (slowness === undefined) continue
      reported.add(constraint.source)
      const { time, reason, hints } = slowness
      found.push(slowPattern({ pattern: constraint.source, path, time, reason }, labels, hints))
    }
  })
  return found
}

/** Patterns see no text that is too long: see emitters/validator/kinds/string.ts. */
const longest = ({ constraints }: StringType): number =>
  Math.min(...constraints.flatMap((constraint) => (constraint.kind === 'maxLength' ? [constraint.value] : [])))

/** Steps that take about 50 ms. */
const MOST_STEPS = 10_000_000
/** What may be sent where the type does not say. */
const LONG_TEXT = 100_000

interface Slowness {
  readonly time: string
  readonly reason: string
  readonly hints?: readonly string[]
}

function slownessOf(source: string, length: number): Slowness | undefined {
  const ambiguous = ambiguousPart(source)
  if (ambiguous !== undefined)
    return { time: 'exponential', reason: `a text of many \`${ambiguous}\` can be matched in many ways` }
  const worst = backtracking(source, Math.min(length, LONG_TEXT))
  if (worst === undefined || worst.steps <= MOST_STEPS) return undefined
  const { degree, part } = worst
  return {
    time: degree === 2 ? 'quadratic' : degree === 3 ? 'cubic' : `polynomial (degree ${degree})`,
    reason: `a text of many \`${part}\` that does not match is tried from, or parted at, every place`,
    hints: [
      `Limit the text: \`& MaxLen<${lengthFor(MOST_STEPS, degree)}>\`.`,
      'Or let no two repetitions match the same characters, and anchor the pattern with `^`.',
    ],
  }
}
