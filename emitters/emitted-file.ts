/** What an emitter gives: text to be written by the CLI, the only writer of files. */
export interface EmittedFile {
  /** Relative to the output folder (or the app's root, as the emitter says), `/` separators. */
  readonly path: string
  readonly text: string
}
