/** Names of components: `[A-Za-z0-9._-]+` is all that OpenAPI allows (4.8.7.1), and each stands for one type. */
import { freeName } from './free-name.ts'

export interface Components {
  /** `Page_Article`; of a type whose id has other characters, one that is like it. */
  name(id: string): string
  /** `#/components/schemas/Page_Article` */
  ref(id: string): string
  /** The document of RFC 9457, and the one that lists what is wrong with a request. */
  readonly problem: string
  readonly invalidRequest: string
}

export function componentNames(ids: readonly string[]): Components {
  const taken = new Set<string>()
  const unique = (wanted: string): string => freeName(wanted, taken)
  // Those that may keep their names come first.
  const isPlain = (id: string) => /^[A-Za-z0-9._-]+$/.test(id)
  const names = new Map(
    [...ids.filter(isPlain), ...ids.filter((id) => !isPlain(id))].map((id) => [id, unique(id.replace(/[^A-Za-z0-9._-]+/g, '_'))]),
  )
  const name = (id: string): string => names.get(id)!
  return { name, ref: (id) => refTo(name(id)), problem: unique('Problem'), invalidRequest: unique('InvalidRequest') }
}

export const refTo = (component: string): string => `#/components/schemas/${component}`
