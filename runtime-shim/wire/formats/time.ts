import { classes, digit, twoDigits } from './characters.ts'

const hyphen = 45
const dot = 46
const colon = 58

/** RFC 3339 `full-date`: a day that exists. */
export const isDate = (text: string): boolean => text.length === 10 && isDateAt(text)

/** RFC 3339 `full-time`. */
export const isTime = (text: string): boolean => isTimeFrom(text, 0)

/** RFC 3339 `date-time`, with `T` (or `t`) between date and time. */
export const isDateTime = (text: string): boolean =>
  text.length >= 20 && (text.charCodeAt(10) | 32) === 116 && isDateAt(text) && isTimeFrom(text, 11)

function isDateAt(text: string): boolean {
  const century = twoDigits(text, 0)
  const year = twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  // NaN fails every comparison below, hence the negations.
  if (!(century >= 0 && year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false
  if (text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return false
  return day <= 28 || day <= daysIn(century * 100 + year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isTimeFrom(text: string, start: number): boolean {
  const hour = twoDigits(text, start)
  const minute = twoDigits(text, start + 3)
  const second = twoDigits(text, start + 6)
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return false
  if (text.charCodeAt(start + 2) !== colon || text.charCodeAt(start + 5) !== colon) return false
  let i = start + 8
  if (text.charCodeAt(i) === dot) {
    const first = ++i
    while ((classes[text.charCodeAt(i)]! & digit) !== 0) i++
    if (i === first) return false
  }
  const offset = offsetAt(text, i)
  return offset !== undefined && (second < 60 || isLastMinute(hour * 60 + minute - offset))
}

/** Leap seconds are inserted at 23:59:60 UTC. */
const isLastMinute = (minutes: number): boolean => (minutes + 2880) % 1440 === 1439

/** Minutes east of UTC as written at `i`, which must end the text. */
function offsetAt(text: string, i: number): number | undefined {
  const sign = text.charCodeAt(i)
  if ((sign | 32) === 122) return text.length === i + 1 ? 0 : undefined
  if ((sign !== 43 && sign !== hyphen) || text.length !== i + 6 || text.charCodeAt(i + 3) !== colon) return undefined
  const hours = twoDigits(text, i + 1)
  const minutes = twoDigits(text, i + 4)
  if (!(hours <= 23 && minutes <= 59)) return undefined
  return (sign === hyphen ? -1 : 1) * (hours * 60 + minutes)
}

/** The instant of text that `isDateTime` accepts. A leap second is the first instant of the next minute, as in POSIX time. */
export function toDate(text: string): Date {
  if (text.charCodeAt(17) !== 54) return new Date(text.toUpperCase())
  const lastSecond = `${text.slice(0, 17)}59${text.slice(19).replace(/^\.\d+/, '')}`
  return new Date(Date.parse(lastSecond.toUpperCase()) + 1000)
}

const duration = /^P(?:\d+W|(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/

/** ISO 8601: `P1DT12H`, `P2W`, `PT1.5S`; only the last component may have a fraction. */
export const isDuration = (text: string): boolean => duration.test(text.replace(/(\d)[.,]\d+(?=[A-Z]$)/, '$1'))
