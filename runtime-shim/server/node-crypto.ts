/**
 * What is used of `node:crypto`, which is loaded with the first use: a server starts without, some milliseconds sooner. The functions
 * are kept in an object of their own, for asking the module for one takes longer than making an id.
 */
type Functions = Pick<
  typeof import('node:crypto'),
  'createHash' | 'createHmac' | 'randomBytes' | 'randomUUID' | 'timingSafeEqual'
>

let functions: Functions | undefined

export function nodeCrypto(): Functions {
  if (functions === undefined) {
    const { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } = process.getBuiltinModule('node:crypto')
    functions = { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual }
  }
  return functions
}
