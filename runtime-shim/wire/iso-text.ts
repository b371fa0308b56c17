const millisecondsPerDay = 86_400_000
/** Of the years 1 to 9999: what is divided below is never negative, and what is written has four digits. */
const firstInstant = -62_135_596_800_000
const lastInstant = 253_402_300_799_999

/**
 * `2026-11-26T00:57:57.089Z`, as `date.toISOString()` has it, in a sixth to a quarter of the time: V8 finds the parts of a date out anew
 * and prints them by a format string. What is no plain date, or of another year, is asked itself.
 */
export function isoText(date: Date): string {
  if (!(date instanceof Date) || date.toISOString !== Date.prototype.toISOString) return (date as Date).toISOString()
  const time = date.getTime()
  return time >= firstInstant && time <= lastInstant ? textOf(time) : date.toISOString()
}

/** Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days: years begin in March, so that the leap day ends one. */
function textOf(time: number): string {
  const days = Math.floor(time / millisecondsPerDay)
  const milliseconds = time - days * millisecondsPerDay
  const sinceMarch0 = days + 719_468
  const era = (sinceMarch0 / 146_097) | 0
  const dayOfEra = sinceMarch0 - era * 146_097
  const yearOfEra = ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0))
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0
  const day = dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const seconds = (milliseconds / 1000) | 0
  const minutes = (seconds / 60) | 0
  const hour = (minutes / 60) | 0
  const century = (year / 100) | 0
  const minute = minutes % 60
  const second = seconds % 60
  const rest = milliseconds % 1000
  // One call: to join pieces takes almost twice as long.
  // biome-ignore format: as it reads in the text
  return String.fromCharCode(
    tens(century), ones(century), tens(year % 100), ones(year), hyphen, tens(month), ones(month), hyphen, tens(day), ones(day), letterT,
    tens(hour), ones(hour), colon, tens(minute), ones(minute), colon, tens(second), ones(second), dot,
    zero + ((rest / 100) | 0), tens(rest % 100), ones(rest), letterZ,
  )
}

const zero = 48
const hyphen = 45
const colon = 58
const dot = 46
const letterT = 84
const letterZ = 90

/** Character codes of the digits of a number. */
const tens = (number: number): number => zero + ((number / 10) | 0)
const ones = (number: number): number => zero + (number % 10)
