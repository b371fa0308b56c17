/** A `toJSON()` method says how an object is written, and not how one is read. */
import { type Diagnostic, type Label, notFromJson } from '../../diagnostics/index.ts'
import {
  type AppIR,
  type NamedTypes,
  parts,
  printType,
  type RequestContract,
  type SocketRoute,
  type Type,
  type TypeId,
} from '../../ir/index.ts'
import { labelOfRoute, labelOfValidator } from './places.ts'

export function unreadableJson({ routes, sockets = [], validators = [], types }: Checked): readonly Diagnostic[] {
  const served = [
    ...routes.map((route) => ({ route, read: partsOf(route.request) })),
    ...sockets.map((route) => ({ route, read: [...partsOf(route.request), ...messagesOf(route)] })),
  ]
  const tell = (type: Type, path: string, route: string, label: Label) => {
    const found = find(type, types, new Set())
    return found ? [notFromJson({ path, route, type: `\`${printType(found)}\`` }, [label])] : []
  }
  return [
    ...served.flatMap(({ route, read }) => read.flatMap(([path, type]) => tell(type, path, route.id, labelOfRoute(route)))),
    ...validators.flatMap((use) =>
      use.members.some((member) => member !== 'stringify') ? tell(use.type, use.hint, 'a validator', labelOfValidator(use)) : [],
    ),
  ]
}

type Checked = Pick<AppIR, 'routes' | 'sockets' | 'validators' | 'types'>

const messagesOf = ({ incoming }: SocketRoute): readonly (readonly [string, Type])[] =>
  incoming.text ? [['incoming', incoming.text.type]] : []

const partsOf = ({ params, query, headers, cookies, body }: RequestContract): readonly (readonly [string, Type])[] => [
  ...Object.entries({ params, query, headers, cookies }).flatMap(([part, properties]) =>
    (properties ?? []).map(({ name, type }) => [`${part}.${name}`, type] as const),
  ),
  ...(body ? [['body', body.type] as const] : []),
]

/** What the method gives. */
function find(root: Type, types: NamedTypes, seen: Set<TypeId>): Type | undefined {
  const pending: Type[] = [root]
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (type.kind === 'to-json') return type.type
    if (type.kind !== 'ref') pending.push(...parts(type).toReversed())
    else if (!seen.has(type.id)) {
      seen.add(type.id)
      pending.push(types[type.id]!.type)
    }
  }
  return undefined
}
