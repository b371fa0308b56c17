import type { ExchangeCore, HeaderList } from './exchange.ts'

/** Header fields of whatever a request is answered with. Only in servers that have some. */
export class CommonFields {
  private readonly list: HeaderList

  constructor(list: HeaderList) {
    this.list = list
  }

  with(more: HeaderList): CommonFields {
    return new CommonFields([...this.list, ...more])
  }

  /** `['b', '3'] -> ['b', '3', 'a', '1']`: an answer's own fields, and those that it has not given by itself. `vary` adds up. */
  beside(own: HeaderList | null): HeaderList {
    if (own === null) return this.list
    const fields = [...own]
    for (let i = 0; i < this.list.length; i += 2) {
      const name = this.list[i]!
      if (name === 'vary' || !isGiven(own, name)) fields.push(name, this.list[i + 1]!)
    }
    return fields
  }
}

function isGiven(own: HeaderList, name: string): boolean {
  for (let i = 0; i < own.length; i += 2) if (own[i] === name) return true
  return false
}

/** ASCII, names in lower case. */
export function addCommonFields(exchange: ExchangeCore, fields: HeaderList): void {
  exchange.common = exchange.common?.with(fields) ?? new CommonFields(fields)
}
