/** `.gati/versions/waivers.json`, written by people: breaking changes that somebody has looked at, and why they do no harm. */
import type { Change } from './contract/index.ts'

export const WAIVERS_FILE = 'waivers.json'

export interface Waiver {
  /** `*`: of the app as a whole. */
  readonly route: string
  readonly rule: string
  readonly pointer?: string
  readonly reason: string
}

/** Or what is wrong with the text. */
export function decodeWaivers(text: string): readonly Waiver[] | { readonly reason: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { reason: `it is not JSON: ${error.message}` }
  }
  if (!Array.isArray(value)) return { reason: 'it is not a list' }
  for (const one of value as Partial<Waiver>[]) {
    if (typeof one?.route !== 'string' || typeof one.rule !== 'string') return { reason: 'a waiver names a route and a rule' }
    if (typeof one.reason !== 'string' || one.reason.trim() === '')
      return { reason: `the waiver for ${one.route} gives no reason` }
  }
  return value as Waiver[]
}

export const isWaived = (waivers: readonly Waiver[], change: Pick<Change, 'route' | 'rule' | 'pointer'>): boolean =>
  waivers.some(
    ({ route, rule, pointer }) =>
      route === (change.route ?? '*') && rule === change.rule && (pointer === undefined || pointer === change.pointer),
  )
