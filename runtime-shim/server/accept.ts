/** What a client takes: RFC 9110 section 12.5. */

interface Preference {
  readonly name: string
  readonly quality: number
}

function preferences(header: string): Preference[] {
  return header.split(',').flatMap((item) => {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))
    const quality = weight === undefined ? 1 : Number(weight.replace(/^q\s*=\s*/, ''))
    return name === '' || Number.isNaN(quality) ? [] : [{ name, quality: Math.min(Math.max(quality, 0), 1) }]
  })
}

/** The content codings that a client takes, of those that there are. */
export function takesCoding(header: string, coding: string): boolean {
  const all = preferences(header)
  return ((all.find(({ name }) => name === coding) ?? all.find(({ name }) => name === '*'))?.quality ?? 0) > 0
}

/**
 * The content coding of `offered` that the client likes best, the first of equals; undefined: it likes plain bytes better, or names
 * none. `gzip;q=0.5, br;q=0` -> gzip
 */
export function preferredCoding<Coding extends string>(header: string, offered: readonly Coding[]): Coding | undefined {
  const all = preferences(header)
  const qualityOf = (coding: string, otherwise?: string) =>
    (all.find(({ name }) => name === coding || name === `x-${coding}`) ?? all.find(({ name }) => name === otherwise))?.quality ??
    0
  let best: Coding | undefined
  let highest = 0
  for (const coding of offered) {
    const quality = qualityOf(coding, '*')
    if (quality <= highest) continue
    best = coding
    highest = quality
  }
  return qualityOf('identity') > highest ? undefined : best
}

/** The one of `offered` that the client prefers, the first of equals; undefined: it takes none. */
export function preferredType(header: string, offered: readonly string[]): string | undefined {
  if (header.trim() === '') return offered[0]
  const all = preferences(header)
  let best: string | undefined
  let highest = 0
  for (const type of offered) {
    const quality = qualityOf(all, type.split(';')[0]!.trim().toLowerCase())
    if (quality <= highest) continue
    best = type
    highest = quality
  }
  return best
}

/** The most specific of the ranges that match decides. */
function qualityOf(all: readonly Preference[], type: string): number {
  const family = `${type.slice(0, type.indexOf('/'))}/*`
  for (const range of [type, family, '*/*']) {
    const found = all.find(({ name }) => name === range)
    if (found !== undefined) return found.quality
  }
  return 0
}
