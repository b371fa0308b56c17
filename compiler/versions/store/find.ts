/** Which version is meant by what a person or a client wrote: a tag, a timestamp or date, a semver or the beginning of one. */
import type { Store, Version } from './files.ts'

export const latest = ({ versions }: Store): Version | undefined => versions.at(-1)

export function findVersion<V extends Pick<Version, 'id' | 'semver'>>(
  store: { readonly versions: readonly V[]; readonly tags: Store['tags'] },
  wanted: string,
): V | undefined {
  const { versions, tags } = store
  if (wanted === 'latest') return versions.at(-1)
  const tagged = tags.get(wanted)
  if (tagged !== undefined) return versions.find(({ id }) => id === tagged)
  const semver = /^v?(\d+(?:\.\d+){0,2})$/.exec(wanted)?.[1]
  if (semver !== undefined)
    return versions.findLast((version) => version.semver === semver || version.semver.startsWith(`${semver}.`))
  const moment = momentOf(wanted)
  return moment === undefined ? undefined : versions.findLast(({ id }) => id <= moment)
}

/** `2026-11-25` is the end of that day; a time without an offset is in UTC. */
function momentOf(text: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.isNaN(Date.parse(text)) ? undefined : `${text}T23:59:59Z`
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined
  const time = Date.parse(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(time) ? undefined : idAt(new Date(time))
}

/** To the second. */
export const idAt = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/** Of what is done now, behind what was done before: two in one second are a second apart. */
export function idAfter(before: string | undefined, now: Date): string {
  const id = idAt(now)
  return before === undefined || id > before ? id : idAt(new Date(Date.parse(before) + 1000))
}

export function nextSemver(before: string | undefined, level: 'major' | 'minor' | 'patch' | 'none', first: string): string {
  if (before === undefined) return first
  const [major = 0, minor = 0, patch = 0] = before.split('.').map(Number)
  if (level === 'major') return `${major + 1}.0.0`
  if (level === 'minor') return `${major}.${minor + 1}.0`
  return level === 'patch' ? `${major}.${minor}.${patch + 1}` : before
}
