/** Plural words of paths: enough of English to read well. A word that is taken wrongly still has a name, and a tag gives it another. */

/** `users`, not `status` nor `address`. */
export const isPlural = (word: string): boolean => /[^sui]s$/i.test(word) || /(?:people|children|data)$/i.test(word)

/** `articles` -> `article`, `categories` -> `category`, `boxes` -> `box`; other words stay. */
export function singular(word: string): string {
  if (!isPlural(word)) return word
  if (/people$/i.test(word)) return word.replace(/eople$/, 'erson')
  if (/children$/i.test(word)) return word.slice(0, -3)
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:x|ch|sh|ss|z)es$/i.test(word)) return word.slice(0, -2)
  return /s$/i.test(word) ? word.slice(0, -1) : word
}
