/** package.json of the package. */
import type { JsonValue } from '../../compiler/ir/index.ts'
import type { SdkApp } from './module.ts'

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
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './validators': { types: './validators.d.ts', default: './validators.js' },
      './package.json': './package.json',
    },
    files: ['*.js', '*.d.ts', '*.map', 'CHANGELOG.md'],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
