import type { BodyContract } from '../../compiler/ir/index.ts'

/** What transforms are given of bodies: files, bytes and streams pass by. */
export const isTransformed = ({ content }: BodyContract): boolean =>
  content === 'json' || content === 'form' || content === 'text'
