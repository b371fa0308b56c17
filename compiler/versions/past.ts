/** The app as it is, and what was recorded of it -> the app with its history, and with the chains that keep its older clients alive. */

import type { Diagnostic, Label } from '../diagnostics/index.ts'
import * as say from '../diagnostics/index.ts'
import type { AppIR, History, Location, VersionStep } from '../ir/index.ts'
import { checkSteps, planChains, type StepsByVersion, stepsByVersion, type Uncovered, uncovered } from './chains/index.ts'
import { historyOf, type Past } from './history.ts'
import { decodeWaivers, WAIVERS_FILE } from './waivers.ts'

export interface WithPast {
  readonly ir: AppIR
  readonly diagnostics: readonly Diagnostic[]
  /** What the app's clients would notice and nothing makes good: looked for when it is asked for. */
  missing(): readonly Diagnostic[]
  /** The same, by itself. */
  uncovered(): readonly Uncovered[]
}

/** `waivers`: the text of the file; `now`: ISO 8601, by which sunsets have passed. */
export function withPast(
  app: AppIR,
  steps: readonly VersionStep[],
  past: Past | undefined,
  waivers: string | undefined,
  now: string,
): WithPast {
  const history = past && historyOf(past, app)
  const found = stepsByVersion(history, steps)
  if (!past || !history) return { ir: app, diagnostics: found.diagnostics, missing: () => [], uncovered: () => [] }
  const alive = (version: number) => {
    const sunset = history.versions[version]!.deprecated?.sunset
    return sunset === undefined || sunset > now
  }
  const chains = planChains(app, history, found.steps, alive)
  const read = waivers === undefined ? [] : decodeWaivers(waivers)
  let open: readonly Uncovered[] | undefined
  const missing = () => {
    if ('reason' in read) return []
    open ??= uncovered({ history, steps: found.steps, alive, past, waivers: read })
    return open
  }
  return {
    ir: { ...app, history, ...(chains && { chains }) },
    diagnostics: [...found.diagnostics, ...checkSteps(history, found.steps, app.types)],
    uncovered: missing,
    missing: () =>
      'reason' in read
        ? [say.versionStoreDamaged({ file: WAIVERS_FILE, reason: read.reason }, [])]
        : missing().map((one) => missingTransform(app, history, found.steps, one)),
  }
}

function missingTransform(
  app: AppIR,
  { versions }: History,
  steps: StepsByVersion,
  { version, route, change }: Uncovered,
): Diagnostic {
  const { id, semver } = versions[version]!
  const name = steps.get(version)?.name ?? nameOfStep(versions, id)
  const now = app.routes.find((one) => one.id === change.route)
  const { status, pointer = '', message, rule, witness } = change
  const place = [rule, `${status ?? ''}${pointer}`, message].filter((part) => part !== '').join(' ')
  const shown = witness && shortened(JSON.stringify(witness.value))
  const hints = [
    ...(witness ? [`${shown} is refused by ${witness.refusedBy === 'newer' ? 'the app as it is' : 'its clients'}.`] : []),
    `\`gatic version stub ${id}\` writes what has to be said into src/versions/${name}.ts.`,
  ]
  const labels = now ? [placeOf(now.handler.location, now.handler.exportName.length)] : []
  return say.missingTransform({ version: `${semver} (${id})`, route, change: place, name }, labels, hints)
}

const placeOf = (location: Location, length: number): Label => ({ location, length, text: '' })

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

/** `2026-03-01`, or `2026-03-01T10-00-00Z` where that day had several: what the file of a version is called. */
export function nameOfStep(versions: History['versions'], id: string): string {
  const day = id.slice(0, 10)
  return versions.findLast((version) => version.id.startsWith(day))?.id === id ? day : id.replaceAll(':', '-')
}
