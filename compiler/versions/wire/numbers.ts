/** Whether every number of one type is a number of another: as intervals, multiples and precision. */
import type { BigIntType, NumberConstraint, NumberType } from '../../ir/index.ts'

interface Interval {
  readonly least: number
  readonly greatest: number
  readonly openBelow: boolean
  readonly openAbove: boolean
  readonly isInteger: boolean
}

const RANGES = {
  integer: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
} as const

/** Integers up to this are exact in single precision. */
const FLOAT_INTEGERS = 2 ** 24

/** Why a number of `sent` may not be one of `taken`; undefined: each of them is. */
export function numberGap(sent: NumberType, taken: NumberType): string | undefined {
  const interval = intervalOf(sent)
  const missing = taken.constraints.find((constraint) => !implied(constraint, sent.constraints, interval))
  return missing && `${described(missing)} is not given`
}

function intervalOf({ constraints }: NumberType): Interval {
  const isInteger = constraints.some(
    (one) =>
      (one.kind === 'numeric' && one.numeric !== 'float') || (one.kind === 'multipleOf' && Number.isSafeInteger(one.value)),
  )
  let interval: Interval = {
    least: -Number.MAX_VALUE,
    greatest: Number.MAX_VALUE,
    openBelow: false,
    openAbove: false,
    isInteger,
  }
  for (const constraint of constraints) interval = narrowed(interval, constraint)
  if (!isInteger) return interval
  const { least, greatest, openBelow, openAbove } = interval
  return {
    least: openBelow && Number.isInteger(least) ? least + 1 : Math.ceil(least),
    greatest: openAbove && Number.isInteger(greatest) ? greatest - 1 : Math.floor(greatest),
    openBelow: false,
    openAbove: false,
    isInteger,
  }
}

function narrowed(interval: Interval, constraint: NumberConstraint): Interval {
  const { least, greatest } = interval
  switch (constraint.kind) {
    case 'minimum': {
      const isOpen = constraint.exclusive === true
      if (constraint.value < least || (constraint.value === least && !isOpen)) return interval
      return { ...interval, least: constraint.value, openBelow: isOpen }
    }
    case 'maximum': {
      const isOpen = constraint.exclusive === true
      if (constraint.value > greatest || (constraint.value === greatest && !isOpen)) return interval
      return { ...interval, greatest: constraint.value, openAbove: isOpen }
    }
    case 'numeric': {
      if (constraint.numeric === 'float') return interval
      const [low, high] = RANGES[constraint.numeric]
      const below = low > least ? { least: low, openBelow: false } : {}
      return { ...interval, ...below, ...(high < greatest ? { greatest: high, openAbove: false } : {}) }
    }
    default:
      return interval
  }
}

function implied(wanted: NumberConstraint, given: readonly NumberConstraint[], interval: Interval): boolean {
  const { least, greatest, openBelow, openAbove, isInteger } = interval
  switch (wanted.kind) {
    case 'minimum':
      return least > wanted.value || (least === wanted.value && (!wanted.exclusive || openBelow))
    case 'maximum':
      return greatest < wanted.value || (greatest === wanted.value && (!wanted.exclusive || openAbove))
    case 'multipleOf':
      return given.some(
        (one) =>
          (one.kind === 'multipleOf' && (one.value === wanted.value || isIntegerMultiple(one.value, wanted.value))) ||
          (isInteger && wanted.value === 1),
      )
    case 'numeric': {
      if (given.some((one) => one.kind === 'numeric' && one.numeric === wanted.numeric)) return true
      if (wanted.numeric === 'float') return isInteger && least >= -FLOAT_INTEGERS && greatest <= FLOAT_INTEGERS
      const [low, high] = RANGES[wanted.numeric]
      return isInteger && least >= low && greatest <= high
    }
    case 'check':
      return given.some((one) => one.kind === 'check' && one.file === wanted.file && one.exportName === wanted.exportName)
    case 'sensitive':
    case 'brand':
      return true
  }
}

const isIntegerMultiple = (value: number, factor: number): boolean =>
  Number.isSafeInteger(value) && Number.isSafeInteger(factor) && value % factor === 0

function described(constraint: NumberConstraint): string {
  if (constraint.kind === 'numeric') return constraint.numeric
  if (constraint.kind === 'check') return `check ${constraint.exportName}`
  if (!('value' in constraint)) return constraint.kind
  return `${'exclusive' in constraint && constraint.exclusive ? 'exclusive ' : ''}${constraint.kind} ${constraint.value}`
}

/** At most. */
const FEW = 64

/** All of them, where they are a few integers. */
export function integersOf(type: NumberType): readonly number[] | undefined {
  const { least, greatest, isInteger } = intervalOf(type)
  if (!isInteger || greatest - least >= FEW) return undefined
  return Array.from({ length: Math.max(0, greatest - least + 1) }, (_, index) => least + index)
}

/** A bigint may come as a JSON integer, as long as that is exact. */
export function integerGap(sent: NumberType, taken: BigIntType): string | undefined {
  const { least, greatest, isInteger } = intervalOf(sent)
  if (!isInteger || least < Number.MIN_SAFE_INTEGER || greatest > Number.MAX_SAFE_INTEGER) return 'integer is not given'
  const edges = [
    { kind: 'minimum', value: String(least) },
    { kind: 'maximum', value: String(greatest) },
  ] as const
  return bigintGap({ kind: 'bigint', constraints: [...edges, ...sent.constraints.filter((one) => one.kind === 'check')] }, taken)
}

export function bigintGap(sent: BigIntType, taken: BigIntType): string | undefined {
  const missing = taken.constraints.find((wanted) => {
    if (wanted.kind === 'minimum' || wanted.kind === 'maximum') {
      const bound = edge(wanted)
      return !sent.constraints.some((one) => {
        if (one.kind !== wanted.kind || !('value' in one)) return false
        return wanted.kind === 'minimum' ? edge(one) >= bound : edge(one) <= bound
      })
    }
    if (wanted.kind !== 'check') return false
    return !sent.constraints.some(
      (one) => one.kind === 'check' && one.file === wanted.file && one.exportName === wanted.exportName,
    )
  })
  return missing && `${missing.kind}${'value' in missing ? ` ${missing.value}` : ''} is not given`
}

/** The last integer within. */
function edge({ kind, value, exclusive }: { readonly kind: string; readonly value: string; readonly exclusive?: true }): bigint {
  if (exclusive !== true) return BigInt(value)
  return kind === 'minimum' ? BigInt(value) + 1n : BigInt(value) - 1n
}
