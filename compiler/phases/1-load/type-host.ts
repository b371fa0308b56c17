/**
 * What lowering asks of a type checker, and nothing else: the seam behind which TypeScript 6's JS API stands today and
 * another host (TypeScript 7 over IPC) can stand later. Handles are opaque; they live no longer than the host's program.
 */
import type { Label } from '../../diagnostics/index.ts'

declare const hostType: unique symbol
declare const hostSymbol: unique symbol

/** A type of the checker. The same type is always the same handle, so handles serve as Map keys. */
export interface HostType {
  readonly [hostType]: true
}
/** A declared thing: a property, an alias, an interface, a class, an enum. */
export interface HostSymbol {
  readonly [hostSymbol]: true
}

export type HostKind =
  | 'any'
  /** What the checker gives for a type that it could not resolve; it has reported why. */
  | 'error'
  | 'unknown'
  | 'never'
  | 'undefined'
  | 'void'
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'bigint'
  /** `symbol` or a `unique symbol`. */
  | 'symbol'
  /** A string, number, boolean or bigint literal, or an enum member with a known value. */
  | 'literal'
  /** An enum member whose value only running the program tells. */
  | 'computed-member'
  | 'template'
  /** `Uppercase<string>` and its like over a non-literal. */
  | 'string-mapping'
  | 'union'
  | 'intersection'
  | 'array'
  | 'tuple'
  /** Anything with members: interfaces, classes, object literals, mapped types, functions. */
  | 'object'
  /** The keyword `object`. */
  | 'non-primitive'
  /** Depends on a type parameter that is not known: `T`, `T[K]`, `keyof T`, an undecided conditional. */
  | 'unresolved'

/** Where a declaration comes from. */
export type Origin = 'app' | 'gati' | 'standard-library' | 'package'

export interface HostTupleElement {
  readonly type: HostType
  readonly mode: 'required' | 'optional' | 'rest'
  readonly name?: string
  readonly doc?: HostDoc
}

export interface HostIndexInfo {
  readonly key: HostType
  readonly value: HostType
}

export interface HostParameter {
  readonly name: string
  readonly type: HostType
  readonly optional: boolean
}

export interface HostSignature {
  readonly parameters: readonly HostParameter[]
  readonly result: HostType
}

/** The name under which a type was declared, with what it was instantiated with. */
export interface HostTypeName {
  readonly name: string
  readonly symbol: HostSymbol
  readonly arguments: readonly HostType[]
  readonly origin: Origin
  readonly isEnum: boolean
}

export interface HostDoc {
  readonly summary: string
  readonly tags: readonly { readonly name: string; readonly text: string }[]
}

/** A stretch of source, as a diagnostic underlines it. */
export type Place = Pick<Label, 'location' | 'length'>

export interface TypeHost {
  // What a type is
  kind(type: HostType): HostKind
  /** Of a `literal`. */
  literal(type: HostType): string | number | boolean | bigint
  /** As written where that is known: `Shape | null`, not the members of `Shape`. */
  unionMembers(type: HostType): readonly HostType[]
  intersectionMembers(type: HostType): readonly HostType[]
  /** One more text than types. */
  templateParts(type: HostType): { readonly texts: readonly string[]; readonly types: readonly HostType[] }
  tupleElements(type: HostType): readonly HostTupleElement[]
  /** Of an `array`. */
  elementType(type: HostType): HostType
  /** Of a reference to a generic class or interface: `[K, V]` of `Map<K, V>`. */
  typeArguments(type: HostType): readonly HostType[]
  indexInfos(type: HostType): readonly HostIndexInfo[]
  callSignatures(type: HostType): readonly HostSignature[]
  /** Whether it can be called with `new`. */
  isConstructor(type: HostType): boolean
  /** An interface or a class, not a type made of one. */
  isDeclared(type: HostType): boolean

  // Members
  properties(type: HostType): readonly HostSymbol[]
  property(type: HostType, name: string): HostSymbol | undefined
  typeOf(symbol: HostSymbol): HostType
  /** Symbol keys as `[brand]`, `[Symbol.iterator]`. */
  nameOf(symbol: HostSymbol): string
  keyKind(symbol: HostSymbol): 'string' | 'symbol'
  isOptional(symbol: HostSymbol): boolean
  /** Declared as a method, though a mapped type may have given it another type since. */
  isMethod(symbol: HostSymbol): boolean
  visibility(symbol: HostSymbol): 'public' | 'protected' | 'private'

  // Names and declarations
  /** The alias if there is one, else the interface, class or enum; nothing for anonymous types. */
  nameOfType(type: HostType): HostTypeName | undefined
  /** `Date`, `Map`, `Promise`, `Buffer`: the name of a class or interface of the standard library or of Node's types. */
  standardName(type: HostType): string | undefined
  origin(symbol: HostSymbol): Origin
  /** The declaration's name, in the app's own files. */
  place(symbol: HostSymbol): Place | undefined
  /** Where a file of the app exports the function that has this type: as a declaration, or as a constant that holds it. */
  exportOf(type: HostType): { readonly file: string; readonly exportName: string } | undefined
  /** Where a file of the app exports what was declared. */
  exportOfDeclared(symbol: HostSymbol): { readonly file: string; readonly exportName: string } | undefined
  /** Nothing for what the standard library documents. */
  doc(symbol: HostSymbol): HostDoc | undefined

  // Relations and text
  /** Whether an index signature with such keys says what the member of that name holds. */
  isKeyOf(name: string, key: HostType): boolean
  isAssignable(from: HostType, to: HostType): boolean
  /** What `await` gives for a value of this type. */
  awaited(type: HostType): HostType
  /** As TypeScript prints it; `expanded` says what stands behind an alias. */
  text(type: HostType, expanded?: boolean): string
}
