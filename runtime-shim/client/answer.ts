/** Bodies of answers -> data. */

/** A body that is not what the route declares; its `cause` says why. */
export class Unreadable extends Error {}

/** `read` makes the program's value out of JSON. */
export const json =
  (read: (value: any) => unknown = (value) => value) =>
  async (response: Response): Promise<unknown> => {
    const body = await response.text()
    try {
      return read(JSON.parse(body))
    } catch (cause) {
      throw new Unreadable('', { cause })
    }
  }

/** One of several forms, by its media type: `{ type: 'text/csv', value: 'a,3' }`. */
export const negotiated =
  (readers: Readonly<Record<string, (response: Response) => unknown>>) =>
  async (response: Response): Promise<unknown> => {
    const given = response.headers.get('content-type') ?? ''
    const type = Object.keys(readers).find((name) => given === name || given.split(';')[0] === name.split(';')[0])
    if (type === undefined) throw new Unreadable('', { cause: new TypeError(`unexpected media type ${given}`) })
    return { type, value: await readers[type]!(response) }
  }

/** A body that may be missing. */
export const optional =
  (read: (response: Response) => unknown) =>
  (response: Response): unknown =>
    response.headers.get('content-length') === '0' || response.body === null ? undefined : read(response)

/** Where the server answers the same status by itself. */
export const orProblem =
  (read: (response: Response) => unknown) =>
  (response: Response): unknown =>
    response.headers.get('content-type')?.startsWith('application/problem+json') ? json()(response) : read(response)

export const none = (): undefined => undefined
export const text = (response: Response): Promise<string> => response.text()
export const bytes = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())
export const stream = (response: Response): ReadableStream<Uint8Array> => response.body ?? new Blob([]).stream()
export const textStream = (response: Response): ReadableStream<string> =>
  (stream(response) as ReadableStream<any>).pipeThrough(new TextDecoderStream())
