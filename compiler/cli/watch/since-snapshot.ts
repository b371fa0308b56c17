import { type AppIR, UNRELEASED } from '../../ir/index.ts'

/**
 * What clients of the last snapshot would notice, in one line; undefined where nothing was recorded, or nothing changed:
 *
 *   3 changes since 1.4.0, 1 breaking: POST /users request-body /age minimum 21 is not given
 */
export function sinceSnapshot({ history }: Pick<AppIR, 'history'>): string | undefined {
  const now = history?.versions.at(-1)
  const before = history?.versions.at(-2)
  if (now === undefined || before === undefined || now.id !== UNRELEASED || now.changes.length === 0) return undefined
  const { changes } = now
  const breaking = changes.filter(({ level }) => level === 'major')
  const count = `${changes.length === 1 ? '1 change' : `${changes.length} changes`} since ${before.semver}`
  const [first, ...others] = breaking
  if (first === undefined) return `${count}, none breaking`
  const { route = 'all routes', rule, status, pointer = '', message } = first
  const told = [route, rule, `${status ?? ''}${pointer}`, message].filter((word) => word !== '').join(' ')
  return `${count}, ${breaking.length} breaking: ${told}${others.length > 0 ? ', ...' : ''}`
}
