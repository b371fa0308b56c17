/** package.json and README.md of the package. */
import type { JsonValue } from '../../compiler/ir/index.ts'
import type { SdkApp } from './module.ts'
import type { EmittedRoute } from './route.ts'

/** What the app's own package.json says of it, and the settings of the SDK. */
export interface SdkPackage {
  /** `conduit-sdk`, `@acme/conduit` */
  readonly name: string
  readonly description?: string
  readonly license?: string
  readonly author?: JsonValue
  readonly repository?: JsonValue
  readonly homepage?: string
}

export function manifest({ version }: SdkApp, { name, ...about }: SdkPackage): string {
  const document = {
    name,
    version,
    ...about,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    types: './index.d.ts',
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
    files: ['*.js', '*.d.ts', '*.map', 'CHANGELOG.md'],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

export function readme(ir: SdkApp, { name, description }: SdkPackage, routes: readonly EmittedRoute[]): string {
  const rows = routes.map(({ route, operation: { group, member, name: own } }) => {
    const path = [...group, member].join('.')
    return `| \`${escaped(route.id)}\` | \`api.${path}\` | \`${own}\` | ${escaped(route.doc?.summary?.split('\n')[0] ?? '')} |`
  })
  return `${[
    `# ${name}`,
    '',
    ...(description === undefined ? [] : [escaped(description), '']),
    `A typed client of ${ir.name} ${ir.version}. It depends on nothing but \`fetch\`, and runs in browsers, Node.js, Deno, Bun and workers.`,
    '',
    '```ts',
    `import { createClient } from '${name}'`,
    '',
    "const api = createClient({ baseUrl: 'http://localhost:3000' })",
    '```',
    '',
    '| Route | Member | Function | |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`
}

const escaped = (text: string): string =>
  text.replace(/[|<>]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\s+/g, ' ')
