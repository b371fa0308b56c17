/**
 * Refuses to measure contenders that do not answer alike: the same status, the same JSON where the answer is a success, the same of the
 * headers that the workload names; and a 4xx for each of the requests that are to be refused.
 */
import { isDeepStrictEqual } from 'node:util'

const show = (value) => JSON.stringify(value).slice(0, 300)

async function ask(origin, { method, path, body, headers }) {
  const init = { method, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) } }
  return await fetch(origin + path, body === undefined ? init : { ...init, body })
}

/** The answers, for the next contender to be compared with. */
export async function verify({ name, origin }, { requests, refused = [], headers = [] }, wanted) {
  const answers = []
  for (const request of requests) {
    const answer = await ask(origin, request)
    const text = await answer.text()
    const named = headers.map((header) => answer.headers.get(header))
    answers.push({ status: answer.status, value: answer.ok ? JSON.parse(text) : undefined, named })
  }
  wanted ??= answers
  answers.forEach((answer, i) => {
    if (!isDeepStrictEqual(answer, wanted[i]))
      throw new Error(`${name} answers ${requests[i].method} ${requests[i].path} with ${show(answer)}, not ${show(wanted[i])}`)
  })
  for (const request of refused) {
    const answer = await ask(origin, request)
    await answer.arrayBuffer()
    if (answer.status < 400 || answer.status > 499)
      throw new Error(
        `${name} answers ${answer.status} to ${request.method} ${request.path} ${show(request.body ?? request.headers)}`,
      )
  }
  return wanted
}
