/**
 * What was promised when, against the app as it is: which routes of an older version its newest path serves as they were, and which not.
 *
 *   pastOf(store)            what holds whatever the app becomes: made once
 *   historyOf(past, app)     after each edit
 *
 * Only contracts whose text differs are compared by the values that they stand for, so that this takes as long as what changed is large.
 */
import {
  type AppIR,
  type AppVersion,
  type ChangedRoute,
  type ChangeNote,
  canonicalJson,
  type Digest,
  type History,
  type JsonValue,
  type NamedType,
  reachable,
  type Snapshot,
  type SnapshotRoute,
  typesOfRoute,
  UNRELEASED,
} from '../ir/index.ts'
import { type Change, compareSnapshots, isAround, isWording, levelOf, placeOf, sunsetOf } from './contract/index.ts'
import { snapshotOf } from './snapshot.ts'
import { findVersion, nextSemver, type Store } from './store/index.ts'

export interface Past {
  readonly store: Store
  readonly digest: Digest
  readonly texts: Texts
  /** Of each version, in their order. */
  readonly changes: readonly (readonly ChangeNote[])[]
}

/** The routes of a snapshot by their places, each with a text of all that it promises. */
type Contracts = ReadonlyMap<string, { readonly route: SnapshotRoute; readonly text: string }>

export function pastOf(store: Store, digest: Digest): Past {
  const texts = noTexts()
  const changes = store.versions.map(({ snapshot }, index) =>
    index === 0 ? [] : notes(changesBetween(store.versions[index - 1]!.snapshot, snapshot, { texts, digest })),
  )
  return { store, digest, texts, changes }
}

/** Undefined where nothing was recorded. */
export function historyOf(past: Past, app: AppIR): History | undefined {
  const { store, changes } = past
  const last = store.versions.at(-1)
  if (last === undefined) return undefined
  const snapshot = snapshotOf(app)
  const since = changesBetween(last.snapshot, snapshot, past)
  const isReleased = since.every(isWording)
  const versions: AppVersion[] = store.versions.map(({ id, semver, note, deprecated, snapshot: taken }, index) => ({
    id,
    semver,
    ...(note !== undefined && { note }),
    tags: [...store.tags].flatMap(([name, tagged]) => (tagged === id ? [name] : [])).sort(),
    ...(deprecated && { deprecated }),
    snapshot: taken,
    differs: differsFrom(taken, snapshot, past),
    changes: changes[index]!,
  }))
  if (!isReleased) {
    const semver = `${nextSemver(last.semver, levelOf(since), app.version)}-${UNRELEASED}`
    versions.push({ id: UNRELEASED, semver, tags: [], snapshot, differs: [], changes: notes(since) })
  }
  return { versions, fallback: fallbackOf(store, versions.length - 1, app) }
}

/** What the config calls the default, where no version is that. */
export function unknownDefault({ store }: Past, { config }: AppIR): string | undefined {
  const wanted = config.versions?.default
  return wanted === undefined || findVersion(store, wanted) !== undefined ? undefined : wanted
}

function fallbackOf(store: Store, newest: number, { config }: AppIR): number {
  const wanted = store.tags.has('default') ? 'default' : (config.versions?.default ?? 'latest')
  if (wanted === 'latest') return newest
  const meant = findVersion(store, wanted)
  return meant === undefined ? newest : store.versions.indexOf(meant)
}

/** What was written of contracts so far: most of a version is as it was in the one before. */
interface Texts {
  readonly types: WeakMap<NamedType, string>
  /** By the JSON of a contract, with its members in any order. */
  readonly canonical: Map<string, string>
}

const noTexts = (): Texts => ({ types: new WeakMap(), canonical: new Map() })

function contractsOf(snapshot: Snapshot, texts: Texts, digest: Digest): Contracts {
  const textOf = (route: SnapshotRoute): string => {
    const { id: _id, path: _path, doc, bodyLimit = snapshot.bodyLimit, ...contract } = route
    const types = [...reachable(typesOfRoute(route), snapshot.types)].sort().map((id) => `${id} ${typeText(id)}`)
    const promised = canonical({ ...contract, deprecated: doc?.deprecated, until: sunsetOf(doc) })
    return digest([promised, snapshot.extraKeys, bodyLimit, ...types].join('\n'))
  }
  const typeText = (id: string): string => {
    const type = snapshot.types[id]!
    const text = texts.types.get(type) ?? canonical(type)
    texts.types.set(type, text)
    return text
  }
  const canonical = (value: object): string => {
    const json = JSON.stringify(value)
    const text = texts.canonical.get(json) ?? canonicalJson(JSON.parse(json) as JsonValue)
    texts.canonical.set(json, text)
    return text
  }
  return new Map(snapshot.routes.map((route) => [placeOf(route), { route, text: textOf(route) }]))
}

/** What changed, of the routes whose contracts are not the same text. */
function between(older: Snapshot, was: Contracts, newer: Snapshot, is: Contracts): readonly Change[] {
  const isSame = (place: string) => was.get(place)?.text === is.get(place)?.text
  const left = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    routes: snapshot.routes.filter((route) => !isSame(placeOf(route))),
  })
  const [before, after] = [left(older), left(newer)]
  const isAll = before.routes.length === 0 && after.routes.length === 0 && older.extraKeys === newer.extraKeys
  return isAll && older.sockets === undefined && newer.sockets === undefined ? [] : compareSnapshots(before, after)
}

/** Of snapshots that are there still: those that were recorded do not change. */
const known = new WeakMap<Snapshot, Compared>()

interface Compared {
  readonly contracts: Contracts
  readonly changes: WeakMap<Snapshot, readonly Change[]>
}

type Written = Pick<Past, 'texts' | 'digest'>

function compared(snapshot: Snapshot, { texts, digest }: Written): Compared {
  const found = known.get(snapshot) ?? { contracts: contractsOf(snapshot, texts, digest), changes: new WeakMap() }
  known.set(snapshot, found)
  return found
}

/** All of them, with their witnesses. */
export function changesBetween(older: Snapshot, newer: Snapshot, past: Written): readonly Change[] {
  const { contracts, changes } = compared(older, past)
  const found = changes.get(newer) ?? between(older, contracts, newer, compared(newer, past).contracts)
  changes.set(newer, found)
  return found
}

function differsFrom(older: Snapshot, newer: Snapshot, past: Written): readonly ChangedRoute[] {
  const [was, is] = [compared(older, past).contracts, compared(newer, past).contracts]
  // Who may call, and how often, is not asked for each version: what holds now holds for all.
  const noticed = changesBetween(older, newer, past).filter((change) => !isAround(change) && change.rule !== 'route-added')
  return [...was].flatMap(([place, { route }]) => {
    const served = is.get(place)?.route.id
    const changes = noticed.filter((change) => change.route === (served ?? route.id))
    return changes.length === 0 ? [] : [{ id: route.id, ...(served !== undefined && { served }), changes: notes(changes) }]
  })
}

const notes = (changes: readonly Change[]): readonly ChangeNote[] =>
  changes.map(({ rule, level, route, status, pointer, message }) => ({
    rule,
    level,
    ...(route !== undefined && { route }),
    ...(status !== undefined && { status }),
    ...(pointer !== undefined && { pointer }),
    message,
  }))
