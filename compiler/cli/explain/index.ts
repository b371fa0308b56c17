/** Which route answers a request, and what is there to say about it? */
export { emittedFunctions } from './emitted-functions.ts'
export { findRoute, nearestRoute } from './find-route.ts'
export { explainRoute } from './route-page.ts'
export { sourceExcerpt } from './source-excerpt.ts'
