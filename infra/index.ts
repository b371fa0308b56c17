/**
 * What does a compiled app need around it to run somewhere? Pure functions from the IR to files that the app's owner keeps,
 * reads and may change.
 */
import type { AppIR } from '../compiler/ir/index.ts'
import type { EmittedFile } from '../emitters/emitted-file.ts'

/** The shape of every emitter in this room: total, and without I/O. Paths are relative to the app's root. */
export type InfrastructureEmitter = (ir: AppIR) => readonly EmittedFile[]
