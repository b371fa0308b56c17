import { runAlone } from './run.mjs'

export const run = (setting) => runAlone('routing', setting)
