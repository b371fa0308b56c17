/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** RFC 6901: `/user/email`; `''` is the value as a whole. */
  readonly pointer: string
  /** TypeScript text of what was declared. */
  readonly expected: string
  /** What came instead: truncated, or `<redacted>`. */
  readonly received: unknown
}

type NumberArray =
  | Int8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

/** What a value is as JSON: dates, URLs and bytes are strings there, maps and sets are lists. */
export type JsonOf<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends bigint
    ? string | number
    : T extends Date | URL | Uint8Array
      ? string
      : T extends NumberArray
        ? number[]
        : T extends BigInt64Array | BigUint64Array
          ? (string | number)[]
          : T extends ReadonlyMap<infer Key, infer Value>
            ? [JsonOf<Key>, JsonOf<Value>][]
            : T extends ReadonlySet<infer Item>
              ? JsonOf<Item>[]
              : T extends object
                ? { [Member in keyof T]: JsonOf<T[Member]> }
                : T

/** What can be done with the values of a type. Each function is compiled for that type. */
export interface Validator<T> {
  /** Whether a JSON value is of the type. */
  is(value: unknown): value is JsonOf<T>
  /** The same value, if it is of the type. Throws {@link InvalidValue}. */
  assert(value: unknown): JsonOf<T>
  /** Everything that is wrong with a JSON value, at most a hundred issues; none where it is of the type. */
  validate(value: unknown): readonly ValidationIssue[]
  /** What a JSON value is in the program: dates as `Date`, defaults filled in, undeclared keys as `extraKeys` says. Throws {@link InvalidValue}. */
  parse(value: unknown): T
  /**
   * JSON text of a value, with the declared properties and no others: what `parse` takes. Throws {@link InvalidValue} where the value is not of
   * the type, or is one that JSON has no form for, such as `NaN`.
   */
  stringify(value: T): string
  /**
   * A value of the type, the same for the same seed. For tests. Throws where none is found: `Check` predicates that hardly anything passes,
   * patterns with back-references.
   */
  random(seed?: number): T
  /** JSON Schema 2020-12 of the type. */
  readonly schema: Readonly<Record<string, unknown>>
}

/** To be written out where the validator is: it is read when the app is compiled. */
export interface ValidatorOptions {
  /** What happens with keys that the type does not declare; as in gati.config.ts where it is not said. */
  readonly extraKeys?: 'strip' | 'strict' | 'allow'
}

/** What `assert`, `parse` and `stringify` throw. */
export class InvalidValue extends Error {
  readonly issues: readonly ValidationIssue[]

  /** `cause`: what was thrown at a value that nothing could be looked up in. */
  constructor(type: string, issues: readonly ValidationIssue[], options?: { readonly cause: unknown }) {
    const [first] = issues
    const reason = first ? `${first.pointer || 'it'} is to be ${first.expected}` : messageOf(options?.cause)
    super(`The value is not of the type ${type}${reason && `: ${reason}`}`, options)
    this.name = 'InvalidValue'
    this.issues = issues
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : '')

/** What is thrown by a `validator` that was left as it was written. */
export class ValidatorNotCompiled extends Error {
  readonly code = 'GT5006'

  constructor() {
    super(
      'GT5006 validator-not-compiled: `validator<T>()` was not compiled, and without its compiler there is no `T`. ' +
        'Add the plugin of what runs this code: `gatic/vite` (Vite, Vitest), `gatic/rollup`, `gatic/esbuild`; ' +
        'or import the modules that `gatic generate` writes to .gati/generated/validators.',
    )
    this.name = 'ValidatorNotCompiled'
  }
}

/**
 * A validator of a type, compiled in place by `gatic build`, `gatic watch` and the plugins `gatic/vite`, `gatic/rollup` and `gatic/esbuild`:
 *
 *   const users = validator<User>()
 *   if (users.is(value)) ...
 */
export function validator<T>(_options?: ValidatorOptions): Validator<T> {
  throw new ValidatorNotCompiled()
}
