/** The name wanted, or else the first of `name_2`, `name_3`, ... that is free; taken from then on. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`
  taken.add(name)
  return name
}
