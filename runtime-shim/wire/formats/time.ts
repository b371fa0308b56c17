import { classes, digit, twoDigits } from './characters.ts'

const hyphen = 45
const dot = 46
const colon = 58
const plus = 43

/** RFC 3339 `full-date`: a day that exists. */
export const isDate = (text: string): boolean => text.length === 10 && isDateAt(text)

/** RFC 3339 `full-time`. */
export const isTime = (text: string): boolean => text.length >= 9 && isTimeFrom(text, 0)

/** RFC 3339 `date-time`, with `T` (or `t`) between date and time. */
export const isDateTime = (text: string): boolean =>
  text.length >= 20 && (text.charCodeAt(10) | 32) === 116 && isDateAt(text) && isTimeFrom(text, 11)

function isDateAt(text: string): boolean {
  const century = twoDigits(text, 0)
  const year = twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (century > 99 || year > 99 || month > 12 || month < 1 || day < 1) return false
  if (text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return false
  return day <= 28 || day <= daysIn(century * 100 + year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** From `start` the text has nine characters or more. */
function isTimeFrom(text: string, start: number): boolean {
  const hour = twoDigits(text, start)
  const minute = twoDigits(text, start + 3)
  const second = twoDigits(text, start + 6)
  if (hour > 23 || minute > 59 || second > 60) return false
  if (text.charCodeAt(start + 2) !== colon || text.charCodeAt(start + 5) !== colon) return false
  let end = start + 8
  let sign = text.charCodeAt(end)
  if (sign === dot) {
    do {
      if (++end === text.length) return false
      sign = text.charCodeAt(end)
    } while ((classes[sign]! & digit) !== 0)
    if (end === start + 9) return false
  }
  const minutes = hour * 60 + minute
  if ((sign | 32) === 122) return text.length === end + 1 && (second < 60 || isLastMinute(minutes))
  if ((sign !== plus && sign !== hyphen) || text.length !== end + 6 || text.charCodeAt(end + 3) !== colon) return false
  const offsetHours = twoDigits(text, end + 1)
  const offsetMinutes = twoDigits(text, end + 4)
  if (offsetHours > 23 || offsetMinutes > 59) return false
  const offset = offsetHours * 60 + offsetMinutes
  return second < 60 || isLastMinute(sign === hyphen ? minutes + offset : minutes - offset)
}

/** Leap seconds are inserted at 23:59:60 UTC. */
const isLastMinute = (minutes: number): boolean => (minutes + 2880) % 1440 === 1439

/** The instant of text that `isDateTime` accepts. A leap second is the first instant of the next minute, as in POSIX time. */
export function toDate(text: string): Date {
  if (text.charCodeAt(17) !== 54) return new Date(text.toUpperCase())
  const lastSecond = `${text.slice(0, 17)}59${text.slice(19).replace(/^\.\d+/, '')}`
  return new Date(Date.parse(lastSecond.toUpperCase()) + 1000)
}

const duration = /^P(?:\d+W|(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/

/** ISO 8601: `P1DT12H`, `P2W`, `PT1.5S`; only the last component may have a fraction. */
export const isDuration = (text: string): boolean => duration.test(text.replace(/(\d)[.,]\d+(?=[A-Z]$)/, '$1'))
