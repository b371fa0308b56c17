import type { Operation } from '../operations/index.ts'
import type { Input } from './input.ts'
import type { SdkRoute, SdkSocket } from './module.ts'

/** A function of the client, as index.js and index.d.ts have it. */
export interface EmittedMember {
  readonly route: SdkRoute | SdkSocket
  readonly operation: Operation
  /** Of index.js. */
  readonly code: string
  /** Of index.d.ts. */
  readonly declaration: string
  /** `(input: GetArticleInput, options?: CallOptions) => Call<...>`, without the client. */
  readonly signature: { readonly parameters: string; readonly result: string }
  readonly input: Input
  /** Of a route that answers with pages: the function that gives the items of all. */
  readonly all?: { readonly name: string; readonly signature: EmittedMember['signature'] }
}
