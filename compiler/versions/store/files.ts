/**
 * Versions as files below `.gati/versions`, made for git: a file a version, a file a type, a file a tag, so that branches which each
 * added some can be merged. Types are named by the digest of what is in them, versions carry the digest of their own text: what was
 * edited or half merged is noticed.
 *
 *   2026-11-25T15-04-05Z.json     { "id": "2026-11-25T15:04:05Z", "semver": "1.2.0", "digest": "...", "types": { "User": "3f9a..." }, ... }
 *   types/3f9a....json            { "id": "User", "name": "User", "type": { ... } }
 *   tags/stable.json              "2026-11-25T15:04:05Z"
 *   deployments/production/2026-11-26T08-00-00Z.json     "2026-11-25T15:04:05Z"
 */
import { canonicalJson, canonicalText, type Digest, type JsonValue, type NamedType } from '../../ir/index.ts'
import type { Snapshot } from '../snapshot.ts'

export const VERSIONS_FOLDER = '.gati/versions'

/** `/` separators, below {@link VERSIONS_FOLDER}. */
export interface StoredFile {
  readonly path: string
  readonly text: string
}

export interface Version {
  /** When it was taken: ISO 8601, UTC, to the second. Unique, and the order of versions. */
  readonly id: string
  readonly semver: string
  /** Of git, where the app lies in a repository. */
  readonly commit?: string
  readonly note?: string
  readonly deprecated?: { readonly since: string; readonly sunset?: string }
  readonly snapshot: Snapshot
}

export interface Store {
  /** Oldest first. */
  readonly versions: readonly Version[]
  /** Name -> id. */
  readonly tags: ReadonlyMap<string, string>
  /** Oldest first. */
  readonly deployments: readonly Deployment[]
}

export interface Deployment {
  /** `production` */
  readonly environment: string
  /** ISO 8601, UTC, to the second; once an environment. */
  readonly at: string
  /** Id of the version that it serves from then on. */
  readonly version: string
}

export type Damage = { readonly file: string; readonly reason: string }

const fileOf = (id: string): string => `${id.replaceAll(':', '-')}.json`

export function encodeVersion({ snapshot, ...meta }: Version, digest: Digest): StoredFile[] {
  const types = Object.entries(snapshot.types).map(([id, type]) => [id, typeFile(type, digest)] as const)
  const { types: _types, ...contract } = snapshot
  const body = { ...meta, ...contract, types: Object.fromEntries(types.map(([id, { path }]) => [id, digestOf(path)])) }
  const text = pretty({ ...body, digest: digest(canonicalText(body)) })
  return [{ path: fileOf(meta.id), text }, ...types.map(([, file]) => file)]
}

function typeFile(type: NamedType, digest: Digest): StoredFile {
  const text = pretty(type)
  return { path: `types/${digest(text)}.json`, text }
}

const digestOf = (path: string): string => path.slice('types/'.length, -'.json'.length)

/** `tags/stable.json`. Below {@link VERSIONS_FOLDER}, as all paths of stored files. */
export const tagPath = (name: string): string => `tags/${name}.json`

export const encodeTag = (name: string, id: string): StoredFile => ({
  path: tagPath(name),
  text: `${JSON.stringify(id)}\n`,
})

export const encodeDeployment = ({ environment, at, version }: Deployment): StoredFile => ({
  path: `deployments/${environment}/${fileOf(at)}`,
  text: `${JSON.stringify(version)}\n`,
})

/** Reads everything that is there, or says what is wrong with it. */
export function decodeStore(files: readonly StoredFile[], digest: Digest): Store | readonly Damage[] {
  const damages: Damage[] = []
  const typeOf = typeReader(files, digest)
  const versions = files.flatMap(({ path, text }) => {
    if (path.includes('/') || !path.endsWith('.json')) return []
    const version = decodeVersion(path, text, typeOf, digest)
    if ('reason' in version) damages.push(version)
    return 'reason' in version ? [] : [version]
  })
  const tags = new Map<string, string>()
  for (const { path, text } of files.filter(({ path }) => path.startsWith('tags/'))) {
    const id = parsed(text)
    if (versions.some((version) => version.id === id)) tags.set(path.slice('tags/'.length, -'.json'.length), id as string)
    else damages.push({ file: path, reason: 'it names no version that is there' })
  }
  const deployments = files.flatMap(({ path, text }) => {
    const [, environment, time] = /^deployments\/([^/]+)\/(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.json$/.exec(path) ?? []
    if (environment === undefined || time === undefined) return []
    const at = `${time.slice(0, 11)}${time.slice(11).replaceAll('-', ':')}`
    const id = parsed(text)
    if (versions.some((version) => version.id === id)) return [{ environment, at, version: id as string }]
    damages.push({ file: path, reason: 'it names no version that is there' })
    return []
  })
  if (damages.length > 0) return damages
  return {
    versions: versions.sort((a, b) => (a.id < b.id ? -1 : 1)),
    tags,
    deployments: deployments.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)),
  }
}

/** A type that several versions have is one object. */
function typeReader(files: readonly StoredFile[], digest: Digest): TypeReader {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const read = new Map<string, NamedType | Damage>()
  const readType = (name: string): NamedType | Damage | undefined => {
    const file = `types/${name}.json`
    const text = texts.get(file)
    if (text === undefined) return undefined
    if (digest(text) !== name) return { file, reason: 'it is not what gatic wrote: its digest does not fit' }
    return parsed(text) as unknown as NamedType
  }
  return (name) => {
    const type = read.get(name) ?? readType(name)
    if (type !== undefined) read.set(name, type)
    return type
  }
}

/** Undefined where there is no such file. */
type TypeReader = (name: string) => NamedType | Damage | undefined

function decodeVersion(path: string, text: string, typeOf: TypeReader, digest: Digest): Version | Damage {
  const damage = (reason: string): Damage => ({ file: path, reason })
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return damage('it is not JSON of a version')
  const { digest: said, ...body } = value as Record<string, JsonValue>
  if (digest(canonicalJson(body)) !== said) return damage('it is not what gatic wrote: its digest does not fit')
  const { types: names, id, semver, commit, note, deprecated, ...contract } = body as unknown as StoredVersion
  if (path !== fileOf(id)) return damage(`it is version ${id} under another name`)
  const types: Record<string, NamedType> = {}
  for (const [type, name] of Object.entries(names)) {
    const found = typeOf(name)
    if (found === undefined) return damage(`its type ${type} is missing: types/${name}.json`)
    if ('reason' in found) return found
    types[type] = found
  }
  return {
    id,
    semver,
    ...(commit !== undefined && { commit }),
    ...(note !== undefined && { note }),
    ...(deprecated !== undefined && { deprecated }),
    snapshot: { ...contract, types },
  }
}

type StoredVersion = Omit<Version, 'snapshot'> & Omit<Snapshot, 'types'> & { readonly types: Readonly<Record<string, string>> }

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

/** A member a line and keys in order, so that a difference of two versions is one of lines. */
const pretty = (value: object): string => `${JSON.stringify(JSON.parse(canonicalText(value)), null, 2)}\n`
