/** Random JSON for random types: few names and few texts, so that a value for one type is often nearly one of another. */

import type { Random } from '../../../../../runtime-shim/wire/sample/source.ts'

export type Near = (random: Random) => unknown

export const STRINGS = ['', 'a', 'b', 'ab', 'a-b', 'a-b-a', 'x-1', 'circle', 'square', 'red', 'Red', 'yes', 'y', 'north', 'true']
/** Texts that mean something in template literals. */
export const NUMERIC_STRINGS = ['1', '-1', '1.5', '01', '1e3', '0x1F', ' 1', '-0', '12px', '1.50px', 'v1', 'v1.2', 'null', '1.']
export const DATE = '2026-11-23T19:56:00Z'
export const BYTES = 'aGk='
export const NUMBERS = [0, 1, 2, 3, 5, 6, -1, 1.5, 1e21]
/** `u` is declared as a required member that may be `undefined`. */
export const KEYS = ['a', 'b', 'c', 'kind', 'ok', 'u', 'x-1', '1', '__proto__', "it's"]

export const chance = (random: Random, probability: number): boolean => random.next() < probability

export const scalar: Near = (random) =>
  random.pick<Near>([
    () => random.pick(STRINGS),
    () => random.pick(NUMERIC_STRINGS),
    () => random.pick(NUMBERS),
    () => random.pick([true, false]),
    () => null,
    () => random.pick([DATE, BYTES]),
  ])(random)

/** An object as JSON.parse makes it, also where a key is `__proto__`. */
export const objectOf = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => {
  const object: Record<string, unknown> = {}
  for (const [key, value] of entries)
    if (value !== undefined) Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  return object
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const anything: Near = (random) =>
  random.pick<Near>([
    scalar,
    scalar,
    scalar,
    () => Array.from({ length: random.integer(0, 2) }, () => scalar(random)),
    () => objectOf(Array.from({ length: random.integer(0, 2) }, () => [random.pick(KEYS), scalar(random)] as const)),
  ])(random)

/** The value with one place changed. */
export function mutated(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return mutatedArray(value, random)
  return isObject(value) ? mutatedObject(value, random) : anything(random)
}

function mutatedArray(items: readonly unknown[], random: Random): unknown {
  const at = random.integer(0, Math.max(0, items.length - 1))
  return random.pick<() => unknown>([
    () => anything(random),
    () => items.toSpliced(at, 1),
    () => items.toSpliced(at, 0, items.length > 0 && chance(random, 0.5) ? items[at] : scalar(random)),
    () => (items.length === 0 ? [scalar(random)] : items.with(at, mutated(items[at], random))),
    () => (items.length === 0 ? null : items.with(at, mutated(items[at], random))),
    () => items.toReversed(),
  ])()
}

function mutatedObject(object: Record<string, unknown>, random: Random): unknown {
  const entries = Object.entries(object)
  const at = random.integer(0, Math.max(0, entries.length - 1))
  const [key, value] = entries[at] ?? ['a', 1]
  return random.pick<() => unknown>([
    () => anything(random),
    () => objectOf(entries.toSpliced(at, 1)),
    () => objectOf([...entries, [random.pick(KEYS), chance(random, 0.5) ? value : scalar(random)]]),
    () => objectOf(entries.toSpliced(at, 1, [key, mutated(value, random)])),
    () => objectOf(entries.toSpliced(at, 1, [key, mutated(value, random)])),
    () => objectOf(entries.toSpliced(at, 1, [random.pick(KEYS), value])),
  ])()
}
