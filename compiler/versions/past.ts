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
  if (!past || !history) return { ir: app, diagnostics: found.diagnostics, missing: () => [] }
  const alive = (version: number) => {
    const sunset = history.versions[version]!.deprecated?.sunset
    return sunset === undefined || sunset > now
  }
  const chains = planChains(app, history, found.steps, alive)
  return {
    ir: { ...app, history, ...(chains && { chains }) },
    diagnostics: [...found.diagnostics, ...checkSteps(history, found.steps, app.types, past.digest)],
    missing: () => missingTransforms(app, { history, steps: found.steps, alive, digest: past.digest }, waivers),
  }
}

function missingTransforms(
  app: AppIR,
  input: {
    readonly history: History
    readonly steps: StepsByVersion
    readonly alive: (version: number) => boolean
    readonly digest: Past['digest']
  },
  text: string | undefined,
): Diagnostic[] {
  const waivers = text === undefined ? [] : decodeWaivers(text)
  if ('reason' in waivers) return [say.versionStoreDamaged({ file: WAIVERS_FILE, reason: waivers.reason }, [])]
  return uncovered({ ...input, waivers }).map((one) => missingTransform(app, input.history, input.steps, one))
}

function missingTransform(
  app: AppIR,
  { versions }: History,
  steps: StepsByVersion,
  { version, route, change }: Uncovered,
): Diagnostic {
  const { id, semver } = versions[version]!
  const name = steps.get(version)?.name ?? nameOfStep(id)
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

/** `2026-03-01T10:00:00Z` -> `2026-03-01T10-00-00Z`, which every file system takes. */
export const nameOfStep = (id: string): string => id.replaceAll(':', '-')
