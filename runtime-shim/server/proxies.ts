/**
 * Who a request comes from, where proxies stand in between that are trusted to say so:
 *
 *   remote 10.0.0.2, x-forwarded-for: 6.6.6.6, 192.0.2.7, 10.0.0.1, trusting 10.0.0.0/8   ->   192.0.2.7
 *
 * Each proxy adds the address that it was called from, so the list is read from its end, up to the first that is not trusted: what
 * stands before it anybody may have written.
 */
import { BlockList, isIP } from 'node:net'
import type { Exchange } from '../transport/index.ts'

export interface Origin {
  readonly ip: string
  readonly protocol: 'http' | 'https'
  readonly host: string
}

/** One proxy's word, in the order of the list. */
interface Hop {
  readonly ip: string | undefined
  readonly protocol: string | undefined
  readonly host: string | undefined
}

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}
const HOST = /^(?:[A-Za-z\d.-]+|\[[\dA-Fa-f:.]+\])(?::\d{1,5})?$/

/** `trusted`: how many proxies there are, or their addresses, networks and groups. Only one family of headers is believed. */
export function trustedProxies(
  trusted: number | readonly string[],
  family: 'x-forwarded' | 'forwarded',
): (exchange: Exchange) => Origin {
  const isTrusted = typeof trusted === 'number' ? (_ip: string, hop: number) => hop < trusted : addressTest(trusted)
  const hopsOf = family === 'forwarded' ? forwardedHops : xForwardedHops
  return (exchange) => {
    let origin: Origin = { ip: exchange.remoteAddress(), protocol: 'http', host: exchange.header('host') }
    const hops = hopsOf(exchange)
    for (let i = hops.length - 1; i >= 0 && isTrusted(origin.ip, hops.length - 1 - i); i--) {
      const { ip, protocol, host } = hops[i]!
      const isSecure = protocol?.toLowerCase()
      origin = {
        ip: ip ?? origin.ip,
        protocol: isSecure === 'https' || isSecure === 'http' ? isSecure : origin.protocol,
        host: host !== undefined && HOST.test(host) ? host : origin.host,
      }
      // `unknown`, `_hidden`, or nonsense: who stands before it cannot be told.
      if (ip === undefined) break
    }
    return origin
  }
}

function addressTest(names: readonly string[]): (ip: string) => boolean {
  const list = new BlockList()
  for (const name of names.flatMap((name) => GROUPS[name] ?? [name])) {
    const [address = '', prefix] = name.split('/')
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, prefix === undefined ? (type === 'ipv6' ? 128 : 32) : Number(prefix), type)
  }
  return (ip) => {
    const version = isIP(ip)
    return version !== 0 && list.check(ip, version === 6 ? 'ipv6' : 'ipv4')
  }
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(',').map((item) => item.trim()))

/** Protocol and host are lists as long as that of addresses, or were set once by the outermost proxy. */
function xForwardedHops(exchange: Exchange): Hop[] {
  const addresses = listOf(exchange.header('x-forwarded-for'))
  const protocols = listOf(exchange.header('x-forwarded-proto'))
  const hosts = listOf(exchange.header('x-forwarded-host'))
  const at = (list: readonly string[], index: number) => (list.length === addresses.length ? list[index] : list.at(-1))
  return addresses.map((text, index) => ({ ip: addressOf(text), protocol: at(protocols, index), host: at(hosts, index) }))
}

/** RFC 7239: `for=192.0.2.60;proto=https;host=a.example, for="[2001:db8::1]:4711"` */
function forwardedHops(exchange: Exchange): Hop[] {
  const text = exchange.header('forwarded')
  if (text === '') return []
  return splitOutsideQuotes(text, ',').map((element) => {
    const pairs = new Map<string, string>()
    for (const pair of splitOutsideQuotes(element, ';')) {
      const equals = pair.indexOf('=')
      const value = pair.slice(equals + 1).trim()
      if (equals > 0) pairs.set(pair.slice(0, equals).trim().toLowerCase(), unquoted(value))
    }
    return { ip: addressOf(pairs.get('for') ?? ''), protocol: pairs.get('proto'), host: pairs.get('host') }
  })
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    if (isQuoted && text[i] === '\\') i++
    else if (text[i] === '"') isQuoted = !isQuoted
    else if (!isQuoted && text[i] === separator) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

const unquoted = (value: string): string =>
  value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value

/** `192.0.2.7:80`, `[2001:db8::1]:80`, `2001:db8::1` -> the address; undefined for anything else. */
function addressOf(text: string): string | undefined {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  const bare = bracketed ?? (/^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text)
  const ip = bare.toLowerCase().startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare
  return isIP(ip) === 0 ? undefined : ip
}
