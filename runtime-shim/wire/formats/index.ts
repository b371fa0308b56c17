/** Is a text of a format? One function a format, by character codes where that is faster than a pattern; none backtracks. */
export { isEmail } from './email.ts'
export { isBase64, isHex, isJson, isJwt } from './encoding.ts'
export { isCuid, isPhone, isSlug, isUlid, isUuid } from './identifier.ts'
export { isHostname, isIpv4, isIpv6, isUrl } from './network.ts'
export { isDate, isDateTime, isDuration, isTime, toDate } from './time.ts'
