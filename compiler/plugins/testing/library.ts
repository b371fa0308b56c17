/** A library in a folder of its own, whose code calls `validator<T>()` and which no tool knows of. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const repository = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)))

/** The shim's sources in place of its packages. */
export const SHIM = {
  '@gati-framework/core/wire': join(repository, 'runtime-shim/wire/index.ts'),
  '@gati-framework/core': join(repository, 'runtime-shim/index.ts'),
}

export const TSCONFIG = {
  compilerOptions: {
    strict: true,
    target: 'es2023',
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  },
}

export interface Library {
  readonly root: string
  /** Gives the absolute path. */
  write(path: string, text: string): string
  /** Imports JavaScript. */
  run(code: string): Promise<any>
  remove(): void
}

/** Below the repository, where the shim's package is found from. */
export function createLibrary(name: string): Library {
  mkdirSync(join(repository, '.cache'), { recursive: true })
  const root = mkdtempSync(join(repository, `.cache/${name}-`))
  let count = 0
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    return join(root, path)
  }
  return {
    root,
    write,
    // The map of what was built is nowhere: who runs tests would look for it.
    run: (code) => import(pathToFileURL(write(`run/${count++}.mjs`, code.replace(/^\/\/# sourceMappingURL=.*$/m, ''))).href),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
