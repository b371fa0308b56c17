/**
 * An app as what it consists of and who needs whom:
 *
 *   GET /users/:id  -guarded by-> src/api/_middleware.ts#default,  -reads-> module users,  -gives-> type User
 */
import { type AppIR, type MessageContract, servedAt, type Type, typesOfReply, typesOfRequest, walk } from '../ir/index.ts'

export type Node =
  | { readonly kind: 'route'; readonly id: string; readonly file: string; readonly line: number }
  | { readonly kind: 'middleware'; readonly id: string; readonly file: string; readonly line: number }
  | { readonly kind: 'module'; readonly id: string; readonly file: string; readonly line: number }
  | { readonly kind: 'type'; readonly id: string; readonly file?: string; readonly line?: number }

export type Relation = 'guarded by' | 'reads' | 'needs' | 'takes' | 'gives' | 'contains'

export interface Edge {
  readonly from: string
  readonly relation: Relation
  readonly to: string
}

/** Ids are unique: those of modules and types are `module users`, `type User`. */
export interface AppGraph {
  readonly name: string
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
}

const moduleId = (name: string) => `module ${name}`
const typeId = (name: string) => `type ${name}`

export function graphOf(ir: AppIR): AppGraph {
  return { name: ir.name, nodes: nodesOf(ir), edges: edgesOf(ir) }
}

function nodesOf(ir: AppIR): readonly Node[] {
  const { middleware, modules, types } = ir
  return [
    ...servedAt(ir).map(({ id, handler: { file, location } }): Node => ({ kind: 'route', id, file, line: location.line })),
    ...middleware.map(({ id, source: { file, location } }): Node => ({ kind: 'middleware', id, file, line: location.line })),
    ...modules.map(
      ({ name, source: { file, location } }): Node => ({ kind: 'module', id: moduleId(name), file, line: location.line }),
    ),
    ...Object.values(types).map(
      ({ id, source }): Node => ({ kind: 'type', id: typeId(id), ...(source && { file: source.file, line: source.line }) }),
    ),
  ]
}

function edgesOf({ routes, sockets = [], middleware, modules, types }: AppIR): readonly Edge[] {
  const edges = (from: string, relation: Relation, to: Iterable<string>): Edge[] =>
    [...to].map((id) => ({ from, relation, to: id }))
  const reads = ({ id, modules: read = [] }: { readonly id: string; readonly modules?: readonly string[] }) =>
    edges(id, 'reads', read.map(moduleId))
  return [
    ...routes.flatMap((route) => [
      ...edges(route.id, 'guarded by', [...route.middleware, ...route.errorMiddleware]),
      ...reads(route),
      ...edges(route.id, 'takes', named(typesOfRequest(route.request))),
      ...edges(route.id, 'gives', named(route.replies.flatMap(typesOfReply))),
    ]),
    ...sockets.flatMap((socket) => [
      ...edges(socket.id, 'guarded by', [...socket.middleware, ...socket.errorMiddleware]),
      ...reads(socket),
      ...edges(socket.id, 'takes', named([...typesOfRequest(socket.request), ...typesOfMessage(socket.incoming)])),
      ...edges(socket.id, 'gives', named([...typesOfMessage(socket.outgoing), ...socket.replies.flatMap(typesOfReply)])),
    ]),
    ...middleware.flatMap((one) => [...reads(one), ...edges(one.id, 'gives', named(one.replies.flatMap(typesOfReply)))]),
    ...modules.flatMap(({ name, dependencies }) => edges(moduleId(name), 'needs', dependencies.map(moduleId))),
    ...Object.values(types).flatMap(({ id, type }) => edges(typeId(id), 'contains', named([type]))),
  ]

  /** Those that stand in the types themselves, not in other named types. */
  function named(roots: readonly Type[]): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const root of roots) walk(root, (type) => type.kind === 'ref' && ids.add(typeId(type.id)))
    return ids
  }
}

const typesOfMessage = ({ text }: MessageContract): readonly Type[] => (text ? [text.type] : [])
