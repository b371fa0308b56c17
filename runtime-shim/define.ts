import type { GatiConfig, Module } from './authoring.ts'

/** Types the default export of gati.config.ts. */
export const defineConfig = <const Config extends GatiConfig>(config: Config): Config => config

/** Types the default export of a module file, keeping the type of its exports. */
export const defineModule = <M extends Module>(module: M): M => module
