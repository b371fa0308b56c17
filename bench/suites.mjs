/**
 * What `npm run bench` runs, in this order: one line for each suite. Its module exports
 *
 *   run(setting) -> Promise<Table[]>
 *   setting: { node, quick, rounds, seconds, only, workload, say }   (run.mjs makes it)
 *   Table:   { key, title, columns: string[], rows: (string | number)[][], notes?: string[], goals?: Goal[], bars?: Bars[] }
 *   Goal:    { what, value: number | undefined, atLeast | atMost: number, unit?, why? }   (undefined: could not be measured; why says why)
 *   Bars:    { file, title, unit, bars: [name, value][] }   (drawn as results/<file>.svg)
 *
 * `key` names the table in results/latest.json: a later run replaces it, and leaves the others.
 */
export const suites = [
  { name: 'http', about: 'emitted servers beside their peers: requests/s, processor time, latency', at: './http/suite.mjs' },
  { name: 'pace', about: 'latency at 70 % of the peak load, at a constant rate', at: './http/pace.mjs' },
  {
    name: 'startup',
    about: 'from the start of a process to its first answer, with 100 routes; memory at rest',
    at: './startup/suite.mjs',
  },
  { name: 'validators', about: 'emitted validators, parsers and serialisers beside their peers', at: './validators/suite.mjs' },
  { name: 'routing', about: 'lookups among 1,000 routes', at: './micro/routing.mjs' },
  { name: 'serialising', about: 'values to JSON text', at: './micro/serialising.mjs' },
  { name: 'calls', about: 'chains of middleware, local contexts, checked bodies: without a socket', at: './micro/calls.mjs' },
  {
    name: 'compiler',
    about: 'builds beside tsc, edits with a compiler that is kept, edits under gatic watch',
    at: './compiler/suite.mjs',
  },
  { name: 'sockets', about: 'WebSocket echoes, and the memory of idle clients', at: './sockets/suite.mjs' },
  {
    name: 'versions',
    about: 'which version is meant, of 1,000; servers with and without a past; what changed between two',
    at: './versions/suite.mjs',
  },
  {
    name: 'sdk',
    about: 'what clients weigh beside those of other generators, and the time that making one takes',
    at: './sdk/suite.mjs',
  },
]
