/**
 * What does an app's client look like? A package of plain JavaScript with flat declarations: a function for each route, one object of
 * them all, and the runtime functions that they use and no others, which the linker puts beside them as runtime.js.
 */
import { comment, quote } from '../code/index.ts'
import { declaration } from '../declaration/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { operationsOf } from '../operations/index.ts'
import { emitChannel } from './channel.ts'
import { clientCode, clientDeclaration, clientSources } from './client.ts'
import { type DeclarationSection, declarationMap } from './declaration-map.ts'
import { manifest, type SdkPackage } from './manifest.ts'
import { bySource, type Import, type SdkApp, sdkModule, type VersionPin } from './module.ts'
import { readme } from './readme.ts'
import { emitRoute } from './route.ts'
import { emitValidators } from './validators.ts'

export type { SdkApp, SdkPackage, VersionPin }

export interface SdkOptions {
  readonly gaticVersion: string
  readonly package: SdkPackage
  /** Absent: its calls are for whatever version the server answers by itself. */
  readonly pin?: VersionPin
}

/** Whether a file exports what others take from the runtime: of `runtime.entry.js` the linker makes runtime.js. */
export const isRuntimeEntry = (path: string): boolean => path.endsWith('.entry.js')

const DECLARATIONS = 'index.d.ts'
/** Where the names in index.d.ts come from; its sources are relative to the app's root. */
export const DECLARATION_MAP = `${DECLARATIONS}.map`

const PIN_DOC = '/** The version of the API that every call asks for. */'

/** Files of the package, and entries of its runtime. */
export function emitSdk(ir: SdkApp, options: SdkOptions): EmittedFile[] {
  const operations = operationsOf([...ir.routes, ...(ir.sockets ?? [])])
  const module = sdkModule(
    ir,
    [...operations.values()].map(({ name }) => name),
    options.pin,
  )
  const routes = ir.routes.map((route) => emitRoute(module, route, operations.get(route.id)!))
  const channels = (ir.sockets ?? []).map((socket) => emitChannel(module, socket, operations.get(socket.id)!))
  const all = [...routes, ...channels]
  const header = comment(`Emitted by gatic ${options.gaticVersion} from ${ir.name} ${ir.version}. Do not edit.`)
  const types = module.types.map((type) => ({
    code: declaration(type, module.typeName(type.id), module.spelling),
    source: type.source,
  }))
  const values = module.render()
  const { client, wire } = module.imports()
  const { runtimeTypes, runtimeValues } = module
  const imported = [...client, ...wire].map(specifier).sort()
  const declarations: readonly DeclarationSection[] = [
    { code: `${header}\nimport type { ${runtimeTypes.join(', ')} } from './runtime.js'` },
    { code: `export type { ${runtimeTypes.join(', ')} }\nexport { ${runtimeValues.join(', ')} } from './runtime.js'` },
    ...(options.pin === undefined
      ? []
      : [{ code: `${PIN_DOC}\nexport declare const apiVersion: ${quote(options.pin.version)}` }]),
    ...all.map(({ declaration: code, route: { handler } }) => ({ code, source: handler?.location })),
    { code: clientDeclaration(all), members: clientSources(all) },
    ...types,
  ].map((section) => ({ ...section, code: section.code.trim() }))
  const validators = emitValidators(ir, routes)
  const files = {
    'index.js': [
      `${header}\nimport { ${imported.join(', ')} } from './runtime.js'`,
      `export { ${runtimeValues.join(', ')} }`,
      ...(options.pin === undefined ? [] : [`${PIN_DOC}\nexport const apiVersion = ${quote(options.pin.version)}`]),
      ...all.map(({ code }) => code),
      clientCode(all),
      values,
    ],
    [DECLARATIONS]: [...declarations.map(({ code }) => code), `//# sourceMappingURL=${DECLARATION_MAP}`],
    [DECLARATION_MAP]: [declarationMap(DECLARATIONS, declarations)],
    'runtime.entry.js': runtimeEntry(client, wire),
    'validators.js': [
      `${header}\nimport { ${validators.imports.map(specifier).join(', ')} } from './validators.runtime.js'`,
      validators.code,
    ],
    'validators.d.ts': [`${header}\nimport type { Interceptor } from './runtime.js'`, validators.declaration],
    'validators.runtime.entry.js': runtimeEntry(...bySource(validators.imports)),
    'package.json': [manifest(ir, options.package)],
    'README.md': [readme(ir, options.package, all)],
  }
  return Object.entries(files).map(([path, sections]) => ({
    path,
    text: `${sections
      .map((section) => section.trim())
      .filter((section) => section !== '')
      .join('\n\n')}\n`,
  }))
}

function runtimeEntry(client: readonly Import[], wire: readonly Import[]): readonly string[] {
  const from = (door: string, imports: readonly Import[]) =>
    imports.length === 0 ? [] : [`export { ${imports.map(({ name }) => name).join(', ')} } from '@gati-framework/core/${door}'`]
  return [...from('client', client), ...from('wire', wire)]
}

const specifier = ({ name, local }: Import): string => (name === local ? name : `${name} as ${local}`)
