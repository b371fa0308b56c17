import type { Random } from './source.ts'

export interface TextSample {
  readonly kind: 'text'
  readonly min?: number
  readonly max?: number
  readonly start?: string
  readonly end?: string
  /** Stand somewhere between. */
  readonly middle?: readonly string[]
}

/** Characters of which one is taken, a sequence, one of several, or what is repeated. */
export type PatternSample =
  | string
  | readonly PatternSample[]
  | { readonly one: readonly PatternSample[] }
  | { readonly repeat: PatternSample; readonly min: number; readonly max: number }

const letters = 'abcdefghijklmnopqrstuvwxyz'
const hex = '0123456789abcdef'
const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const from = (characters: string, length: number, random: Random): string =>
  Array.from({ length }, () => characters[random.integer(0, characters.length - 1)]).join('')

const word = (random: Random, min = 1, max = 8): string => from(letters, random.integer(min, max), random)

export function sampleText({ min = 0, max, start = '', end = '', middle = [] }: TextSample, random: Random): string {
  const given = middle.join('')
  const least = Math.max(min, start.length + given.length + end.length)
  const length = random.integer(least, Math.max(least, Math.min(max ?? least + 12, least + 12)))
  const fill = from(letters, length - start.length - given.length - end.length, random)
  return start + given + fill + end
}

export function samplePattern(pattern: PatternSample, random: Random): string {
  if (typeof pattern === 'string') return random.pick([...pattern]) ?? ''
  if ('one' in pattern) return samplePattern(random.pick(pattern.one), random)
  if ('repeat' in pattern) {
    const count = random.integer(pattern.min, Math.min(pattern.max, pattern.min + 5))
    return Array.from({ length: count }, () => samplePattern(pattern.repeat, random)).join('')
  }
  return pattern.map((part) => samplePattern(part, random)).join('')
}

const two = (number: number): string => String(number).padStart(2, '0')
const date = (random: Random): string =>
  `${random.integer(1970, 2099)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`
const time = (random: Random): string =>
  `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}${random.pick(['Z', '.5Z', '+02:00'])}`
const host = (random: Random): string => `${word(random)}.example`
const bytes = (random: Random): string => {
  const length = random.integer(0, 5)
  // The last character before the padding has bits that must be zero.
  const ends = [
    '',
    `${from(base64, 1, random)}${random.pick(['A', 'Q', 'g', 'w'])}==`,
    `${from(base64, 2, random)}${random.pick(['A', 'E', 'c'])}=`,
  ]
  return from(base64, 4 * length, random) + random.pick(ends)
}
const token = (random: Random): string => from(`${letters}0123456789-_`, 4 * random.integer(1, 6), random)

const FORMATS: Readonly<Record<string, (random: Random) => string>> = {
  email: (random) => `${word(random)}@${host(random)}`,
  uuid: (random) => {
    const digits = from(hex, 31, random)
    const variant = random.pick(['8', '9', 'a', 'b'])
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${variant}${digits.slice(15, 18)}-${digits.slice(18, 30)}`
  },
  cuid: (random) => `c${from(`${letters}0123456789`, 24, random)}`,
  ulid: (random) => random.integer(0, 7) + from(base32, 25, random),
  url: (random) => `https://${host(random)}/${word(random)}`,
  hostname: host,
  ipv4: (random) => Array.from({ length: 4 }, () => random.integer(0, 255)).join('.'),
  ipv6: (random) => Array.from({ length: 8 }, () => random.integer(0, 0xffff).toString(16)).join(':'),
  date,
  time,
  'date-time': (random) => `${date(random)}T${time(random)}`,
  duration: (random) => `P${random.integer(0, 30)}DT${random.integer(0, 23)}H${random.integer(0, 59)}M`,
  base64: bytes,
  hex: (random) => from(hex, 2 * random.integer(1, 8), random),
  slug: (random) => Array.from({ length: random.integer(1, 3) }, () => word(random)).join('-'),
  jwt: (random) => `eyJhbGciOiJIUzI1NiJ9.e30.${token(random)}`,
  phone: (random) => `+${random.integer(1, 9)}${from('0123456789', random.integer(7, 12), random)}`,
  json: (random) => JSON.stringify(random.pick([null, 1, 'a', [1, 2], { a: 1 }])),
}

export const sampleFormat = (format: string, random: Random): string => FORMATS[format]!(random)
