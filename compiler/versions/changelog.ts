/**
 * All versions of an app as Markdown for those who call it, the newest first:
 *
 *   ## 2.0.0 - 2026-06-01
 *
 *   Ages are checked.
 *
 *   ### Breaking
 *
 *   - `POST /users` request-body `/age`: minimum 21 is not given
 */
import { type AppVersion, type ChangeNote, UNRELEASED } from '../ir/index.ts'
import { code, LEVELS, plainText } from './report.ts'

export type ChangelogEntry = Pick<AppVersion, 'id' | 'semver' | 'note' | 'changes'>

/** Oldest first. */
export function changelog(versions: readonly ChangelogEntry[]): string {
  const sections = versions.map((version, index) => [heading(version), ...body(version, index === 0)].join('\n\n'))
  return `${['# Changelog', ...sections.reverse()].join('\n\n')}\n`
}

/** What is published before it is recorded has a number, and no date yet. */
function heading({ id, semver }: ChangelogEntry): string {
  if (id !== UNRELEASED) return `## ${semver} - ${id.slice(0, 10)}`
  return semver.endsWith(`-${UNRELEASED}`) ? '## Unreleased' : `## ${semver}`
}

function body({ note, changes }: ChangelogEntry, isFirst: boolean): string[] {
  const groups = LEVELS.flatMap(({ level, title }) => {
    const lines = changes.filter((change) => change.level === level).map(line)
    return lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')]
  })
  const said = note === undefined ? [] : [plainText(note)]
  return groups.length > 0 ? [...said, ...groups] : [...said, isFirst ? 'The first version.' : 'No changes for clients.']
}

function line({ route, rule, status, pointer = '', message }: ChangeNote): string {
  const place = `${status ?? ''}${pointer}`
  return `- ${[route === undefined ? 'All routes' : code(route), rule, ...(place === '' ? [] : [code(place)])].join(' ')}: ${plainText(message)}`
}
