type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * Text as a string literal that is safe in a module and in an inline script: `it's` -> `"it's"`, `a` -> `'a'`.
 * Controls, line separators, `</`, lone surrogates and what changes the direction of text are escaped.
 */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  let result = mark
  for (const character of text) result += quoted(character, mark)
  return result.replaceAll('</', '<\\/') + mark
}

/** Text as it stands between the backticks of a template literal, where it is no code: `${` -> `\${`. */
export function templatePart(text: string): string {
  let result = ''
  for (const character of text) result += quoted(character, '`')
  return result.replaceAll('${', '\\${').replaceAll('</', '<\\/')
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\\': '\\\\' }

function quoted(character: string, mark: string): string {
  if (character === mark) return `\\${mark}`
  return short[character] ?? (isInvisible(character) ? escapeUnits(character) : character)
}

/** What a reader of the code could not see, or what is not valid UTF-8 when the file is written. */
const isInvisible = (character: string): boolean => /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]$/u.test(character)

const escapeUnits = (character: string): string => {
  let result = ''
  for (let i = 0; i < character.length; i++) result += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  return result
}

/** Whether a text can stand after a dot. */
export const isIdentifier = (text: string): boolean =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text) && isPlain(text)

/** Code that is identical for eye and engine in every encoding of the file. */
const isPlain = (text: string): boolean => text === text.normalize('NFC') && !/[\p{Cf}\p{Cs}]/u.test(text)

/** Property name in an object literal, always an own property: `id`, `'x-id'`, `['__proto__']`. */
export function key(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return isIdentifier(name) ? name : quote(name)
}

/** Access to a property: `user.id`, `user['x-id']`. */
export const member = (object: string, name: string): string =>
  isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`

/** A JSON value as an expression: `{ tags: ['a'] }`. */
export function literal(value: JsonValue): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  const members = Object.entries(value as { readonly [key: string]: JsonValue }).map(
    ([name, item]) => `${key(name)}: ${literal(item)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A regular expression literal with flag `u`; throws the SyntaxError of a source that has none. */
export function pattern(source: string): string {
  const escaped = new RegExp(source, 'u').source
  let result = ''
  for (const character of escaped) result += isInvisible(character) ? escapeUnits(character) : character
  return `/${result}/u`
}
