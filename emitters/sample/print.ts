/** Nested literals over as many lines as they need. Texts are code. */
export type Code = string | readonly Code[] | { readonly [name: string]: Code }

const width = 110

export function print(code: Code, depth = 0): string {
  if (typeof code === 'string') return code
  const line = flat(code)
  if (line.length + 2 * depth <= width) return line
  const indent = '  '.repeat(depth + 1)
  const isList = Array.isArray(code)
  const items = isList
    ? code.map((item) => print(item, depth + 1))
    : Object.entries(code).map(([name, value]) => `${name}: ${print(value, depth + 1)}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  return `${open}\n${items.map((item) => `${indent}${item},\n`).join('')}${'  '.repeat(depth)}${close}`
}

function flat(code: Code): string {
  if (typeof code === 'string') return code
  if (Array.isArray(code)) return `[${code.map(flat).join(', ')}]`
  return `{ ${Object.entries(code)
    .map(([name, value]) => `${name}: ${flat(value)}`)
    .join(', ')} }`
}
