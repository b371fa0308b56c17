import type { Plugin } from 'esbuild'

/** Compiles `validator<T>()` in place in what esbuild builds. */
export default function gatic(): Plugin
