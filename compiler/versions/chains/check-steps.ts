/** Do the files of src/versions speak of what there is? Their versions, routes, statuses, types, and the handlers that were kept. */
import * as say from '../../diagnostics/index.ts'
import { closest, type Diagnostic, type Label } from '../../diagnostics/index.ts'
import type { History, Location, NamedTypes, Route, Snapshot, VersionStep } from '../../ir/index.ts'
import { compareSnapshots } from '../contract/index.ts'
import { nextRoute, type StepsByVersion, versionOfStep, waypoints } from './ways.ts'

export function stepsByVersion(
  history: Pick<History, 'versions'> | undefined,
  steps: readonly VersionStep[],
): { readonly steps: StepsByVersion; readonly diagnostics: readonly Diagnostic[] } {
  const found = new Map<number, VersionStep>()
  const diagnostics: Diagnostic[] = []
  for (const step of steps) {
    const version = history && versionOfStep(history, step.name)
    const twin = version === undefined ? undefined : found.get(version)
    const name = step.name
    if (version === undefined) diagnostics.push(say.versionFileOfNone({ name }, [label(step.location, name.length)]))
    else if (twin)
      diagnostics.push(
        say.versionFileTwice({ name, version: history!.versions[version]!.id }, [
          label(step.location, name.length),
          label(twin.location, twin.name.length, 'the other one'),
        ]),
      )
    else found.set(version, step)
  }
  return { steps: found, diagnostics }
}

const label = (location: Location, length: number, text = ''): Label => ({ location, length, text })

/** `types`: of the app, in which kept handlers are written. */
export function checkSteps({ versions }: Pick<History, 'versions'>, steps: StepsByVersion, types: NamedTypes): Diagnostic[] {
  const points = waypoints({ versions }, steps)
  return [...steps].flatMap(([version, step]) => {
    const older = versions[version]!.snapshot
    const newer = versions[version + 1]?.snapshot
    if (newer === undefined) return []
    const ids = older.routes.map(({ id }) => id)
    const unknown = (what: string, name: string, location: Location, known: readonly string[], where: string): Diagnostic[] => {
      if (known.includes(name)) return []
      const near = closest(name, known)
      const hints = near === undefined ? undefined : [`Did you mean \`${near}\`?`]
      return [say.versionFileUnknown({ what, name, where }, [label(location, name.length + (what === 'route' ? 2 : 0))], hints)]
    }
    const was = `version ${versions[version]!.semver}`
    const is = `version ${versions[version + 1]!.semver}`
    return [
      ...step.routes.flatMap(({ route, location }) => unknown('route', route, location, ids, was)),
      ...step.types.flatMap(({ type, location }) => {
        const before = unknown('type', type, location, Object.keys(older.types), was)
        return before.length > 0 ? before : unknown('type', type, location, Object.keys(newer.types), is)
      }),
      ...step.renamed.flatMap(({ from, to, location }) => [
        ...unknown('route', from, location, ids, was),
        ...unknown(
          'route',
          to,
          location,
          newer.routes.map(({ id }) => id),
          is,
        ),
      ]),
      ...step.routes.flatMap(({ route, replies }) => {
        const before = older.routes.find(({ id }) => id === route)
        const next = before && nextRoute(points, version, before)
        const known = (next?.replies ?? []).map(({ status }) => String(status))
        return before
          ? replies.flatMap(({ status, location }) => unknown('status', String(status), location, known, `${route} of ${is}`))
          : []
      }),
      ...step.pinned.flatMap(({ route, location, handler }) => [
        ...unknown('route', route, location, ids, was),
        ...unfit(older, route, handler, types, location),
      ]),
    ]
  })
}

/** A kept handler promises what its route did. */
function unfit(older: Snapshot, id: string, handler: Route, types: NamedTypes, location: Location): Diagnostic[] {
  const route = older.routes.find((one) => one.id === id)
  if (route === undefined) return []
  const { request, replies, bodyLimit } = handler
  // What stands around it today stands around it.
  const own = { ...route, request, replies, ...(bodyLimit !== undefined && { bodyLimit }) }
  const kept: Snapshot = { ...older, types, routes: [own] }
  const changes = compareSnapshots({ ...older, routes: [route] }, kept)
  return changes
    .filter(({ level }) => level === 'major')
    .slice(0, 1)
    .map(({ rule, pointer = '', message }) =>
      say.pinnedHandlerUnfit({ route: id, change: `${rule} ${pointer} ${message}`.replace(/ +/g, ' ') }, [
        label(location, id.length + 2),
      ]),
    )
}
