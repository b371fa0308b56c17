/** Which versions nobody needs any more, and which files go with them. */
import type { Digest } from '../../ir/index.ts'
import { encodeDeployment, encodeVersion, type Store, type Version } from './files.ts'

/** The version that each environment serves, by its name. */
export function deployed({ deployments }: Pick<Store, 'deployments'>): ReadonlyMap<string, string> {
  return new Map(deployments.map(({ environment, version }) => [environment, version]))
}

/** Those whose sunset has passed at that moment (ISO 8601), that have no tag, that no environment serves, and that are not the latest. */
export function prunable(store: Store, at: string): Version[] {
  const needed = new Set([...store.tags.values(), ...deployed(store).values(), store.versions.at(-1)?.id])
  return store.versions.filter(
    ({ id, deprecated }) => deprecated?.sunset !== undefined && deprecated.sunset < at && !needed.has(id),
  )
}

/** Paths of their files, of the records of their deployments, and of types that only they have. */
export function filesOnlyOf(going: readonly Version[], store: Store, digest: Digest): string[] {
  const paths = (versions: readonly Version[]) =>
    versions.flatMap((version) => encodeVersion(version, digest).map(({ path }) => path))
  const kept = new Set(paths(store.versions.filter((version) => !going.includes(version))))
  const records = store.deployments
    .filter(({ version }) => going.some(({ id }) => id === version))
    .map((one) => encodeDeployment(one).path)
  return [...new Set([...paths(going).filter((path) => !kept.has(path)), ...records])].sort()
}
