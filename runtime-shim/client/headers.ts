/** Headers of answers -> what the route declares of them. */

/** One that is not there is left out: browsers keep some from pages of other origins. */
export const headers =
  (readers: Readonly<Record<string, (text: string) => unknown>>) =>
  (given: Headers): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(readers).flatMap(([name, read]) => {
        const text = given.get(name)
        return text === null ? [] : [[name, read(text)]]
      }),
    )

/** A list: platforms join the fields of one name by commas. */
export const texts = (text: string): readonly string[] => text.split(/\s*,\s*/)
export const numbers = (text: string): readonly number[] => texts(text).map(Number)
