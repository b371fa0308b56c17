/** What transforms are given of bodies: JSON and text. Files, bytes, streams and events pass by them. */
import type { BodyContract, ReplyContract } from './app.ts'

export const isTransformedBody = ({ content }: BodyContract): boolean =>
  content === 'json' || content === 'form' || content === 'text'

export const isTransformedReply = ({ content }: ReplyContract): boolean => content === 'json' || content === 'text'
