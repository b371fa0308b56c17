/**
 * Asks a predicate of the app's own about a secret. What it throws is logged, and its message may tell the value: the error says which
 * predicate threw, and where.
 */
export function holdsOfSecret<T>(predicate: (value: T) => boolean, value: T): boolean {
  try {
    return predicate(value)
  } catch (error) {
    const hidden = new Error(`the check ${predicate.name} threw about a sensitive value`)
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : []
    hidden.stack = [`Error: ${hidden.message}`, ...frames].join('\n')
    throw hidden
  }
}
