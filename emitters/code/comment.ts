/** One line comment out of any text: `GET /users/:id - src/api/users/[id].ts:5` -> `// GET ...`. */
export const comment = (text: string): string => `// ${oneLine(text)}`.trimEnd()

/** One-line JSDoc out of any text. */
export const docComment = (text: string): string => `/** ${oneLine(text).replaceAll('*/', '*\\/')} */`

/** JSDoc of several lines, each out of any text; empty ones stay. */
export function docBlock(lines: readonly string[]): string {
  const [first, ...others] = lines
  if (first !== undefined && others.length === 0) return docComment(first)
  return ['/**', ...lines.map((line) => ` * ${oneLine(line).replaceAll('*/', '*\\/')}`.trimEnd()), ' */'].join('\n')
}

/** Line terminators end a `//` comment; invisible characters can make it read as something else. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll('</', '<\\/')
    .trim()
