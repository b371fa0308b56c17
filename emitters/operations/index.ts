/**
 * What is each route called by those who call it? A name depends on the route's own method and path, or on its `@sdk` tag, so that it
 * stays when others come and go:
 *
 *   GET /api/articles              articles.list            listArticles
 *   GET /api/articles/:slug        articles.get             getArticle
 *   POST /api/articles/:slug/like  articles.like            likeArticle
 *   GET /api/articles/feed         articles.getFeed         getArticleFeed
 *
 *   WS /rooms/:room                rooms.connect            connectRoom
 *
 * Where two routes would have one name, the one with more parameters is named by them as well: `getByIdAndSlug`.
 */
import {
  CLIENT_LOCALS,
  CLIENT_VALUES,
  type Method,
  operationTags,
  parseOperationTag,
  type Route,
  type SocketRoute,
  UNFIT_MEMBERS,
} from '../../compiler/ir/index.ts'
import { identifier, type Names, names } from '../code/index.ts'
import { isPlural, singular } from './english.ts'

export interface Operation {
  /** Members of the client that lead to its group: `['articles', 'comments']`; empty at the top. */
  readonly group: readonly string[]
  /** Its name in the group: any identifier name, reserved words included. Unique there. */
  readonly member: string
  /** Its name among all: an identifier that is no reserved word. Unique. */
  readonly name: string
}

export type Named = Pick<Route | SocketRoute, 'id' | 'method' | 'segments' | 'doc'>

/** By the id of the route. */
export function operationsOf(routes: readonly Named[]): ReadonlyMap<string, Operation> {
  const given = names()
  for (const name of [...CLIENT_VALUES, ...CLIENT_LOCALS]) given.reserve(name)
  const members = new Map<string, Set<string>>()
  const found = new Map<string, Operation>()
  for (const route of inOrderOfClaim(routes)) {
    const { group, member, name } = taggedName(route) ?? routeName(route)
    const path = group.join('.')
    const inGroup = members.get(path) ?? new Set()
    members.set(path, inGroup)
    const by = parametersOf(route)
    const own = freeName(member, `${member}${by}`, (text) => inGroup.has(text))
    inGroup.add(own)
    found.set(route.id, { group, member: own, name: uniqueName(given, name, by) })
  }
  return new Map(routes.map(({ id }) => [id, found.get(id)!]))
}

/** Tags first, then fewer parameters: who comes first keeps its name. */
const inOrderOfClaim = (routes: readonly Named[]): readonly Named[] =>
  [...routes].sort(
    (a, b) =>
      Number(taggedName(b) !== undefined) - Number(taggedName(a) !== undefined) ||
      parameters(a).length - parameters(b).length ||
      (a.id < b.id ? -1 : 1),
  )

/** `@sdk articles.unlike`, or `@sdk articles.unlike takeLikeBack` to name the function as well. Undefined where there is none. */
function taggedName({ doc }: Named): Operation | undefined {
  const [text = ''] = operationTags(doc)
  const tag = parseOperationTag(text)
  if (tag === undefined) return undefined
  const parts = tag.path.map(memberName)
  const group = parts.slice(0, -1)
  const member = parts.at(-1)!
  return { group, member, name: tag.name ?? joined(member, group.map(singular)) }
}

const ON_ITEM: Readonly<Record<Method | 'WS', string>> = {
  GET: 'get',
  POST: 'post',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
  HEAD: 'head',
  OPTIONS: 'options',
  WS: 'connect',
}
const ON_LIST: Readonly<Record<Method | 'WS', string>> = {
  GET: 'list',
  POST: 'create',
  PUT: 'replaceAll',
  PATCH: 'updateAll',
  DELETE: 'deleteAll',
  HEAD: 'headAll',
  OPTIONS: 'optionsAll',
  WS: 'connect',
}

function routeName(route: Named): Operation {
  const { method, segments } = route
  const words = segments.flatMap((segment) => (segment.kind === 'static' ? [identifier(segment.value)] : [])).map(memberName)
  const path = words.length > 1 && words[0] === 'api' ? words.slice(1) : words
  const last = path.at(-1)
  if (last === undefined) {
    const verb = parameters(route).length > 0 ? ON_ITEM[method] : `${ON_ITEM[method]}Root`
    return { group: [], member: verb, name: verb }
  }
  const owners = path.slice(0, -1)
  if (segments.at(-1)!.kind !== 'static')
    return { group: path, member: ON_ITEM[method], name: joined(ON_ITEM[method], path.map(singular)) }
  if (isPlural(last)) {
    const isOne = method === 'POST'
    return {
      group: path,
      member: ON_LIST[method],
      name: joined(ON_LIST[method], [...owners.map(singular), isOne ? singular(last) : last]),
    }
  }
  // Something that there is one of, or something that is done: `POST /users/login`.
  if (method === 'POST') return { group: owners, member: last, name: joined(last, owners.map(singular)) }
  return {
    group: owners,
    member: joined(ON_ITEM[method], [last]),
    name: joined(ON_ITEM[method], [...owners.map(singular), last]),
  }
}

const joined = (verb: string, nouns: readonly string[]): string => [verb, ...nouns.map(capital)].join('')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const parameters = ({ segments }: Named): readonly string[] =>
  segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))

const parametersOf = (route: Named): string => {
  const words = parameters(route).map((name) => capital(identifier(name)))
  return words.length === 0 ? '' : `By${words.join('And')}`
}

const memberName = (word: string): string => (UNFIT_MEMBERS.has(word) ? `${word}_` : word)

function freeName(first: string, second: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(first)) return first
  let name = second
  for (let count = 2; isTaken(name); count++) name = `${second}${count}`
  return name
}

function uniqueName(given: Names, name: string, by: string): string {
  const first = given.unique(name)
  return first === name || by === '' ? first : given.unique(`${name}${by}`)
}
