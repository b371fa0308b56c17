import { benchApp, unstarted } from '../http/apps.mjs'
import { runAlone } from './run.mjs'

const NAMES = ['stringifyGetArticlesReply', 'stringifyReceipt']

export const run = (setting) => runAlone('serialising', setting, unstarted(benchApp(), NAMES))
