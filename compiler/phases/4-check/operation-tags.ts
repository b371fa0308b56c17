/** `@sdk` tags that name nothing, or name what has another name already. */
import { type Diagnostic, duplicateOperationName, invalidOperationName } from '../../diagnostics/index.ts'
import {
  type AppIR,
  CLIENT_LOCALS,
  CLIENT_VALUES,
  type OperationTag,
  operationTags,
  parseOperationTag,
  type Route,
  type SocketRoute,
  servedAt,
  UNFIT_MEMBERS,
} from '../../ir/index.ts'
import { labelOfRoute } from './places.ts'

export function operationNames(ir: Pick<AppIR, 'routes' | 'sockets'>): readonly Diagnostic[] {
  /** Who has a name first, by what it is a name of. */
  const taken = new Map<string, Route | SocketRoute>()
  return servedAt(ir).flatMap((route) => {
    const [text, ...others] = operationTags(route.doc)
    if (text === undefined) return []
    const tag = parseOperationTag(text)
    const reason = others.length > 0 ? 'is one of several' : whyInvalid(tag)
    if (tag === undefined || reason !== undefined)
      return [invalidOperationName({ text, route: route.id, reason: reason ?? '' }, [labelOfRoute(route)])]
    return namesOf(tag).flatMap(([kind, name]) => {
      const key = `${kind} ${name}`
      const first = taken.get(key)
      if (first === undefined) taken.set(key, route)
      return first === undefined
        ? []
        : [duplicateOperationName({ name }, [labelOfRoute(route), labelOfRoute(first, 'first named here')])]
    })
  })
}

const namesOf = ({ path, name }: OperationTag): readonly (readonly [kind: string, name: string])[] => [
  ['member', path.join('.')],
  ...(name === undefined ? [] : [['function', name] as const]),
]

const TAKEN: ReadonlySet<string> = new Set([...CLIENT_VALUES, ...CLIENT_LOCALS])

function whyInvalid(tag: OperationTag | undefined): string | undefined {
  if (tag === undefined) return 'is not names with dots between them'
  const unfit = tag.path.find((name) => UNFIT_MEMBERS.has(name))
  if (unfit !== undefined) return `has \`${unfit}\`, which objects have for something else`
  return tag.name !== undefined && TAKEN.has(tag.name)
    ? `names a function \`${tag.name}\`, which clients have for something else`
    : undefined
}
