import type { Call } from './contract.ts'

interface Page {
  readonly items: readonly unknown[]
  readonly next?: unknown
}

/** The items of all pages: `load` gets the page behind a cursor, the first one without. Throws what `orThrow()` throws. */
export async function* pages(load: (cursor?: unknown) => Call<unknown, Page>): AsyncGenerator<unknown, undefined> {
  for (let page = await load().orThrow(); ; page = await load(page.next).orThrow()) {
    yield* page.items
    if (page.next === undefined || page.next === null) return
  }
}
