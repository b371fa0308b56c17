/** Compiles `validator<T>()` in place in what Rollup builds. To stand before what turns TypeScript into JavaScript. */
export default function gatic(): { readonly name: string }
