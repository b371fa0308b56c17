/** Ends an exhaustive switch: a new member of the union becomes a compile error at each place that must handle it. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
