import type { Site } from './emission.ts'

const width = 120

/** `if (a || b) return false`, over several lines where it is long. Nothing where there is no condition. */
export function refuseIf(
  { out, refused }: Pick<Site, 'out' | 'refused'>,
  conditions: readonly string[],
  statement: string = refused,
): void {
  if (conditions.length === 0) return
  const head = `if (${conditions.join(' || ')})`
  if (head.length + statement.length < width) {
    out.line(`${head} ${statement}`)
  } else if (head.length <= width || conditions.length === 1) {
    out.open(`${head} {`).line(statement).close()
  } else {
    out.open('if (')
    for (const [index, condition] of conditions.entries()) out.line(index < conditions.length - 1 ? `${condition} ||` : condition)
    out.reopen(') {').line(statement).close()
  }
}

/** One expression that holds where all of several alternatives are refused; undefined where one of them refuses nothing. */
export function allRefused(alternatives: readonly (readonly string[])[]): string | undefined {
  if (alternatives.some((conditions) => conditions.length === 0)) return undefined
  return alternatives.map((conditions) => (conditions.length > 1 ? `(${conditions.join(' || ')})` : conditions[0]!)).join(' && ')
}

/** Where none of the conditions holds, as one expression: `!isUser(x)` -> `isUser(x)`. */
export function noneHolds(conditions: readonly string[]): string {
  const [only] = conditions
  if (conditions.length !== 1 || only === undefined) return `!(${conditions.join(' || ')})`
  if (/^![\w$.]+\([^()]*\)$/.test(only)) return only.slice(1)
  const comparison = /^([^&|()]+) !== ([^&|()]+)$/.exec(only)
  return comparison === null ? `!(${only})` : `${comparison[1]} === ${comparison[2]}`
}

/** The conditions that remain for what is text already. */
export const ofText = (conditions: readonly string[]): string[] =>
  conditions.filter((condition) => !condition.startsWith('typeof '))
