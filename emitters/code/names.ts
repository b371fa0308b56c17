import { isReserved } from './words.ts'

/** Gives out identifiers that collide with nothing: not with each other, reserved words, or the globals that emitted code uses. */
export interface Names {
  /** Takes a name as it is, for what is imported or declared under a fixed name. */
  reserve(name: string): void
  /** `GET /users/:id` -> `getUsersId`, then `getUsersId2`. */
  unique(hint: string): string
  /** What an import is called here, the same each time: as it is, or `isEmail2` where that is taken. */
  imported(name: string): string
  /** Names local to one function: they differ from each other and from every name outside, given out before or after. */
  scope(): Names
}

export const names = (): Names => moduleNames(new Set())

function moduleNames(taken: Set<string>): Names {
  const locals = new Set<string>()
  const isTaken = (name: string) => taken.has(name) || locals.has(name)
  const imports = new Map<string, string>()
  const imported = (name: string): string => {
    const local = imports.get(name) ?? take(name, isTaken, taken)
    imports.set(name, local)
    return local
  }
  return {
    reserve: (name) => void taken.add(name),
    unique: (hint) => take(hint, isTaken, taken),
    imported,
    scope: () => localNames(taken, new Set(), locals, imported),
  }
}

/** Two functions may share a local name; a later module name may not, since it could be meant inside one of them. */
function localNames(outer: ReadonlySet<string>, own: Set<string>, locals: Set<string>, imported: Names['imported']): Names {
  const isTaken = (name: string) => outer.has(name) || own.has(name)
  return {
    reserve: (name) => {
      own.add(name)
      locals.add(name)
    },
    unique: (hint) => {
      const name = take(hint, isTaken, own)
      locals.add(name)
      return name
    },
    imported,
    scope: () => localNames(outer, new Set(own), locals, imported),
  }
}

function take(hint: string, isTaken: (name: string) => boolean, into: Set<string>): string {
  const base = identifier(hint)
  const spaced = /\d$/.test(base) ? `${base}_` : base
  let name = base
  for (let count = 2; isReserved(name) || isTaken(name); count++) name = `${spaced}${count}`
  into.add(name)
  return name
}

/** The readable identifier nearest to a text: `GET /users/:id` -> `getUsersId`, `x-request-id` -> `xRequestId`, `2fa` -> `_2fa`. */
export function identifier(hint: string): string {
  const parts = hint.replace(/\p{Cf}/gu, '').match(/[\p{ID_Start}\p{ID_Continue}$_]+/gu) ?? []
  const joined = parts
    .map((part, index) => (index === 0 ? lowerVerb(part, parts.length) : capitalize(part)))
    .join('')
    .normalize('NFC')
  if (joined === '') return 'value'
  return /^[\p{ID_Start}$_]/u.test(joined) ? joined : `_${joined}`
}

/** An all-capitals first word reads as a verb when more follows. */
const lowerVerb = (word: string, count: number): string => (count > 1 && /^[A-Z]+$/.test(word) ? word.toLowerCase() : word)

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
