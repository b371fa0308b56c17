/** Refuses to measure contenders that do not answer alike: same status, and the same JSON where the answer is a success. */
import { isDeepStrictEqual } from 'node:util'

export async function verify(name, origin, workload, wanted) {
  const answers = []
  for (const { method, path, body, headers } of workload.requests) {
    const init = { method, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) } }
    const answer = await fetch(origin + path, body === undefined ? init : { ...init, body })
    const text = await answer.text()
    answers.push({ status: answer.status, value: answer.ok ? JSON.parse(text) : undefined })
  }
  wanted ??= answers
  answers.forEach((answer, i) => {
    if (!isDeepStrictEqual(answer, wanted[i]))
      throw new Error(
        `${name} answers ${workload.requests[i].method} ${workload.requests[i].path} with ${JSON.stringify(answer).slice(0, 200)}, not ${JSON.stringify(wanted[i]).slice(0, 200)}`,
      )
  })
  return wanted
}
