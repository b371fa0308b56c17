type Hook = () => void | Promise<void>

/** Hooks are registered as `(hook)` or `(name, hook)`. */
export function hookArguments<H = Hook>(
  kind: string,
  nameOrHook: string | H,
  hook: H | undefined,
): { readonly name: string; readonly hook: H } {
  if (typeof nameOrHook !== 'string') return { name: kind, hook: nameOrHook }
  if (typeof hook !== 'function') throw new TypeError(`the ${kind} hook ${JSON.stringify(nameOrHook)} has no function`)
  return { name: nameOrHook, hook }
}
