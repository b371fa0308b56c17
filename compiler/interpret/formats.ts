import type { Format } from '../ir/index.ts'

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const domain = `${label}(?:\\.${label})*`
const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = `${byte}(?:\\.${byte}){3}`
const group = '[0-9A-Fa-f]{1,4}'
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"

/** Every way of writing eight groups: whole, or with `::` for the ones that are left out; the last two also as IPv4. */
function isIpv6(text: string): boolean {
  const tail = new RegExp(`^(?:${ipv4})$`)
  const parts = text.split('::')
  if (parts.length > 2) return false
  const groups = parts.map((part) => (part === '' ? [] : part.split(':')))
  const all = groups.flat()
  const last = groups.at(-1)!.at(-1)
  const hasTail = last !== undefined && tail.test(last)
  const plain = hasTail ? all.slice(0, -1) : all
  const count = plain.length + (hasTail ? 2 : 0)
  return plain.every((part) => new RegExp(`^${group}$`).test(part)) && (parts.length === 2 ? count < 8 : count === 8)
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isTime(text: string): boolean {
  const match = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/.exec(text)
  if (match === null) return false
  const [, hour, minute, second, sign, offsetHour = '0', offsetMinute = '0'] = match
  if (second !== '60') return true
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1)
  return (((Number(hour) * 60 + Number(minute) - offset) % 1440) + 1440) % 1440 === 1439
}

const parses = (parse: (text: string) => unknown) => (text: string) => {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

const matches = (source: string) => {
  const pattern = new RegExp(`^(?:${source})$`)
  return (text: string) => pattern.test(text) && !text.endsWith('\n')
}

export const formats: Readonly<Record<Format, (text: string) => boolean>> = {
  email: (text) => {
    const at = text.lastIndexOf('@')
    const [local, host] = [text.slice(0, at), text.slice(at + 1)]
    const isHost = host.startsWith('[')
      ? host.endsWith(']') && (/^ipv6:/i.test(host.slice(1)) ? isIpv6(host.slice(6, -1)) : matches(ipv4)(host.slice(1, -1)))
      : matches(domain)(host)
    return at > 0 && local.length <= 64 && text.length <= 254 && matches(`${atom}(?:\\.${atom})*`)(local) && isHost
  },
  uuid: matches('[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'),
  cuid: matches('c[0-9a-z]{24,}'),
  ulid: matches('[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}'),
  url: parses((text) => new URL(text)),
  hostname: (text) => text.length <= 253 && matches(domain)(text),
  ipv4: matches(ipv4),
  ipv6: isIpv6,
  date: isDate,
  time: isTime,
  'date-time': (text) => /^.{10}[Tt]/.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11)),
  duration: (text) => {
    const whole = text.replace(/[.,]\d+(?=[A-Z]$)/, (fraction, at: number) => (/\d/.test(text.charAt(at - 1)) ? '' : fraction))
    return (
      matches('P\\d+W')(whole) ||
      (matches('P(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?')(whole) && !/[PT]$/.test(whole))
    )
  },
  base64: (text) => matches('[A-Za-z0-9+/]*={0,2}')(text) && Buffer.from(text, 'base64').toString('base64') === text,
  hex: matches('(?:[0-9a-fA-F]{2})*'),
  slug: matches('[a-z0-9]+(?:-[a-z0-9]+)*'),
  jwt: (text) => {
    const parts = text.split('.')
    return (
      parts.length === 3 &&
      parts.every((part) => matches('[A-Za-z0-9_-]*')(part) && part.length % 4 !== 1) &&
      parts[0] !== '' &&
      parts[1] !== ''
    )
  },
  phone: matches('\\+[1-9]\\d{1,14}'),
  json: parses((text) => JSON.parse(text)),
}
