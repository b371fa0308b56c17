import type { Store, Version } from '../../versions/index.ts'
import type { Input } from '../command-line.ts'
import { type Host, UsageError } from '../host.ts'

/** `gatic version VERB names... options` */
export interface Call {
  readonly host: Host
  readonly root: string
  readonly store: Store
  readonly names: readonly string[]
  readonly options: Input['options']
}

export function takes(names: readonly string[], count: number, verb: string, what = ''): void {
  if (names.length !== count)
    throw new UsageError(
      `\`gatic version ${[verb, what].filter(Boolean).join(' ')}\` takes ${count === 0 ? 'no argument' : `${count} argument${count > 1 ? 's' : ''}`}`,
    )
}

export const label = ({ id, semver }: Version): string => `${semver} (${id})`

/** Of tags and environments: they are names of files. */
export const isName = (text: string): boolean => /^[a-z][\w.-]{0,62}$/i.test(text) && !text.endsWith('.')
