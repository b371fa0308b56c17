/** What the lowering of each kind of type is given. */
import type { Diagnostic, Label } from '../../../diagnostics/index.ts'
import type { NamedTypes, Type } from '../../../ir/index.ts'
import type { HostSymbol, HostType, Place, TypeHost } from '../../1-load/type-host.ts'

/** Where in the wire's data we are: `body.user.tags[]`, by whom it is used, and the nearest declaration in the app. */
export interface At {
  readonly path: string
  readonly use: Place
  readonly declared?: Place
}

export interface Context {
  readonly host: TypeHost
  /** Without a top-level `undefined`: whether that may be absent is the caller's affair. */
  lower(type: HostType, at: At): Type
  /** Of a ref; undefined while the type is still being lowered. */
  definition(type: Type): Type | undefined
  /** Those that have been lowered so far. */
  readonly types: NamedTypes
  /** Tells it, and gives what stands for a rejected type while the rest is looked at. */
  reject(diagnostic: Diagnostic): Type
}

/** Stands for a rejected type; told from a declared `unknown` by identity. */
export const REJECTED: Type = { kind: 'unknown' }

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

export function member(at: At, name: string, declared?: Place): At {
  const step = name.startsWith('[')
    ? name
    : IDENTIFIER.test(name) || name.startsWith('#')
      ? `.${name}`
      : `[${JSON.stringify(name)}]`
  return { ...at, path: at.path + step, ...(declared ? { declared } : {}) }
}

/** `step` such as `[]`, `[0]`, `<key>`. */
export const inside = (at: At, step: string): At => ({ ...at, path: at.path + step })

/** The declaration is what must change; who uses it is told beside. */
export function labels({ use, declared }: At): readonly Label[] {
  if (!declared || same(declared, use)) return [{ ...use, text: '' }]
  return [
    { ...declared, text: '' },
    { ...use, text: 'on the wire here' },
  ]
}

const same = (a: Place, b: Place) =>
  a.location.file === b.location.file && a.location.line === b.location.line && a.location.column === b.location.column

/** As TypeScript prints it, cut where nobody would read on. */
export function shown(host: TypeHost, type: HostType, expanded = false): string {
  const text = host.text(type, expanded).replace(/\s+/g, ' ')
  return text.length > 100 ? `${text.slice(0, 97)}...` : text
}

/** Phantom members of combinators: `__gati_minLen`. */
export const PHANTOM = '__gati_'
export const isPhantom = (host: TypeHost, symbol: HostSymbol) => host.nameOf(symbol).startsWith(PHANTOM)
