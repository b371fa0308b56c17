/**
 * Branded types and constraint combinators for values on the wire. Types only: nothing of this package exists at run time.
 *
 *   interface SignUp { name: string & MinLen<1> & MaxLen<80>; email: Email; age?: number & Integer & Min<18> }
 *
 * Each combinator is an object type with one *optional* phantom member, so plain literals assign without a cast, while two
 * different brands (`Email`, `UUID`) do not assign to each other. The compiler reads the members and compiles the checks.
 */

/**
 * A nominal mark. Brands named below (`uuid`, `email`, ...) are also checked; any other name only keeps types apart. Several add up:
 * `UUID & Brand<'user'>` is a `UUID`, and no `UUID & Brand<'order'>`.
 */
export type Brand<Name extends string> = { readonly __gati_brand?: { readonly [Mark in Name]: true } }

// Strings -----------------------------------------------------------------------------------------------------------

/** Shortest length, in UTF-16 code units, as `.length` counts. */
export type MinLen<N extends number> = { readonly __gati_minLen?: N }
/** Longest length, in UTF-16 code units, as `.length` counts. */
export type MaxLen<N extends number> = { readonly __gati_maxLen?: N }
/** Exact length, in UTF-16 code units. */
export type Len<N extends number> = MinLen<N> & MaxLen<N>
/** An ECMAScript regular expression (flag `u`) that must match somewhere; anchor it with `^` and `$` to match all. */
export type Pattern<Source extends string> = { readonly __gati_pattern?: Source }
export type StartsWith<S extends string> = { readonly __gati_startsWith?: S }
export type EndsWith<S extends string> = { readonly __gati_endsWith?: S }
export type Includes<S extends string> = { readonly __gati_includes?: S }
/** White space at both ends is removed before anything else is checked. */
export type Trim = { readonly __gati_trim?: true }
/** Converted to lower case before anything else is checked. */
export type Lowercased = { readonly __gati_lowercase?: true }
/** Converted to upper case before anything else is checked. */
export type Uppercased = { readonly __gati_uppercase?: true }

/** RFC 5321 mailbox, ASCII, dot-atom local part. */
export type Email = string & Brand<'email'>
/** RFC 9562, any version, either case. */
export type UUID = string & Brand<'uuid'>
/** `c` and 24 or more base-36 digits. */
export type CUID = string & Brand<'cuid'>
/** 26 Crockford base-32 digits. */
export type ULID = string & Brand<'ulid'>
/** Absolute URL that the WHATWG parser accepts. */
export type Url = string & Brand<'url'>
/** RFC 1123 host name. */
export type Hostname = string & Brand<'hostname'>
export type IPv4 = string & Brand<'ipv4'>
/** RFC 4291 text form. */
export type IPv6 = string & Brand<'ipv6'>
/** RFC 3339 `full-date`: `2026-11-23`. */
export type DateString = string & Brand<'date'>
/** RFC 3339 `full-time`: `19:56:00Z`. */
export type TimeString = string & Brand<'time'>
/** RFC 3339 `date-time`. For a value that arrives as a `Date`, declare `Date`. */
export type Timestamp = string & Brand<'date-time'>
/** ISO 8601 duration: `P1DT12H`. */
export type Duration = string & Brand<'duration'>
/** RFC 4648 section 4, padded. */
export type Base64 = string & Brand<'base64'>
/** Pairs of hexadecimal digits. */
export type Hex = string & Brand<'hex'>
/** Lower-case words joined by single hyphens. */
export type Slug = string & Brand<'slug'>
/** Three base64url parts joined by dots (RFC 7519); the signature is not checked. */
export type JWT = string & Brand<'jwt'>
/** E.164: `+` and up to fifteen digits. */
export type Phone = string & Brand<'phone'>
/** Text that `JSON.parse` accepts. */
export type Json = string & Brand<'json'>

// Numbers -----------------------------------------------------------------------------------------------------------

export type Min<N extends number | bigint> = { readonly __gati_min?: N }
export type Max<N extends number | bigint> = { readonly __gati_max?: N }
export type GreaterThan<N extends number | bigint> = { readonly __gati_greaterThan?: N }
export type LessThan<N extends number | bigint> = { readonly __gati_lessThan?: N }
export type MultipleOf<N extends number> = { readonly __gati_multipleOf?: N }
/** A safe integer. */
export type Integer = { readonly __gati_numeric?: 'integer' }
export type Int32 = number & { readonly __gati_numeric?: 'int32' }
export type UInt32 = number & { readonly __gati_numeric?: 'uint32' }
/** A bigint of 64 bits, signed. */
export type Int64 = bigint & Min<-9223372036854775808n> & Max<9223372036854775807n>
/** Exactly representable as an IEEE 754 single. */
export type Float = number & { readonly __gati_numeric?: 'float' }
export type Positive = GreaterThan<0>
export type Negative = LessThan<0>

// Collections -------------------------------------------------------------------------------------------------------

export type MinItems<N extends number> = { readonly __gati_minItems?: N }
export type MaxItems<N extends number> = { readonly __gati_maxItems?: N }
/** No two items are deeply equal. */
export type UniqueItems = { readonly __gati_uniqueItems?: true }
export type MinProperties<N extends number> = { readonly __gati_minProperties?: N }
export type MaxProperties<N extends number> = { readonly __gati_maxProperties?: N }

// Anything ----------------------------------------------------------------------------------------------------------

/** Taken when the member is absent: `limit?: number & Default<20>` is always a number in the handler's `req`. */
export type Default<Value extends string | number | boolean> = { readonly __gati_default?: Value }
/** Shown as `<redacted>` in errors, also where text comes in the place of what holds it, and left out of logs under its name. */
export type Sensitive = { readonly __gati_sensitive?: true }
/** Shown in schemas and documentation. */
export type Example<Value extends string | number | boolean> = { readonly __gati_example?: Value }
/** Still taken, and marked as deprecated in schemas, documentation and clients. */
export type Deprecated<Reason extends string = ''> = { readonly __gati_deprecated?: Reason }
/**
 * A check of one's own: `number & Check<typeof isEven>`. The predicate is a function that a file of the app exports; the compiler
 * imports it into the emitted code. It is given the value as the handler would be: dates are `Date`s, defaults are filled in.
 */
export type Check<Predicate extends (value: never) => boolean> = { readonly __gati_check?: Predicate }
export type Nullable<T> = T | null
export type Enum<T extends string | number> = T
