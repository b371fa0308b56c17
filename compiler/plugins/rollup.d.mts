/** Compiles `validator<T>()` in place in what Rollup builds. In any place among the plugins. */
export default function gatic(): { readonly name: string }
