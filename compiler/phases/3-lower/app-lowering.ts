/** What every part of lowering works with. */
import type ts from 'typescript'
import type { Diagnostic } from '../../diagnostics/index.ts'
import type { AppProgram, CoreTypes } from '../1-load/index.ts'
import type { Effects, EffectsByFunction } from './effects.ts'
import type { TypeLowering } from './types/index.ts'

export interface AppLowering {
  readonly app: AppProgram
  readonly core: CoreTypes
  readonly types: TypeLowering
  readonly diagnostics: Diagnostic[]
  /** What each function was seen to do, once. */
  readonly effects: Map<ts.Node, Effects>
  /** What is known of functions from earlier lowerings. */
  readonly keptEffects: EffectsByFunction
}
