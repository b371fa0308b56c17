/**
 * Comments of the emitted entry survive bundling. esbuild drops comments but legal ones (`//! ...`), so that comments on lines of
 * their own are marked as such before, and unmarked after. A comment line holds nothing that a source map could point at.
 *
 *   // GET /users - src/api/users.ts:3  ->  //!~ GET /users - src/api/users.ts:3  ->  // GET /users - src/api/users.ts:3
 */
const MARK = '//!~ '

export const markComments = (code: string): string => code.replace(/^(\s*)\/\/ /gm, `$1${MARK}`)

export const unmarkComments = (code: string): string => code.replace(/^(\s*)\/\/!~ /gm, '$1// ')
