/** Changes as text for a terminal and as Markdown for a pull request. */
import type { Change } from './contract/index.ts'

const TITLES = { major: 'Breaking', minor: 'Compatible', patch: 'Wording' } as const

/** The worst first. */
export const LEVELS = (['major', 'minor', 'patch'] as const).map((level) => ({ level, title: TITLES[level] }))

/**
 *   Breaking
 *     POST /users  request-body /age  minimum 18 is not given
 *       {"name":"","age":0} is refused by the newer version
 */
export function changesText(changes: readonly Change[]): string {
  return LEVELS.map(({ level }) => changes.filter((change) => change.level === level))
    .filter((group) => group.length > 0)
    .map((group) => `${TITLES[group[0]!.level]}\n${group.map(changeText).join('')}`)
    .join('\n')
}

const changeText = (change: Change): string => {
  const { route = 'all routes', rule, message } = change
  return `  ${[route, rule, place(change), message].filter((part) => part !== '').join('  ')}\n${evidence(change)
    .map((line) => `    ${line}\n`)
    .join('')}`
}

const place = ({ status, pointer = '' }: Change): string => `${status ?? ''}${pointer}`

function evidence({ witness, certainty, level }: Change): string[] {
  if (witness !== undefined) return [`${shortened(JSON.stringify(witness.value))} is refused by the ${witness.refusedBy} version`]
  return certainty === 'unknown' && level === 'major' ? ['not proven: it counts as breaking unless it is waived'] : []
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

export function changesMarkdown(changes: readonly Change[], older: string, newer: string): string {
  if (changes.length === 0) return `No changes from ${older} to ${newer}.\n`
  const rows = changes.map((change) => {
    const { route = 'all routes', rule, message } = change
    const proof = evidence(change).map(plainText).join(' ')
    return `| ${TITLES[change.level]} | ${code(route)} | ${rule} | ${[place(change) && code(place(change)), plainText(message), proof].filter((part) => part !== '').join(' ')} |`
  })
  return [`## Changes from ${older} to ${newer}`, '', '| | Route | Rule | |', '|---|---|---|---|', ...rows, ''].join('\n')
}

/** Markdown that shows the text as it is, on one line. */
export const plainText = (text: string): string => text.replace(/[\\|<>*_[\]]/g, '\\$&').replace(/\s+/g, ' ')
export const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``)
