/** Which route answers a request, and what is there to say about it? */
export { explainRequest } from './request.ts'
