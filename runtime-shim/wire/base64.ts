/** Of text that `isBase64` accepts. The bytes are a copy with a buffer of their own. */
export const decodeBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

export const encodeBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
