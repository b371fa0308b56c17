/**
 * What gatic emits for the types of bench/validators/app: the app is compiled as any other, and the functions are those that its server
 * has. Two modules, for the modes of extra keys in which the cases need them, each bundled with the shim as a server is.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, '.cache/bench-validators')
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20.19', logLevel: 'warning' }

/** The compiler's own rooms, bundled as `npm run build` bundles them. */
export async function compilerRooms() {
  const outfile = join(cache, 'compiler.mjs')
  const contents = `
    export { createCompiler } from './compiler/compile.ts'
    export { createValueFunctions } from './emitters/validator/index.ts'
    export { names } from './emitters/code/index.ts'`
  await build({ ...options, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, packages: 'external' })
  return import(pathToFileURL(outfile).href)
}

/** Text of a module that exports, by the type's route, `is`, `explain`, `parse` and `stringify`, or those that are wanted. */
export function emitted({ createValueFunctions, names }, ir, extraKeys, routes, forms = ['is', 'explain', 'parse', 'stringify']) {
  const functions = createValueFunctions({ ...ir, config: { ...ir.config, extraKeys } }, names(), { forServer: true })
  const exported = ir.routes.flatMap(({ path, request }) => {
    const route = path.slice(1)
    if (!routes.includes(route)) return []
    const { type } = request.body
    const name = (form) => functions[form](type, route)
    // As a server does it where one walk cannot do both.
    const both = () => `(value) => (${name('is')}(value) ? ${name('read') ?? ''}(value) : undefined)`
    const members = forms.map((form) => `${form}: ${form === 'parse' ? (name('parse') ?? both()) : name(form)}`)
    return [`  ${route}: { ${members.join(', ')} },`]
  })
  const imports =
    functions.imports().length > 0 ? `import { ${functions.imports().join(', ')} } from '@gati-framework/core/wire'\n` : ''
  return `${imports}${functions.render()}\nexport default {\n${exported.join('\n')}\n}\n`
}

/** The IR of an app without errors. */
export function compiled({ createCompiler }, app) {
  const compilation = createCompiler(app).update()
  const [first] = compilation.diagnostics
  if (compilation.ir === undefined) throw new Error(`${app} does not compile: ${JSON.stringify(first)}`)
  return compilation.ir
}

export const bundled = async (contents, outfile, more = {}) => {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: root, loader: 'js' },
    ...(outfile === undefined ? { write: false } : { outfile }),
    ...more,
  })
  return outputFiles?.[0].text
}

/** Writes the contender's modules; gives their paths and the IR. */
export async function emitContender() {
  mkdirSync(cache, { recursive: true })
  const rooms = await compilerRooms()
  const ir = compiled(rooms, join(root, 'bench/validators/app'))
  const loose = join(cache, 'loose.mjs')
  const strict = join(cache, 'strict.mjs')
  await bundled(emitted(rooms, ir, 'strip', ['moltar', 'profile', 'order', 'entries']), loose)
  await bundled(emitted(rooms, ir, 'strict', ['moltar']), strict)
  return { rooms, ir, root, cache }
}
