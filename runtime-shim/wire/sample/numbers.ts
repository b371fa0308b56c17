import type { Random } from './source.ts'

export interface NumberSample {
  readonly min?: number
  readonly max?: number
  /** What it is a multiple of: 1 for integers. */
  readonly step?: number
  /** Exact in 32 bits. */
  readonly float?: boolean
}

/** Mostly near the bounds, where mistakes are; as wide as people's numbers where there are none. */
const width = 1000

export function sampleNumber({ min, max, step, float = false }: NumberSample, random: Random): number {
  const low = min ?? Math.min(-width, max === undefined ? -width : max - width)
  const high = max ?? low + Math.max(width, Math.abs(low) * 2)
  const number = step === undefined ? between(low, high, random) : multiple(low, high, step, random)
  return (float ? Math.fround(number) : number) + 0
}

function between(low: number, high: number, random: Random): number {
  if (random.next() < 0.1) return random.pick([low, high])
  const number = low + (high - low) * random.next()
  // Two decimals are enough for most, where they stay within the bounds.
  const short = Math.round(number * 100) / 100
  return short >= low && short <= high && random.next() < 0.8 ? short : number
}

function multiple(low: number, high: number, step: number, random: Random): number {
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)]
  const count = random.next() < 0.1 ? random.pick([first, last]) : random.integer(first, last)
  const decimals = /\.(\d+)$/.exec(String(step))?.[1]?.length ?? 0
  return decimals > 0 ? Number((count * step).toFixed(decimals)) : count * step
}

/** Decimal text. */
export function sampleBigInt({ min, max }: { readonly min?: string; readonly max?: string }, random: Random): string {
  const span = BigInt(2 * width)
  const low = min === undefined ? (max === undefined ? -BigInt(width) : BigInt(max) - span) : BigInt(min)
  const high = max === undefined ? low + span : BigInt(max)
  if (random.next() < 0.1) return String(random.pick([low, high]))
  const range = high - low + 1n
  // Enough digits for any range: 32 bits at a time.
  let digits = 0n
  for (let bits = range; bits > 0n; bits >>= 32n) digits = (digits << 32n) | BigInt(random.integer(0, 0xffffffff))
  return String(range > 0n ? low + (digits % range) : low)
}
