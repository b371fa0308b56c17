/** Compiles `validator<T>()` in place in what Vite, Vitest and Rolldown build and serve. */
export default function gatic(): { readonly name: string; readonly enforce: 'pre' }
