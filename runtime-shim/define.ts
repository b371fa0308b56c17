import type { GatiConfig, Module } from './authoring/index.ts'
import type { VersionSteps, VersionStepTypes, VersionTransforms } from './version-step.ts'

/** Types the default export of gati.config.ts. */
export const defineConfig = <const Config extends GatiConfig>(config: Config): Config => config

/** Types the default export of a module file, keeping the type of its exports. */
export const defineModule = <M extends Module>(module: M): M => module

/** Types the default export of a file in src/versions, which has the name that is given here. */
export const defineVersion = <const Name extends keyof VersionSteps>(
  _name: Name,
  transforms: VersionSteps[Name] extends infer Types extends VersionStepTypes ? VersionTransforms<Types> : never,
): unknown => transforms
