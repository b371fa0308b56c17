/** A chain as a route: the contract of then, the handler and its surroundings of today. */
import { type Chain, isTransformedBody, type ReplyContract, type RequestReads, type Route } from '../../../compiler/ir/index.ts'
import type { ValueFunctions } from '../../validator/index.ts'
import type { ServerModule } from '../module.ts'

export interface Chained {
  readonly chain: Chain
  /** What answers in the end. */
  readonly target: Route
  /** Of values as they were then, by the rule for undeclared keys of then. */
  readonly was: ValueFunctions
  /** Of what transforms give: members that the contract does not have are dropped. */
  readonly lenient: ValueFunctions
  readonly isRequestAsync: boolean
  readonly isAnswerAsync: boolean
  /** An expression: whether what each transform gives is checked. */
  readonly checks: () => string
}

export interface ChainedRoute {
  readonly route: Route
  readonly chained: Chained
  /** Of the function. */
  readonly hint: string
  /** Heads the function. */
  readonly heading: string
}

/** `2026-01-05T10:00:00Z` -> `20260105` */
const dateTag = (id: string): string => id.slice(0, 10).replaceAll('-', '')

export function chainedRoute(module: ServerModule, chain: Chain, target: Route): ChainedRoute {
  const versions = module.ir.history!.versions
  const first = versions[chain.versions[0]!]!
  const ids = chain.versions.map((version) => versions[version]!.id)
  const asyncIn = (side: 'request' | 'answer') =>
    chain.links.some((link) => transformsOf(link, side).some(({ isAsync }) => isAsync))
  const isRequestAsync = asyncIn('request')
  const files = [...new Set(chain.links.map(({ file }) => file))]
  return {
    route: asOfThen(chain, target, isRequestAsync, first.snapshot.bodyLimit, module.ir.config.bodyLimit),
    chained: {
      chain,
      target,
      was: module.valuesWith(first.snapshot.extraKeys),
      lenient: module.ir.config.extraKeys === 'strict' ? module.valuesWith('strip') : module.values,
      isRequestAsync,
      isAnswerAsync: asyncIn('answer'),
      checks: module.checksTransforms,
    },
    hint: `${chain.route.path === '/' ? `${chain.route.method} root` : chain.route.id} of ${dateTag(first.id)}`,
    heading: `${chain.route.id} of ${ids.join(', ')} - ${[...files, `${target.handler.file}:${target.handler.location.line}`].join(', ')}`,
  }
}

function transformsOf({ request, requestTypes, response, replies }: Chain['links'][number], side: 'request' | 'answer') {
  if (side === 'request') return [...(request ? [request] : []), ...(requestTypes?.named ?? []).map(({ transform }) => transform)]
  const ofReplies = replies.flatMap(({ transform }) =>
    transform.kind === 'function' ? [transform.transform] : transform.named.map((one) => one.transform),
  )
  return [...(response ? [response] : []), ...ofReplies]
}

function asOfThen(chain: Chain, target: Route, isAsync: boolean, was: number, is: number): Route {
  const { route } = chain
  const { id, method, path, segments, request } = route
  const { doc: _doc, ...around } = target
  const passesBy = target.request.body !== undefined && !isTransformedBody(target.request.body)
  return {
    ...around,
    id,
    method,
    path,
    segments,
    // Files and streams are for the handler alone.
    request: passesBy ? { ...request, body: target.request.body! } : request,
    replies: repliesOf(chain, target),
    facts: { ...target.facts, ...(isAsync && { result: 'promise' }), res: true, req: undeclaredReads(target) },
    bodyLimit: Math.max(route.bodyLimit ?? was, target.bodyLimit ?? is),
  }
}

/** What the handler reads as it arrived: the rest reaches it through the chain. */
const undeclaredReads = ({ facts: { req }, request }: Route): RequestReads => ({
  ...req,
  params: req.params && request.params === undefined,
  query: req.query && request.query === undefined,
  cookies: req.cookies && request.cookies === undefined,
  body: req.body && (request.body === undefined || !isTransformedBody(request.body)),
})

/** Those of then, and what is only answered since. */
function repliesOf({ route, asNow }: Chain, target: Route): readonly ReplyContract[] {
  const since = target.replies.filter(({ status }) => !route.replies.some((reply) => reply.status === status))
  const kept = route.replies.map((reply) => {
    const now = target.replies.find(({ status }) => status === reply.status)
    return now && asNow.includes(reply.status) ? now : reply
  })
  return [...kept, ...since].sort((a, b) => order(a) - order(b))
}

const order = ({ status }: ReplyContract): number => (status === 'default' ? Number.POSITIVE_INFINITY : status)
