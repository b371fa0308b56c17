/** How much code a validator is: minified, with what it imports, beside what typia makes of the same type. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { bundled, emitted } from './emit.mjs'

const TYPES = { simple: 'profile', nested: 'order', list: 'entries' }
const typiaFile = new URL('../peers/validators/typia.generated.mjs', import.meta.url)

/** The one function of typia's module, with the imports of all: those without use are left out of the bundle. */
function typiaAlone(name) {
  const text = readFileSync(typiaFile, 'utf8')
  const imports = text.match(/^import \* as .*$/gm).join('\n')
  const [code] = new RegExp(`^export const ${name} = [^]*?(?=^(?:export )?const |(?![^]))`, 'm').exec(text)
  return `${imports}\n${code}`
}

async function bytes(contents, resolveDir) {
  const text = await bundled(contents, undefined, { minify: true, stdin: { contents, resolveDir, loader: 'js' } })
  return [text.length, gzipSync(text).length]
}

export async function sizeTable({ rooms, ir, root }) {
  const rows = []
  for (const [name, route] of Object.entries(TYPES)) {
    const ours = await bytes(emitted(rooms, ir, 'strip', [route], ['is']), root)
    const theirs = await bytes(typiaAlone(name), new URL('../peers/validators', import.meta.url).pathname)
    rows.push([name, ...ours, ...theirs])
  }
  return {
    key: 'size',
    title: 'Bytes of one validator (is) with all that it imports, minified',
    columns: ['type', 'gatic', 'gzipped', 'typia', 'gzipped'],
    rows,
  }
}
